import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { flawedTarget } from '../../../adapters/index.ts';
import type { Operation } from '../../../model/index.ts';
import { forms, formsByKind, Walkthrough, type Find, type Way } from './way.ts';

/** The program of the state machine; it is not compiled, so it stays where it was written. */
const PROGRAM = fileURLToPath(new URL('../../../../dev/bench/peers/state_machine.py', import.meta.url));

/**
 * A Hypothesis `RuleBasedStateMachine` with default settings, a rule for each kind of operation, test after test until one fails. Python
 * chooses and makes small; each operation is performed and judged here. `close` ends the program.
 */
export function hypothesisOf(python: string): { readonly way: Way; readonly close: () => Promise<void> } {
  const program = spawn(python, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const say = (line: unknown): void =>
    void program.stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  const kinds = Object.fromEntries(
    [...formsByKind].map(([kind, own]) => [kind, own.map((form) => forms.indexOf(form))]),
  );
  const way: Way = async (flaw, seed, most) => {
    const target = flawedTarget(flaw);
    let before = 0;
    let world: Walkthrough | undefined;
    let found: number | undefined;
    let worlds = 0;
    say({ seed, kinds });
    for (;;) {
      const { value: line, done } = await lines.next();
      if (done === true) throw new Error(`The Hypothesis program ended, with exit code ${program.exitCode}.`);
      if (line.startsWith('{')) return endOf(found, (JSON.parse(line) as { readonly length: number | null }).length);
      const calls = before + (world?.calls ?? 0);
      if (found === undefined && calls >= most) {
        say('enough');
        continue;
      }
      if (line === 'open') {
        before = calls;
        worlds += 1;
        world = new Walkthrough(await target.open({ index: worlds, seed: worlds }));
        say('ok');
        continue;
      }
      const isAllowed = (await world?.isAllowed(forms[Number(line)] as Operation)) === true;
      if (!isAllowed) found ??= before + (world?.calls ?? 0);
      say(isAllowed ? 'ok' : 'differs');
    }
  };
  return {
    way,
    async close() {
      program.stdin.end();
      await once(program, 'exit');
    },
  };
}

const endOf = (found: number | undefined, length: number | null): Find | undefined =>
  found === undefined ? undefined : { after: found, ...(length === null ? {} : { length }) };
