import type { Target } from '../adapters/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

export interface TargetChoice {
  /** What `--target` says. */
  readonly name: string;
  readonly url?: string;
  readonly regions?: readonly string[];
  readonly settleMs?: number;
}

/** A target that is known to exist, and is started by `open`. */
export interface ChosenTarget {
  /** The options that choose it again, as a shell takes them: `--target moto --url http://127.0.0.1:5000`. */
  readonly flags: string;
  /** @throws TargetError when it is not installed, or nobody answers */
  open(): Promise<Target>;
}

const HELP = 'See `slr-conformance list targets`.';

/**
 * Finds the target that a text names; starts nothing yet.
 * @throws UsageError when there is none, or when an option does not go with it
 */
export async function chooseTarget(choice: TargetChoice, profile: ServiceProfile): Promise<ChosenTarget> {
  const adapters = await import('../adapters/index.ts');
  const { name, url, regions, settleMs } = choice;
  const given = {
    ...(regions === undefined ? {} : { regions }),
    ...(settleMs === undefined ? {} : { settleMs }),
  };
  const flags = flagsOf(choice);
  if (/^https?:\/\//i.test(name)) {
    refuse('--url', url, `--target ${name} is a URL already.`);
    return { flags, open: async () => adapters.endpointTarget({ url: name, profile, ...given }) };
  }
  if (adapters.emulatorNames.includes(name)) {
    refuse('--settle', settleMs, `${name} declares its own settle window.`);
    const options = { profile, ...(url === undefined ? {} : { url }), ...(regions === undefined ? {} : { regions }) };
    return { flags, open: async () => adapters.emulatorTarget(name, options) };
  }
  const [family, member] = [name.split(':')[0] ?? '', name.includes(':') ? name.slice(name.indexOf(':') + 1) : undefined];
  if (family === 'reference' || family === 'flawed') {
    const why = `${name} lives in memory, with regions and a clock of its own.`;
    refuse('--url', url, why);
    refuse('--regions', regions, why);
    refuse('--settle', settleMs, why);
  }
  if (family === 'reference') {
    const personality = Object.values(adapters.personalities).find((one) => one.name === (member ?? 'prompt'))?.name;
    if (personality !== undefined) return { flags, open: async () => adapters.referenceTarget({ personality, profile }) };
    throw unknownMember('personality', 'reference', member ?? '', Object.keys(adapters.personalities));
  }
  if (family === 'flawed') {
    if (member !== undefined && adapters.flawNames.includes(member))
      return { flags, open: async () => adapters.flawedTarget(member, { profile }) };
    throw unknownMember('flaw', 'flawed', member ?? '', adapters.flawNames);
  }
  throw unknownTarget(name, [
    'reference',
    ...Object.keys(adapters.personalities).map((one) => `reference:${one}`),
    ...adapters.emulatorNames,
    ...adapters.flawNames.map((flaw) => `flawed:${flaw}`),
  ]);
}

function refuse(option: string, value: unknown, why: string): void {
  if (value !== undefined) throw new UsageError(why, `Leave ${option} out.`);
}

function unknownMember(kind: string, family: string, member: string, names: readonly string[]): UsageError {
  if (member === '') return new UsageError(`--target ${family} needs the name of a ${kind}.`, `Give --target ${family}:NAME. ${HELP}`);
  const known = names.map((name) => `${family}:${name}`);
  const few = known.length > 8 ? HELP : `Known: ${known.join(', ')}.`;
  return new UsageError(`There is no ${kind} "${member}".`, didYouMean(`${family}:${member}`, known, few));
}

function unknownTarget(name: string, known: readonly string[]): UsageError {
  const problem = `There is no target "${name}".`;
  if (/^[\w.-]+:\d+(\/|$)/.test(name)) return new UsageError(problem, `For a server, give its whole URL: --target http://${name}`);
  if (name === 'aws' || /^exec:|^\.{0,2}\/|\.[cm]?[jt]s$/.test(name))
    return new UsageError(problem, 'Real accounts and targets of your own are not part of this version; give a URL, an emulator or the reference.');
  return new UsageError(problem, didYouMean(name, known, `Give reference, ${known.filter((one) => !one.includes(':') && one !== 'reference').join(', ')} or a URL. ${HELP}`));
}

function flagsOf({ name, url, regions, settleMs }: TargetChoice): string {
  return [
    `--target ${shellWord(name)}`,
    ...(url === undefined ? [] : [`--url ${shellWord(url)}`]),
    ...(regions === undefined ? [] : [`--regions ${regions.join(',')}`]),
    ...(settleMs === undefined ? [] : [`--settle ${settleMs}ms`]),
  ].join(' ');
}

/** A word as a POSIX shell takes it. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);
