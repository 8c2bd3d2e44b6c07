/**
 * How many API calls a verdict on every requirement takes at least, beside what the profile `quick` takes:
 * `npm run least-calls -- [CLASSES] [SECONDS]`. CLASSES is how much of the abstract machine is gone through beside the ways to each
 * requirement (300 unless given, which takes about two minutes), SECONDS how long the solver may take. Exit code 1 when `quick`
 * takes more than one and a half times as many.
 *
 * The least is found by integer programming over that part of the abstract machine; what is left out may lower it a little. Beside that
 * it errs downwards alone: states that share an outline (what became of the role, what uses it, what else is there) are taken as one and
 * lend each other what their transitions show; one look shows everything that any look at the state could. A world begins wherever one
 * is needed, free of charge.
 */
import process from 'node:process';
import loadHighs from 'highs';
import { referenceTarget } from '../../adapters/index.ts';
import { covered, initialState, isOn, usersOf, type Level, type RequirementId, type State } from '../../model/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { fateOf, Machine, runSuite, scenariosOf, type Transition } from '../../properties/index.ts';

const classes = Number(process.argv[2] ?? 300);
const seconds = Number(process.argv[3] ?? 1200);
if (!(classes > 0 && seconds > 0))
  throw new RangeError(
    `npm run least-calls -- CLASSES SECONDS: two numbers above 0, not "${process.argv.slice(2).join(' ')}"`,
  );

const rules = { profile, settleMs: 0 };
const machine = new Machine(rules, () => true);

/** What of a state is told apart. */
function outlineOf(state: State): string {
  const kindOf = (key: string): string => key.slice(0, key.indexOf('/'));
  const users = usersOf(state);
  const idle = Object.entries(state.holders).filter(([, holder]) => !isOn(holder));
  return [
    fateOf(state),
    [...new Set(users.map(kindOf))].sort().join(),
    Math.min(users.length, 2),
    [...new Set(idle.map(([key, { everOn }]) => `${kindOf(key)}${everOn ? '+' : ''}`))].sort().join(),
    Object.keys(state.roles).filter((role) => role !== 'linked'),
  ].join('; ');
}

/** What a transition between two outlines shows by its answer, and by a look after it. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly answer: ReadonlySet<RequirementId>;
  readonly look: ReadonlySet<RequirementId>;
}

const isWithin = <T>(part: ReadonlySet<T>, whole: ReadonlySet<T>): boolean => [...part].every((one) => whole.has(one));

/** The transitions of the classes that are gone through, the ones left out that show no more than another between the same outlines. */
function waysOf(wanted: ReadonlySet<RequirementId>): readonly Way[] {
  const states = new Map<string, State>([[machine.classOf(machine.start), machine.start]]);
  // Some requirements show far from the start: the way to each is gone through in any case.
  for (const { program } of scenariosOf(
    rules,
    () => true,
    (id) => wanted.has(id),
  )) {
    let state = initialState();
    for (const operation of program) {
      state = machine.transition(state, operation).next;
      states.set(machine.classOf(state), state);
    }
  }
  const ways = new Map<string, Map<string, Way>>();
  let done = 0;
  for (const [, state] of states) {
    if ((done += 1) > classes) break;
    for (const transition of machine.transitions(state)) {
      note(ways, state, transition, wanted);
      const key = machine.classOf(transition.next);
      if (transition.builds && !states.has(key)) states.set(key, transition.next);
    }
  }
  return [...ways.values()].flatMap((own) => mostTelling([...own.values()]));
}

function note(
  ways: Map<string, Map<string, Way>>,
  state: State,
  { next, answer, looks }: Transition,
  wanted: ReadonlySet<RequirementId>,
): void {
  const [from, to] = [outlineOf(state), outlineOf(next)];
  const shown = new Set([...answer].filter((id) => wanted.has(id)));
  const look = new Set(
    looks.flatMap(({ exercises }) => [...exercises]).filter((id) => wanted.has(id) && !shown.has(id)),
  );
  if (from === to && shown.size === 0 && look.size === 0) return;
  const between = `${from} > ${to}`;
  const own = ways.get(between) ?? new Map<string, Way>();
  ways.set(
    between,
    own.set(`${[...shown].sort().join()} ${[...look].sort().join()}`, { from, to, answer: shown, look }),
  );
}

function mostTelling(ways: readonly Way[]): readonly Way[] {
  const tellsNoMore = (one: Way, other: Way): boolean =>
    isWithin(one.answer, other.answer) && isWithin(one.look, new Set([...other.look, ...other.answer]));
  return ways.filter(
    (one, index) =>
      !ways.some((other, at) => at !== index && tellsNoMore(one, other) && (!tellsNoMore(other, one) || at < index)),
  );
}

/** The integer program, in the LP format; `never` are requirements that nothing shows here. */
function programOf(wanted: ReadonlySet<RequirementId>): {
  readonly text: string;
  readonly never: readonly RequirementId[];
} {
  const ways = waysOf(wanted);
  const start = outlineOf(machine.start);
  const outlines = [...new Set(ways.flatMap(({ from, to }) => [from, to]))];
  const at = new Map(outlines.map((outline, index) => [outline, index]));
  const rows: string[] = [];
  const calls: string[] = [];
  const bounds: string[] = [];
  const shows = new Map<RequirementId, string[]>([...wanted].map((id) => [id, []]));
  const into = new Map<number, string[]>();
  const outOf = new Map<number, string[]>();
  const flows = new Map<string, string[]>();
  const looked = new Set<number>();
  const push = <K>(map: Map<K, string[]>, key: K, name: string): void =>
    void map.set(key, [...(map.get(key) ?? []), name]);
  for (const [index, { from, to, answer, look }] of ways.entries()) {
    const [a, b] = [at.get(from) ?? 0, at.get(to) ?? 0];
    const taken = `x${index}`;
    calls.push(taken);
    for (const id of answer) shows.get(id)?.push(taken);
    if (look.size > 0) {
      // A look shows what was done right before it, and is a call however many operations it vouches for.
      for (const id of look) shows.get(id)?.push(`z${index}`);
      rows.push(`z${index} - ${taken} <= 0`, `z${index} - y${b} <= 0`);
      looked.add(b);
    }
    if (from !== start) rows.push(`${taken} - ${a === b ? 1 : 8} w${a} <= 0`);
    if (a === b) bounds.push(`${taken} <= 1`);
    else {
      push(into, b, taken);
      push(outOf, a, taken);
      push(flows, `${a} ${b}`, taken);
    }
  }
  calls.push(...[...looked].map((outline) => `y${outline}`));
  // A flow from the start to every outline that is visited keeps circles from hanging in the air.
  const [flowInto, flowOutOf] = [new Map<number, string[]>(), new Map<number, string[]>()];
  for (const [between, taken] of flows) {
    const [a = 0, b = 0] = between.split(' ').map(Number);
    const flow = `g${a}_${b}`;
    push(flowInto, b, flow);
    push(flowOutOf, a, flow);
    rows.push(`${flow} ${taken.map((one) => `- ${outlines.length} ${one}`).join(' ')} <= 0`);
  }
  const visited: string[] = [];
  const minus = (names: readonly string[] = []): string => names.map((name) => ` - ${name}`).join('');
  for (const [outline, index] of at) {
    if (outline === start) continue;
    visited.push(`w${index}`);
    rows.push(`w${index}${minus(into.get(index))} <= 0`);
    if (outOf.has(index)) rows.push(`${(outOf.get(index) ?? []).join(' + ')}${minus(into.get(index))} <= 0`);
    if (flowInto.has(index))
      rows.push(`${(flowInto.get(index) ?? []).join(' + ')}${minus(flowOutOf.get(index))} - w${index} >= 0`);
  }
  const never = [...shows].filter(([, names]) => names.length === 0).map(([id]) => id);
  for (const names of shows.values()) if (names.length > 0) rows.push(`${names.join(' + ')} >= 1`);
  const text = [
    'Minimize',
    ` calls: ${calls.join(' + ')}`,
    'Subject To',
    ...rows.map((row, index) => ` r${index}: ${row}`),
    'Bounds',
    ...bounds.map((bound) => ` ${bound}`),
    'General',
    ` ${calls.join(' ')}`,
    'Binary',
    ` ${visited.join(' ')}`,
    'End',
    '',
  ].join('\n');
  return { text, never };
}

/** API calls of `quick` on the embedded reference until every one of these requirements was exercised. */
async function quickCalls(wanted: ReadonlySet<RequirementId>): Promise<number> {
  const left = new Set(wanted);
  let before = 0;
  let last = Infinity;
  await runSuite(referenceTarget({ profile }), {
    profile,
    depth: 'quick',
    seed: 1,
    suite: { name: 'least-calls', version: '0' },
    onHistory: (history) => {
      for (const { upheld, calls } of history.steps) {
        const had = left.size;
        for (const id of upheld) left.delete(id);
        if (had > 0 && left.size === 0) last = before + calls;
      }
      before += history.calls;
    },
  });
  return last;
}

// The module is what its types call the default of the module.
const highs = await (loadHighs as unknown as typeof loadHighs.default)();
const levels: readonly (readonly [string, readonly Level[]])[] = [
  ['every must-requirement', ['must']],
  ['every requirement', ['must', 'should']],
];
for (const [what, level] of levels) {
  const wanted = new Set(covered.filter((row) => level.includes(row.level)).map(({ id }) => id));
  const { text, never } = programOf(wanted);
  const { Status, ObjectiveValue } = highs.solve(text, { time_limit: seconds });
  if (Status !== 'Optimal') {
    console.log(`${what}: the solver ended without an answer (${Status}) after ${seconds} s`);
    process.exitCode = 1;
    continue;
  }
  const least = Math.ceil(ObjectiveValue - 1e-6);
  const quick = await quickCalls(wanted);
  const free = never.length === 0 ? '' : ` (${never.join(', ')} left out, which any answer may show)`;
  console.log(
    `${what}: at least ${least} calls${free}; quick takes ${quick}, ${(quick / least).toFixed(2)} times as many`,
  );
  if (quick > 1.5 * least) process.exitCode = 1;
}
