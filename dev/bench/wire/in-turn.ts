import { fork } from 'node:child_process';
import { CONTENDER_PROCESS, type ContenderName } from './contenders.ts';
import { median, ROUNDS } from './turns.ts';

/** Microseconds of processor time of one call, measured in a process that does nothing else. */
function measured(name: ContenderName, calls: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(CONTENDER_PROCESS, [name, String(calls)], { execArgv: ['--no-warnings'] });
    let told: number | undefined;
    child.on('message', (microseconds) => (told = Number(microseconds)));
    child.on('exit', (code) => {
      if (told === undefined) reject(new Error(`The process of ${name} ended with exit code ${code}.`));
      else resolve(told);
    });
  });
}

/**
 * Measures contenders in turn, round after round, so that whatever else the machine does falls on all of them; medians of the
 * rounds. Each has a process of its own every time: what one makes the compiler believe of shared code slows the others down.
 */
export async function inTurn<Name extends ContenderName>(
  names: readonly Name[],
  calls: number,
): Promise<Readonly<Record<Name, number>>> {
  const rounds = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of names) rounds.get(name)?.push(await measured(name, calls));
  return Object.fromEntries([...rounds].map(([name, values]) => [name, median(values)])) as Record<Name, number>;
}
