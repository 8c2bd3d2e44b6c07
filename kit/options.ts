import { findRequirement, requirements, type RequirementId, type ServiceProfile } from '../model/index.ts';
import { services } from '../services/index.ts';
import type { Profile } from '../properties/index.ts';
import { didYouMean } from '../cli/nearest.ts';

/** How `describeConformance` is to test. */
export interface ConformanceOptions {
  /** The service whose role is judged, by its id: `mediapackage` unless given. */
  readonly service?: string;
  /** How deep to look: `quick` is a matter of seconds in memory. `default` unless given. */
  readonly profile?: Profile;
  /** An integer from 0 to 2^32 - 1. Unless given, the environment's SLR_CONFORMANCE_SEED, or else 1. */
  readonly seed?: number;
  /** These requirements alone. */
  readonly only?: readonly RequirementId[];
  /**
   * Requirements that are known to be broken, each with the reason: skipped while they are. One that holds fails, so that
   * the list never grows stale.
   */
  readonly except?: { readonly [Id in RequirementId]?: string };
  /** Explore no further after so many API calls. */
  readonly budgetCalls?: number;
  /** What becomes of a requirement of which nothing could be concluded: its test fails unless this says `skip`. */
  readonly inconclusive?: 'fail' | 'skip';
  /** What the tests are called together: the target's name where a target is given, else the name of the service's role. */
  readonly title?: string;
  /** Milliseconds for the whole run: 600,000 unless given. */
  readonly timeoutMs?: number;
}

/** The options, checked, and with everything that was not given. */
export interface Settings {
  readonly profile: ServiceProfile;
  readonly depth: Profile;
  readonly seed: number;
  /** Whether the seed is the environment's to choose. */
  readonly seedIsFree: boolean;
  readonly only: readonly RequirementId[] | undefined;
  readonly except: ReadonlyMap<RequirementId, string>;
  readonly budgetCalls: number | undefined;
  readonly inconclusive: 'fail' | 'skip';
  readonly title: string | undefined;
  readonly timeoutMs: number;
}

/** The variable of the environment that may choose the seed. */
export const SEED_VARIABLE = 'SLR_CONFORMANCE_SEED';

const DEFAULT_SEED = 1;
const TIMEOUT_MS = 600_000;
const DEPTHS: readonly Profile[] = ['quick', 'default', 'deep'];
const NAMES: readonly string[] = [
  'service',
  'profile',
  'seed',
  'only',
  'except',
  'budgetCalls',
  'inconclusive',
  'title',
  'timeoutMs',
] satisfies (keyof ConformanceOptions)[];

const wrong = (problem: string, mend: string): never => {
  throw new TypeError(`describeConformance: ${problem} ${mend}`);
};

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

/**
 * Checks the options.
 * @throws TypeError with the offending value and the mend
 */
export function settingsOf(
  options: ConformanceOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const odd = Object.keys(options).find((name) => !NAMES.includes(name));
  if (odd !== undefined) wrong(`there is no option "${odd}".`, didYouMean(odd, NAMES, `Known: ${NAMES.join(', ')}.`));
  const profile = serviceOf(options.service ?? 'mediapackage');
  const { profile: depth = 'default', inconclusive = 'fail', timeoutMs = TIMEOUT_MS, budgetCalls } = options;
  if (!DEPTHS.includes(depth)) wrong(`profile cannot be ${shown(depth)}.`, `Give ${DEPTHS.join(', ')}.`);
  if (!['fail', 'skip'].includes(inconclusive))
    wrong(`inconclusive cannot be ${shown(inconclusive)}.`, 'Give fail or skip.');
  for (const [name, value] of Object.entries({ timeoutMs, budgetCalls }))
    if (value !== undefined && !(Number.isInteger(value) && value > 0))
      wrong(`${name} cannot be ${shown(value)}.`, 'Give a whole number from 1.');
  return {
    profile,
    depth,
    seed: seedOf(options.seed, environment),
    seedIsFree: options.seed === undefined,
    only: options.only?.map((id) => idOf('only', id)),
    except: new Map(
      Object.entries(options.except ?? {}).map(([id, reason]) => [idOf('except', id), reasonOf(id, reason)]),
    ),
    budgetCalls,
    inconclusive,
    title: options.title,
    timeoutMs,
  };
}

function serviceOf(id: string): ServiceProfile {
  const names = services.map((profile) => profile.id);
  return (
    services.find((profile) => profile.id === id) ??
    wrong(`there is no service ${shown(id)}.`, didYouMean(id, names, 'See `slr-conformance list services`.'))
  );
}

function idOf(option: string, id: string): RequirementId {
  const names = requirements.map((row) => row.id);
  return (
    findRequirement(id)?.id ??
    wrong(`${option} names no requirement with ${shown(id)}.`, didYouMean(id, names, 'See `slr-conformance list`.'))
  );
}

function reasonOf(id: string, reason: unknown): string {
  if (typeof reason === 'string' && reason.trim() !== '') return reason;
  return wrong(`except gives ${shown(reason)} as the reason for ${id}.`, 'Tell in words why it may be broken.');
}

function seedOf(given: number | undefined, environment: Readonly<Record<string, string | undefined>>): number {
  const mend = `Give an integer from 0 to ${2 ** 32 - 1}.`;
  const inBounds = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 32;
  if (given !== undefined) return inBounds(given) ? given : wrong(`seed cannot be ${shown(given)}.`, mend);
  const text = environment[SEED_VARIABLE];
  if (text === undefined || text === '') return DEFAULT_SEED;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return inBounds(value) ? value : wrong(`${SEED_VARIABLE} cannot be "${text}".`, mend);
}
