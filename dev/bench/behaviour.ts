import { flawedTarget, flaws, referenceTarget, type PersonalityName, type Target } from '../../adapters/index.ts';
import {
  endings,
  operationsOf,
  sampleFacets,
  type Ability,
  type Clause,
  type Draw,
  type Ending,
  type FacetName,
  type Facets,
  type Json,
  type Operation,
  type Outcome,
  type Program,
  type RequirementId,
  type Rules,
  type State,
} from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { Machine } from '../../properties/explore/machine.ts';
import { scenariosOf } from '../../properties/explore/scenarios.ts';
import { surroundings } from '../../properties/explore/surroundings.ts';
import { tourOf } from '../../properties/explore/tour.ts';
import { formsOnce, groundsOnce, kindsOnce, requirementsOnce } from '../../properties/explore/wants.ts';
import type { Step } from '../../properties/history.ts';
import { judge, type Judgement } from '../../properties/judge.ts';
import type { Breach } from '../../properties/run/breach.ts';
import { inOrder, perform } from '../../properties/perform.ts';

/** One thing that the model and the judge do, as text that is the same as long as they do it. */
export interface Behaviour {
  readonly where: string;
  /** All that verdicts depend on. */
  readonly judged: string;
  /** What is only told: texts of what was expected and observed. */
  readonly told: string;
}

const profile = mediapackage;
const has: readonly Ability[] = [...operationsOf(profile), 'RestrictedCaller'];
const supports = (ability: Ability): boolean => has.includes(ability);

/** At a state of a tour, each operation whose place leaves the same remainder as the state's is asked. */
const EVERY = 30;

const STRANGE: readonly Json[] = [
  null,
  '',
  'strange',
  7,
  true,
  [],
  {},
  [{ region: 0, holders: ['channel/0/0', null] }],
];

const CODES = ['NoSuchEntity', 'InvalidInput', 'UnmodifiableEntity', 'NotFoundException', 'Oddity'];

/** Ids by their number, so that they are the same in every process. */
function drawer(): Draw {
  let serial = 0;
  return {
    account: '100000000000',
    pick: (n) => n - 1,
    fresh: (kind) => {
      serial += 1;
      const tail = String(serial).padStart(12, '0');
      if (kind === 'role') return `AROA${tail}`;
      return kind === 'uuid' ? `00000000-0000-4000-a000-${tail}` : new Date(serial).toISOString();
    },
  };
}

function clauseOf({ allows, ...clause }: Clause): unknown {
  return { ...clause, shape: allows.shape, takes: STRANGE.map((value) => allows.admits(value, {})) };
}

function endingOf(rules: Rules, ending: Ending): unknown {
  const { clauses, frame, message: _, ...rest } = ending;
  const after = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, drawer()) : {});
  const silent = ending.next({});
  const looks = surroundings(rules.profile, after, supports);
  return {
    ...rest,
    clauses: clauses.map(clauseOf),
    after,
    blames: frame === undefined ? undefined : looks.map((read) => frame({ read, facet: 'presence' })),
    silent: silent === after ? undefined : silent,
    window: rules.settleMs,
  };
}

/** Outcomes right and wrong: as each ending has it, with one facet lost or strange, and refusals and faults of any kind. */
function outcomesOf(allowed: readonly Ending[]): readonly Outcome[] {
  const answers = allowed.filter(({ outcome }) => outcome === 'answered').map((one) => sampleFacets(one, drawer()));
  const spoilt = answers.slice(0, 1).flatMap((facets) =>
    Object.keys(facets).flatMap((facet, place) => {
      const { [facet as FacetName]: _, ...lacking } = facets;
      return [lacking, { ...facets, [facet]: STRANGE[place % STRANGE.length] }] as Facets[];
    }),
  );
  const codes = [...allowed.flatMap((one) => one.codes?.slice(0, 1) ?? []), ...CODES];
  return [
    ...[...answers, ...spoilt, {}].map((facets): Outcome => ({ kind: 'answered', facets })),
    ...codes.map((code, place): Outcome => ({ kind: 'refused', code, http: 400 + (place % 5), message: 'no' })),
    { kind: 'indeterminate', why: 'HTTP 500', http: 500 },
    { kind: 'indeterminate', why: 'lost' },
    { kind: 'unsupported', evidence: 'none' },
  ];
}

/** How outcomes of any kind are judged, and what is then believed; and after that one of them, how the next operation is. */
function* verdicts(
  where: string,
  rules: Rules,
  state: State,
  [asked, after]: readonly [Operation, (Operation | undefined)?],
): Generator<Behaviour> {
  for (const [place, outcome] of outcomesOf(endings(rules, state, asked)).entries()) {
    const first = judge(rules, state, asked, outcome);
    yield judgedAs(`outcome ${place} of ${where}`, first);
    if (after === undefined) continue;
    const [usual] = outcomesOf(endings(rules, first.next, after));
    if (usual !== undefined)
      yield judgedAs(`what follows outcome ${place} of ${where}`, judge(rules, first.next, after, usual));
  }
}

const judgedAs = (where: string, { breaches, ending, undecided, ...rest }: Judgement): Behaviour => ({
  where,
  judged: JSON.stringify({
    ...rest,
    ending: ending?.id,
    breaches: breaches.map(accusation),
    undecided: undecided?.suspects,
  }),
  told: JSON.stringify([breaches, undecided]),
});

/** What is allowed along the tours, to the operations that go on and to some of all others. */
function* allowances(settleMs: number): Generator<Behaviour> {
  const rules: Rules = { profile, settleMs };
  const machine = new Machine(rules, supports);
  const wants = [requirementsOnce, kindsOnce, groundsOnce, formsOnce];
  for (const [index, one] of wants.entries())
    for (const [world, { program }] of tourOf(machine, one, wants.slice(0, index)).entries()) {
      let state: State = machine.start;
      for (const [step, operation] of program.entries()) {
        const others = machine.inputs.filter((_, place) => place % EVERY === step % EVERY);
        for (const asked of [operation, ...others]) {
          const allowed = endings(rules, state, asked);
          yield {
            where: `${JSON.stringify(asked)} at step ${step} of world ${index}.${world}, window ${settleMs} ms`,
            judged: JSON.stringify(allowed.map((ending) => endingOf(rules, ending))),
            told: JSON.stringify(allowed.map(({ message, clauses }) => [message, clauses.map((c) => c.allows.text)])),
          };
        }
        const other = others[world % others.length];
        const at = `step ${step} of world ${index}.${world}, window ${settleMs} ms`;
        if (step % 2 === world % 2) yield* verdicts(at, rules, state, [operation, program[step + 1]]);
        if (other !== undefined)
          yield* verdicts(`another ${at}`, rules, { ...state, contested: step % 2 === 0 }, [other]);
        state = machine.transition(state, operation).next;
      }
    }
}

/** What a breach says without words: nothing here depends on how values and endings are called. */
const accusation = ({ suspects, facet, part, expects }: Breach): unknown => ({
  suspects,
  facet: [facet, ...(part ?? [])].join(' '),
  expects: JSON.parse(JSON.stringify(expects, (key, value: Json) => (WORDS.has(key) ? undefined : value))) as Json,
});

const WORDS = new Set(['says', 'ending', 'nearest', 'differs']);

const judgedOf = ({ breaches, undecided, after, outcome, ...step }: Step): unknown => ({
  ...step,
  outcome: 'message' in outcome ? { ...outcome, message: undefined } : outcome,
  breaches: breaches.map(accusation),
  undecided: undecided?.suspects,
  after: after.map((read) => ({ ...read, breaches: read.breaches.map(accusation) })),
});

/** Every step of a program on a target, judged. */
async function* judgements(
  where: string,
  target: Target,
  program: Program,
  settleMs: number,
): AsyncGenerator<Behaviour> {
  const history = await perform(target, inOrder(program), {
    rules: { profile, settleMs },
    supports,
    world: { index: 0, seed: 1 },
  });
  for (const [index, step] of history.steps.entries())
    yield {
      where: `step ${index} (${step.operation.kind}) of ${where}`,
      judged: JSON.stringify(judgedOf(step)),
      told: JSON.stringify(step),
    };
  yield { where: `observations of ${where}`, judged: JSON.stringify(history.observations), told: '' };
}

const PERSONALITIES: readonly PersonalityName[] = ['prompt', 'eventual', 'arbitrary'];

/** What the model allows along the tours, and how the suite judges conforming and flawed targets; in an order that never changes. */
export async function* behaviours(): AsyncGenerator<Behaviour> {
  const first = (settleMs: number): Program =>
    tourOf(new Machine({ profile, settleMs }, supports), requirementsOnce)[0]?.program ?? [];
  const scenarios = scenariosOf({ profile, settleMs: 0 }, supports);
  const of = (id: RequirementId): readonly Program[] =>
    scenarios.filter(({ requirement }) => requirement === id).map(({ program }) => program);
  for (const { name, breaks } of flaws)
    for (const [index, program] of [first(0), ...of(breaks).slice(0, 2)].entries())
      yield* judgements(
        `${index === 0 ? 'the tour' : `scenario ${index}`} on ${name}`,
        flawedTarget(name, { profile }),
        program,
        0,
      );
  for (const personality of PERSONALITIES) {
    const target = referenceTarget({ profile, personality });
    const { settleMs } = target.describe().consistency;
    for (const [index, { program }] of scenarios.entries())
      yield* judgements(`scenario ${index} on the reference, ${personality}`, target, program, settleMs);
  }
  for (const settleMs of [0, 10_000]) yield* allowances(settleMs);
}
