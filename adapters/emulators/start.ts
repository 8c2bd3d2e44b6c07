import { setTimeout as sleep } from 'node:timers/promises';
import { TargetError } from '../target-error.ts';
import { portsOpenToOthers, newHome, startGuarded, type GuardedProcess } from '../machine/index.ts';
import { freePort } from './free-port.ts';
import type { EmulatorPreset } from './presets.ts';

export interface RunningEmulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** A read that changes nothing: many emulators load IAM only when it is first asked for, which may take ten seconds. */
const FIRST_CALL = {
  method: 'POST',
  body: 'Action=ListRoles&Version=2010-05-08&PathPrefix=%2Faws-service-role%2F',
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    authorization:
      'AWS4-HMAC-SHA256 Credential=conformance/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
  },
} as const;

async function statusOf(url: string, timeoutMs: number, init: RequestInit = {}): Promise<number | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}

async function untilServing(preset: EmulatorPreset, server: GuardedProcess, url: string): Promise<void> {
  const ended = server.ended.then((code) => ({ code }));
  const end = performance.now() + preset.startMs;
  while (performance.now() < end) {
    const { healthPath } = preset;
    if (healthPath === undefined || (await statusOf(url + healthPath, 2_000)) === 200) {
      // Whatever IAM answers is for the suite to judge.
      const answer = await statusOf(url, Math.max(1, Math.ceil(end - performance.now())), FIRST_CALL);
      if (answer !== undefined || healthPath !== undefined) return;
    }
    const stopped = await Promise.race([ended, sleep(100)]);
    if (stopped !== undefined) throw failed(preset, `ended with code ${stopped.code ?? 'unknown'}`, server);
  }
  throw failed(preset, `did not serve within ${preset.startMs / 1000} s`, server);
}

/** Ends whoever takes connections from other machines: an emulator knows no passwords. */
async function checkPorts({ name }: EmulatorPreset, { group }: GuardedProcess): Promise<void> {
  const open = group === undefined ? [] : await portsOpenToOthers(group);
  if (open.length === 0) return;
  throw new TargetError(
    'emulator-failed',
    `${name} listens on port ${open.join(', ')} of all addresses, where other machines reach it, and was ended.`,
    `Start it yourself where nobody else is, in a container for one, and give its --url.`,
  );
}

function failed({ name, install }: EmulatorPreset, how: string, server: GuardedProcess): TargetError {
  const tail = server.stderrTail().replace(/\s+/g, ' ').slice(-500);
  return new TargetError('emulator-failed', `${name} ${how}: ${tail === '' ? 'it said nothing' : tail}.`, install);
}

/**
 * Starts an emulator on a free port of 127.0.0.1 and in a folder of its own, and waits until it serves. It ends with `stop`,
 * which removes the folder, or with its starter.
 * @throws TargetError with the end of its standard error when it does not come to serve
 */
export async function startEmulator(preset: EmulatorPreset, binary: string): Promise<RunningEmulator> {
  const place = { port: await freePort(), folder: await newHome(preset.name) };
  const server = startGuarded({
    words: [binary, ...preset.args(place)],
    environment: preset.environment(place),
    home: place.folder,
    cwd: place.folder,
    graceSeconds: 0,
  });
  const url = `http://127.0.0.1:${place.port}`;
  try {
    await untilServing(preset, server, url);
    await checkPorts(preset, server);
  } catch (error) {
    await server.end();
    throw error;
  }
  return { url, stop: () => server.end() };
}
