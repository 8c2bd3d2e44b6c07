import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import type { Target } from '../port.ts';
import { GUARD } from '../machine/guarded-process.ts';
import { execTarget } from './index.ts';

const PROGRAM = fileURLToPath(new URL('program.fixture.mjs', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'slr-exec-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const start = (command: string, timeoutMs?: number): Promise<Target> =>
  execTarget(command, { profile: mediapackage, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

/** The program with a behaviour; what it hears goes to a file of the given name. */
const wordsOf = (behaviour: string, log = behaviour): readonly string[] => [
  process.execPath,
  PROGRAM,
  behaviour,
  join(folder, log),
];
const commandOf = (behaviour: string, log = behaviour): string =>
  wordsOf(behaviour, log)
    .map((word) => `'${word}'`)
    .join(' ');
const pidOf = (log: string): number => Number(/\d+/.exec(readFileSync(join(folder, log), 'utf8'))?.[0]);

/** Whether a process runs; one that ended and that nobody asked after does not. */
function runs(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}

describe.concurrent('the end of a program', () => {
  it('comes at once when it ends on its own', async ({ expect }) => {
    const target = await start(commandOf('good'));
    const before = performance.now();
    await target.close();
    expect(performance.now() - before).toBeLessThan(2000);
    expect(runs(pidOf('good'))).toBe(false);
  });

  it('comes by asking, after three seconds, when it does not listen', async ({ expect }) => {
    const target = await start(commandOf('hang'), 1000);
    const session = await target.open({ index: 1, seed: 1 });
    await expect(session.perform({ kind: 'GetPolicy' })).rejects.toThrow(
      'The program did not answer call GetPolicy within 1 s. Its standard error ends with:\nthinking',
    );
    expect(runs(pidOf('hang'))).toBe(true);
    await target.close();
    expect(runs(pidOf('hang'))).toBe(false);
  });

  it('comes by force, after six seconds, when it does not let itself be asked', async ({ expect }) => {
    const target = await start(commandOf('unending'));
    const before = performance.now();
    await target.close();
    expect(performance.now() - before).toBeGreaterThan(5500);
    expect(runs(pidOf('unending'))).toBe(false);
  });

  it('takes along what it started', async ({ expect }) => {
    const file = join(folder, 'pid');
    const words = wordsOf('good')
      .map((word) => `"${word}"`)
      .join(' ');
    const target = await start(`sh -c 'sleep 100 & echo $! >"$0"; exec ${words}' '${file}'`);
    const pid = Number(readFileSync(file, 'utf8'));
    expect(runs(pid)).toBe(true);
    await target.close();
    await expect.poll(() => runs(pid)).toBe(false);
  });

  it('takes along what it started and what does not let itself be asked', async ({ expect }) => {
    const file = join(folder, 'deaf');
    const target = await start(
      `sh -c 'trap "" TERM; sleep 100 & echo $! >"$0"; trap - TERM; exec ${wordsOf('good')
        .map((word) => `"${word}"`)
        .join(' ')}' '${file}'`,
    );
    const pid = Number(readFileSync(file, 'utf8'));
    expect(runs(pid)).toBe(true);
    await target.close();
    await expect.poll(() => runs(pid), { timeout: 4000 }).toBe(false);
  });

  it('fails what it was still asked', async ({ expect }) => {
    const target = await start(commandOf('hang', 'hang while closing'));
    const session = await target.open({ index: 1, seed: 1 });
    const asked = session.perform({ kind: 'GetPolicy' }).catch(String);
    await expect.poll(() => readFileSync(join(folder, 'hang while closing'), 'utf8')).toContain('call');
    await target.close();
    expect(await asked).toContain('The target was closed before there was an answer to call GetPolicy.');
  });

  it('comes when the suite is gone, however that came about', async ({ expect }) => {
    const script = `require('node:child_process')
      .spawn('/bin/sh', process.argv.slice(1), { detached: true, stdio: ['pipe', 'inherit', 'inherit', 'pipe'] })
      .stdio.forEach((pipe, descriptor) => pipe?.write(descriptor === 0 ? '{"op":"call"}\\n' : '\\n'));`;
    const suite = spawn(process.execPath, [
      '-e',
      script,
      '--',
      '-c',
      GUARD,
      'guard',
      '3',
      join(folder, 'home'),
      ...wordsOf('hang', 'left alone'),
    ]);
    await expect.poll(() => pidOf('left alone'), { timeout: 5000 }).toBeGreaterThan(0);
    const pid = pidOf('left alone');
    expect(runs(pid)).toBe(true);
    suite.kill('SIGKILL');
    await expect.poll(() => runs(pid), { timeout: 8000 }).toBe(false);
  });
});
