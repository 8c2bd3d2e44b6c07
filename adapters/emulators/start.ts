import { setTimeout as sleep } from 'node:timers/promises';
import { TargetError } from '../target-error.ts';
import { freePort } from './free-port.ts';
import { startGuarded, type GuardedProcess } from './guarded-process.ts';
import type { EmulatorPreset } from './presets.ts';

export interface RunningEmulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** Milliseconds that an emulator may take to serve. */
const START_MS = 30_000;

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function untilServing(preset: EmulatorPreset, server: GuardedProcess, url: string): Promise<void> {
  const ended = server.ended.then((code) => ({ code }));
  for (const end = performance.now() + START_MS; performance.now() < end;) {
    if (await answers(url + preset.healthPath)) return;
    const stopped = await Promise.race([ended, sleep(100)]);
    if (stopped !== undefined) throw failed(preset, `ended with code ${stopped.code ?? 'unknown'}`, server);
  }
  throw failed(preset, `did not serve within ${START_MS / 1000} s`, server);
}

function failed({ name, install }: EmulatorPreset, how: string, server: GuardedProcess): TargetError {
  const tail = server.stderrTail().replace(/\s+/g, ' ').slice(-500);
  return new TargetError('emulator-failed', `${name} ${how}: ${tail === '' ? 'it said nothing' : tail}.`, install);
}

/**
 * Starts an emulator on a free port of 127.0.0.1, and waits until it serves. It ends with `stop`, or with its starter.
 * @throws TargetError with the end of its standard error when it does not come to serve
 */
export async function startEmulator(preset: EmulatorPreset, binary: string): Promise<RunningEmulator> {
  const port = await freePort();
  const environment = Object.entries(preset.environment).map(([key, value]) => `${key}=${value}`);
  const server = startGuarded('env', [...environment, binary, ...preset.args(port)]);
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilServing(preset, server, url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, stop: () => server.stop() };
}
