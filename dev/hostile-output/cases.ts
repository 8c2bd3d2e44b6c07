/** What the suite is to write reports of: runs, targets, baselines and programs whose texts mean no good, drawn from a seed. */
import { flawedTarget, type Session, type Target } from '../../adapters/index.ts';
import type { Json, Outcome } from '../../model/index.ts';
import { PROGRAM_SCHEMA, runSchema, runSuite, type Run } from '../../properties/index.ts';
import { baselineOf } from '../../reports/index.ts';
import { mediapackage as profile } from '../../services/index.ts';

/** Draws a number from 0 below another. */
export type Draw = (below: number) => number;

export function drawing(seed: number): Draw {
  // Neighbouring seeds are to have nothing in common.
  let state = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const of = <T>(draw: Draw, all: readonly T[]): T => all[draw(all.length)] as T;

/** A poison, sometimes two, sometimes among other words. */
export function poisoned(draw: Draw, poisons: readonly string[]): string {
  const one = of(draw, poisons);
  return of(draw, [one, one, one + of(draw, poisons), `x ${one} y`, `${of(draw, poisons)}\n${one}`]);
}

/** Flaws by which many kinds of requirements are broken, in many ways. */
const FLAWS = [
  'role-not-listed',
  'task-id-bare',
  'tags-replaced',
  'reason-names-the-innocent',
  'policy-inline',
  'egress-ignored',
];

const suite = { name: 'hostile', version: '0' };

const few = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).slice(0, 3));

/** Runs with a few requirements each, some of them broken: two for each of so many flaws (all of some six). */
export async function bases(flaws = FLAWS.length): Promise<readonly Base[]> {
  const runs: Base[] = [];
  for (const flaw of FLAWS.slice(0, flaws)) {
    const { requirements, coverage, ...rest } = await runSuite(flawedTarget(flaw, { profile }), {
      profile,
      depth: 'quick',
      seed: 1,
      suite,
    });
    const broken = requirements.filter(({ verdict }) => verdict === 'broken').slice(0, 2);
    const others = requirements.filter(({ verdict }) => verdict !== 'broken' && verdict !== 'holds').slice(0, 2);
    const held = requirements.filter(({ verdict }) => verdict === 'holds').slice(0, 1);
    const run: Run = {
      ...rest,
      requirements: [...broken, ...others, ...held],
      coverage: { ...coverage, endings: few(coverage.endings), operations: few(coverage.operations) },
    };
    runs.push(
      new Base(run),
      new Base({ ...run, harnessErrors: [{ message: 'boom', program: [{ kind: 'ListRoles' }] }], interrupted: true }),
    );
  }
  return runs;
}

type Path = readonly (string | number)[];

/** A run, and the places in it where any text may stand: values, and names of members (paths that end with an empty name). */
export class Base {
  readonly run: Run;
  readonly #free: readonly Path[];

  constructor(run: Run) {
    this.run = run;
    this.#free = placesIn(run as unknown as Json).filter(
      (path) => runSchema.safeParse(put(run as unknown as Json, path, () => 'x y\n')).success,
    );
  }

  /** The run with texts at some of its free places, and the same run with a word at each of them. */
  spoilt(
    draw: Draw,
    poisons: readonly string[],
  ): { readonly run: Run; readonly twin: Run; readonly texts: ReadonlyMap<string, string> } {
    const some = this.#free.filter(() => draw(3) === 0);
    let run: Json = this.run as unknown as Json;
    let twin = run;
    const texts = new Map<string, string>();
    // From the end, so that no name on the way to a place is changed before it.
    for (const path of some.toReversed()) {
      const said = poisoned(draw, poisons);
      const word = `Word${texts.size}x`;
      texts.set(word, said);
      run = put(run, path, () => said);
      twin = put(twin, path, () => word);
    }
    const parsed = runSchema.parse(run);
    // What stands below a member called `__proto__` is none of a run's.
    const whole = JSON.stringify(parsed);
    for (const [word, said] of texts) if (!whole.includes(JSON.stringify(said).slice(1, -1))) texts.delete(word);
    return { run: parsed, twin: runSchema.parse(twin), texts };
  }
}

/** Every text in a value, and every name of a member. */
function placesIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, index) => placesIn(one, [...path, index]));
  return Object.entries(value).flatMap(([key, one]) => [[...path, key, ''], ...placesIn(one, [...path, key])]);
}

/** A value with another text at a place. */
function put(value: Json, [step, ...rest]: Path, text: () => string): Json {
  if (step === undefined) return typeof value === 'string' ? text() : value;
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? put(one, rest, text) : one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) =>
      key !== step ? [key, one] : rest[0] === '' ? [text(), one] : [key, put(one, rest, text)],
    ),
  );
}

/** A target that says what it likes wherever a text may stand. */
export function poisonous(draw: Draw, poisons: readonly string[]): Target {
  const target = flawedTarget(of(draw, FLAWS), { profile });
  const changed = (value: Json): Json => {
    if (typeof value === 'string') return draw(4) === 0 ? poisoned(draw, poisons) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => changed(one));
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [draw(8) === 0 ? poisoned(draw, poisons) : key, changed(one)]),
    );
  };
  const said = (outcome: Outcome): Outcome => {
    switch (outcome.kind) {
      case 'answered':
        return draw(2) === 0
          ? outcome
          : {
              kind: 'answered',
              facets: Object.fromEntries(
                Object.entries(outcome.facets).map(([facet, one]) => [facet, changed(one as Json)]),
              ),
            };
      case 'refused':
        return {
          ...outcome,
          code: draw(3) === 0 ? poisoned(draw, poisons) : outcome.code,
          message: poisoned(draw, poisons),
        };
      case 'unsupported':
        return { ...outcome, evidence: poisoned(draw, poisons) };
      case 'indeterminate':
        return { ...outcome, why: poisoned(draw, poisons) };
    }
  };
  const described = {
    ...target.describe(),
    name: poisoned(draw, poisons),
    version: poisoned(draw, poisons),
    issues: poisoned(draw, poisons),
    isolation: poisoned(draw, poisons),
  };
  return {
    describe: () => described,
    close: () => target.close(),
    open: async (world): Promise<Session> =>
      new Proxy(await target.open(world), {
        get: (session, name) => {
          const value: unknown = Reflect.get(session, name, session);
          if (name === 'perform')
            return async (...given: Parameters<Session['perform']>) => said(await session.perform(...given));
          return typeof value === 'function' ? (value.bind(session) as unknown) : value;
        },
      }),
  };
}

/** A command line, what it is given on standard input, and a file that it may read at `FILE`. */
export interface Command {
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly file?: string;
}

/** A program to replay, a baseline to check, or a file in which something is wrong. */
export function command(draw: Draw, poisons: readonly string[], { run }: Base): Command {
  const said = (): string => poisoned(draw, poisons);
  const program = {
    schema: PROGRAM_SCHEMA,
    service: profile.id,
    program: [
      { kind: 'CreateServiceLinkedRole', service: 'own', description: { text: said() } },
      { kind: 'TagRole', role: 'linked', key: said(), value: said() },
      { kind: 'UpdateRoleDescription', role: 'linked', description: { text: said() } },
      { kind: 'PutRolePolicy', role: 'linked', name: said() },
      { kind: 'AttachRolePolicy', role: 'linked', policy: { arn: said() } },
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0, sides: { egress: { name: said() } } },
      { kind: 'ListRoleTags', role: 'linked' },
    ],
  };
  const replay = ['replay', '-', '--target', `flawed:${of(draw, FLAWS)}`, '--seed', '1'];
  switch (draw(4)) {
    case 0:
      return { argv: replay, stdin: JSON.stringify(program) };
    case 1:
      return { argv: replay, stdin: JSON.stringify({ ...program, [said()]: said() }) };
    case 2:
      return {
        argv: ['repro', '-', 'permissions/name'],
        stdin: JSON.stringify({ ...run, [of(draw, ['seed', 'service', 'profile', said()])]: [said()] }),
      };
    default: {
      const { entries, ...head } = baselineOf(run);
      const spoilt = entries.map((entry) => ({
        ...entry,
        reason: said(),
        expires: '2020-01-01',
        ...(draw(4) === 0 ? { [said()]: 1, issue: said() } : {}),
      }));
      return {
        argv: ['baseline', 'check', '-', '--baseline', 'FILE'],
        stdin: JSON.stringify(run),
        file: JSON.stringify({ ...head, entries: spoilt }),
      };
    }
  }
}
