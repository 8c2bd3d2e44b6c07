import type { ServiceProfile } from '../../model/index.ts';
import { endpointTarget } from '../endpoint/index.ts';
import type { Target } from '../port.ts';
import { TargetError } from '../target-error.ts';
import { findBinary, versionOf } from './find-binary.ts';
import { emulatorNames, emulatorPresets, type EmulatorPreset } from './presets.ts';
import { spread } from './spread.ts';
import { startEmulator } from './start.ts';

export interface EmulatorOptions {
  readonly profile: ServiceProfile;
  /** A server that runs already; without it the emulator is started, and ended when the target closes. */
  readonly url?: string;
  /** Hosts beside this machine that may be asked. */
  readonly allowHosts?: readonly string[];
  /** The emulator's command, when it lies elsewhere. */
  readonly binary?: string;
  /** Region names, at least two. */
  readonly regions?: readonly string[];
  /** Milliseconds for one call. */
  readonly timeoutMs?: number;
  /** Servers to start, which share the worlds; 1 unless told otherwise, and without meaning beside a URL. */
  readonly servers?: number;
}

function presetOf(name: string): EmulatorPreset {
  const preset = emulatorPresets.find((candidate) => candidate.name === name);
  if (preset !== undefined) return preset;
  throw new TargetError(
    'unknown-emulator',
    `"${name}" is no known emulator.`,
    `Known: ${emulatorNames.join(', ')}. Or give its URL.`,
  );
}

/**
 * A known emulator as a target, started when no URL is given.
 * @throws TargetError when it is unknown, not installed, or does not come to serve
 */
export async function emulatorTarget(name: string, options: EmulatorOptions): Promise<Target> {
  const { allowHosts, profile, regions, timeoutMs, url } = options;
  const preset = presetOf(name);
  const common = {
    name: preset.name,
    profile,
    issues: preset.issues,
    settleMs: preset.settleMs,
    isolation: preset.isolation,
    recycles: preset.recycles,
    ...(regions === undefined ? {} : { regions }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  if (url !== undefined) return endpointTarget({ ...common, url, ...(allowHosts === undefined ? {} : { allowHosts }) });
  const binary = await findBinary(preset, options.binary);
  const version = await versionOf(binary, preset);
  const start = async (): Promise<Target> => {
    const running = await startEmulator(preset, binary);
    return endpointTarget({
      ...common,
      url: running.url,
      ...(version === undefined ? {} : { version }),
      onClose: () => running.stop(),
    });
  };
  return several(start, options.servers ?? 1);
}

/** Starts that many; where one does not come to serve, the others are ended. */
async function several(start: () => Promise<Target>, count: number): Promise<Target> {
  const started = await Promise.allSettled(Array.from({ length: count }, start));
  const targets = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = started.find((one) => one.status === 'rejected');
  const [first, ...others] = targets;
  if (failed === undefined && first !== undefined) return others.length === 0 ? first : spread([first, ...others]);
  await Promise.all(targets.map((target) => target.close()));
  throw failed?.reason;
}
