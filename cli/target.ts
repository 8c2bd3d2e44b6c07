import type * as adaptersDoor from '../adapters/index.ts';
import type { AwsOptions, AwsTarget, Isolation, Seams, Target } from '../adapters/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import { awsChoice, givenOf, type AwsFlags } from './aws-flags.ts';
import { didYouMean, nearest } from './nearest.ts';
import { isModulePath, ownTarget } from './own-target.ts';
import { UsageError } from './usage-error.ts';

export interface TargetChoice {
  /** What `--target` says. */
  readonly name: string;
  readonly url?: string;
  /** What reports call a server that is known by its URL alone. */
  readonly called?: string;
  /** Hosts beside this machine that may be asked. */
  readonly allowHosts?: readonly string[];
  readonly regions?: readonly string[];
  readonly settleMs?: number;
  readonly isolation?: Isolation;
  /** How many servers of an emulator are to be started. */
  readonly servers?: number;
  /** The options of real accounts. */
  readonly aws?: AwsFlags;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly seams?: Seams | undefined;
}

/** A target that is known to exist, and is started by `open`. */
export interface ChosenTarget {
  /** The options that choose it again, as a shell takes them: `--target moto --url http://127.0.0.1:5000`. */
  readonly flags: string;
  /** @throws TargetError when it is not installed, or nobody answers */
  open(): Promise<Target>;
  /** Set where closing takes its time, since it removes what was made: leaves it at once, and tells what is left. */
  readonly abandon?: () => string;
  /** Set for a real account: what it would be opened with. */
  readonly aws?: AwsOptions;
  /** After the end: what is left of what was made, and how to remove it; undefined where nothing is. */
  readonly left?: () => string | undefined;
  /** What is to be known besides the verdicts. */
  readonly notes?: () => readonly string[];
}

const HELP = 'See `slr-conformance list targets`.';

type Adapters = typeof adaptersDoor;
type Opener = ChosenTarget['open'];

/**
 * Finds the target that a text names; starts nothing yet.
 * @throws UsageError when there is none, or when an option does not go with it
 */
export async function chooseTarget(choice: TargetChoice, profile: ServiceProfile): Promise<ChosenTarget> {
  const adapters = await import('../adapters/index.ts');
  if (!isUrl(choice.name)) refuse('--name', choice.called, `${choice.name} has a name of its own.`);
  if (choice.name === 'aws') return realAccount(choice, profile, adapters);
  refuse(givenOf(choice.aws ?? {}) ?? '', givenOf(choice.aws ?? {}), `${choice.name} is no real account.`);
  const open =
    served(choice, profile, adapters) ??
    emulated(choice, profile, adapters) ??
    inMemory(choice, profile, adapters) ??
    own(choice, profile, adapters);
  if (open === undefined) throw unknownTarget(choice.name, adapters);
  return { flags: flagsOf(choice), open };
}

/** A real account. */
function realAccount(choice: TargetChoice, profile: ServiceProfile, adapters: Adapters): ChosenTarget {
  const { url, regions, settleMs, isolation, allowHosts, env = {}, seams } = choice;
  const why = 'A real account is asked where AWS answers for it.';
  refuse('--url', url, why);
  refuse('--allow-host', allowHosts, why);
  refuse('--settle', settleMs, why);
  refuse('--isolation', isolation, why);
  refuse('--jobs', (choice.servers ?? 1) > 1 ? choice.servers : undefined, 'A real account is one world.');
  if (profile.id !== 'mediapackage')
    throw new UsageError(`--target aws knows mediapackage alone, and --service names ${profile.id}.`, 'Leave it out.');
  if (regions === undefined)
    throw new UsageError(
      '--target aws needs the regions in which it may make channels.',
      'Name at least two, such as --regions us-east-1,eu-west-1.',
    );
  const options = { ...awsChoice(choice.aws ?? {}), profile, regions, env, pid: process.pid };
  let target: AwsTarget | undefined;
  const told = (): string =>
    target === undefined || target.left.length === 0
      ? ''
      : `Left in account ${target.account}: ${target.left.join('; ')}. Remove it with: slr-conformance sweep ${shellWord(target.ledger)}`;
  return {
    flags: [flagsOf(choice), ...options.accounts.map((id) => `--account ${id}`)].join(' '),
    aws: options,
    open: async () => (target = await adapters.openAws(options, seams)),
    abandon: () => {
      target?.abandon();
      return told();
    },
    left: () => told() || undefined,
    notes: () => target?.notes ?? [],
  };
}

const isUrl = (name: string): boolean => /^https?:\/\//i.test(name);

/** A server by its URL. */
function served(
  { name, url, called, allowHosts, regions, settleMs, isolation }: TargetChoice,
  profile: ServiceProfile,
  adapters: Adapters,
): Opener | undefined {
  if (!isUrl(name)) return undefined;
  refuse('--url', url, `--target ${name} is a URL already.`);
  const given = {
    ...(called === undefined ? {} : { name: called }),
    ...(regions === undefined ? {} : { regions }),
    ...(settleMs === undefined ? {} : { settleMs }),
    ...(isolation === undefined ? {} : { isolation }),
    ...(allowHosts === undefined ? {} : { allowHosts }),
  };
  return () => met(adapters.endpointTarget({ url: name, profile, ...given }));
}

/** A target after its first world, in which it was found how worlds are kept apart. */
async function met(target: Target): Promise<Target> {
  try {
    await (await target.open({ index: 0, seed: 0 })).close();
    return target;
  } catch (error) {
    await target.close();
    throw error;
  }
}

/** A known emulator, that runs already or is to be started. */
function emulated(
  { name, url, allowHosts, regions, settleMs, isolation, servers }: TargetChoice,
  profile: ServiceProfile,
  adapters: Adapters,
): Opener | undefined {
  if (!adapters.emulatorPresets.some((preset) => preset.name === name)) return undefined;
  refuse('--settle', settleMs, `${name} declares its own settle window.`);
  refuse('--isolation', isolation, `${name} declares how its worlds are kept apart.`);
  const given = {
    ...(url === undefined ? {} : { url }),
    ...(regions === undefined ? {} : { regions }),
    ...(servers === undefined ? {} : { servers }),
    ...(allowHosts === undefined ? {} : { allowHosts }),
  };
  return async () => adapters.emulatorTarget(name, { profile, ...given });
}

/** The reference with a personality or with a flaw. */
function inMemory(choice: TargetChoice, profile: ServiceProfile, adapters: Adapters): Opener | undefined {
  const [, family, member] = /^(reference|flawed)(?::(.*))?$/s.exec(choice.name) ?? [];
  if (family === undefined) return undefined;
  const why = `${choice.name} lives in memory, with regions and a clock of its own.`;
  refuse('--url', choice.url, why);
  refuse('--regions', choice.regions, why);
  refuse('--settle', choice.settleMs, why);
  refuse('--isolation', choice.isolation, why);
  if (family === 'flawed') {
    if (member === undefined || !adapters.flawNames.includes(member))
      throw unknownMember('flaw', family, member ?? '', adapters.flawNames);
    return async () => adapters.flawedTarget(member, { profile });
  }
  const personality = Object.values(adapters.personalities).find((one) => one.name === (member ?? 'prompt'))?.name;
  if (personality === undefined)
    throw unknownMember('personality', family, member ?? '', Object.keys(adapters.personalities));
  return async () => adapters.referenceTarget({ personality, profile });
}

/** A target of the user's: a module, or a program in any language. */
function own(choice: TargetChoice, profile: ServiceProfile, adapters: Adapters): Opener | undefined {
  const { name } = choice;
  const command = /^exec:(.*)$/s.exec(name)?.[1]?.trim();
  if (command === undefined && !isModulePath(name)) return undefined;
  const why = `${command === undefined ? 'A module' : 'A program'} tells of its own address, regions and settle window.`;
  refuse('--url', choice.url, why);
  refuse('--regions', choice.regions, why);
  refuse('--settle', choice.settleMs, why);
  refuse('--isolation', choice.isolation, why);
  if (command === undefined) return () => ownTarget(name, profile);
  if (command === '')
    throw new UsageError('--target exec: needs a command.', 'Give one, such as --target "exec:python3 target.py".');
  // The program may say what it was given.
  adapters.remember(adapters.secretsIn(command));
  return () => adapters.execTarget(command, { profile });
}

function refuse(option: string, value: unknown, why: string): void {
  if (value !== undefined) throw new UsageError(why, `Leave ${option} out.`);
}

function unknownMember(kind: string, family: string, member: string, names: readonly string[]): UsageError {
  if (member === '')
    return new UsageError(`--target ${family} needs the name of a ${kind}.`, `Give --target ${family}:NAME. ${HELP}`);
  const full = (name: string): string => `${family}:${name}`;
  const near = nearest(member, names).map(full);
  const known = names.length > 8 ? HELP : `Known: ${names.map(full).join(', ')}.`;
  return new UsageError(
    `There is no ${kind} "${member}".`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : known,
  );
}

function unknownTarget(name: string, { emulatorPresets, flawNames, personalities }: Adapters): UsageError {
  const problem = `There is no target "${name}".`;
  if (/^[\w.-]+:\d+(\/|$)/.test(name))
    return new UsageError(problem, `For a server, give its whole URL: --target http://${name}`);
  const emulators = emulatorPresets.map((preset) => preset.name);
  const members = [
    ...Object.keys(personalities).map((one) => `reference:${one}`),
    ...flawNames.map((flaw) => `flawed:${flaw}`),
  ];
  const fallback = `Give reference, ${emulators.join(', ')} or a URL. ${HELP}`;
  return new UsageError(problem, didYouMean(name, ['reference', 'aws', ...emulators, ...members], fallback));
}

function flagsOf({ name, url, called, allowHosts = [], regions, settleMs, isolation }: TargetChoice): string {
  // A command line may hold what is nobody else's business: whoever performs a program again knows their own.
  return [
    `--target ${name.startsWith('exec:') ? 'exec:COMMAND' : shellWord(name)}`,
    ...(url === undefined ? [] : [`--url ${shellWord(url)}`]),
    ...(called === undefined ? [] : [`--name ${shellWord(called)}`]),
    ...allowHosts.map((host) => `--allow-host ${shellWord(host)}`),
    ...(regions === undefined ? [] : [`--regions ${regions.join(',')}`]),
    ...(settleMs === undefined ? [] : [`--settle ${settleMs}ms`]),
    ...(isolation === undefined
      ? []
      : [`--isolation ${shellWord(typeof isolation === 'string' ? isolation : `header:${isolation.header}`)}`]),
  ].join(' ');
}

/** A word as a POSIX shell takes it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
