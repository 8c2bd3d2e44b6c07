/**
 * The suite beside other ways to test the same machine, against every flaw, in one run: `npm run peers -- [SEED]`. All are
 * judged by the same model, so what differs is what they choose to do. Peers count the operations that they perform; the
 * suite counts API calls, its looks at the world included, which is more.
 */
import process from 'node:process';
import * as fc from 'fast-check';
import { flawedTarget, flaws, type Session } from '../adapters/index.ts';
import { endings, initialState, isRead, mediapackage as profile, type Operation, type State } from '../model/index.ts';
import { judge, operationForms, runSuite } from '../properties/index.ts';

const seed = Number(process.argv[2] ?? 1);
const MOST = 10_000;
const rules = { profile, settleMs: 0 };
const forms = operationForms(profile, { regions: 2, slots: 2 });

interface Find {
  /** Operations, or for the suite API calls, until something differed. */
  readonly after: number;
  /** The length of the counterexample. */
  readonly length?: number;
}

type Way = (flaw: string) => Promise<Find | undefined>;

/** Performs one operation and judges its answer; gives the next state, or undefined where it differs. */
async function step(session: Session, state: State, operation: Operation): Promise<State | undefined> {
  const outcome = await session.perform(operation);
  const judged = judge(rules, state, operation, outcome);
  return judged.breaches.length > 0 || judged.ending === null ? undefined : judged.next;
}

class Ask implements fc.AsyncCommand<{ state: State }, { session: Session; count: () => void }> {
  readonly operation: Operation;
  constructor(operation: Operation) {
    this.operation = operation;
  }
  check(): boolean {
    return true;
  }
  async run(model: { state: State }, real: { session: Session; count: () => void }): Promise<void> {
    real.count();
    const next = await step(real.session, model.state, this.operation);
    if (next === undefined) throw new Error('differs');
    model.state = next;
  }
  toString(): string {
    return JSON.stringify(this.operation);
  }
}

/** fc.commands with asyncModelRun and default settings, run after run until it fails. */
const commands: Way = async (flaw) => {
  const target = flawedTarget(flaw);
  const all = fc.commands(forms.map((operation) => fc.constant(new Ask(operation))));
  const done = { performed: 0, found: Infinity };
  for (let run = 0; done.performed < MOST; run += 1) {
    const details = await fc.check(
      fc.asyncProperty(all, async (list) => {
        const session = await target.open({ index: done.performed + 1, seed: done.performed });
        try {
          const setup = () => ({
            model: { state: initialState(session.now(), session.account) },
            real: { session, count: () => void (done.performed += 1) },
          });
          await fc.asyncModelRun(setup, list);
        } catch (error) {
          done.found = Math.min(done.found, done.performed);
          throw error;
        }
      }),
      { seed: (seed * 1000 + run) | 0 },
    );
    if (!details.failed) continue;
    const shrunk = String(details.counterexample?.[0] ?? '');
    return done.found > MOST ? undefined : { after: done.found, length: shrunk.split('},{').length };
  }
  return undefined;
};

/** Operations drawn uniformly, in worlds of so many operations each. */
const walksOf =
  (length: number): Way =>
  async (flaw) => {
    const target = flawedTarget(flaw);
    const draws = fc.sample(fc.nat({ max: forms.length - 1 }), { seed: seed | 0, numRuns: MOST });
    let session = await target.open({ index: 0, seed: 0 });
    let state = initialState(session.now(), session.account);
    for (const [index, draw] of draws.entries()) {
      if (index % length === 0) {
        session = await target.open({ index, seed: index });
        state = initialState(session.now(), session.account);
      }
      const next = await step(session, state, forms[draw] as Operation);
      if (next === undefined) return { after: index + 1, length: (index % length) + 1 };
      state = next;
    }
    return undefined;
  };

const suite: Way = async (flaw) => {
  const run = await runSuite(flawedTarget(flaw), {
    profile,
    depth: 'default',
    seed,
    budgetCalls: MOST,
    suite: { name: 'peers', version: '0' },
  });
  const length = run.requirements.find(({ counterexample }) => counterexample !== undefined)?.counterexample?.program
    .length;
  return run.firstSight === undefined
    ? undefined
    : { after: run.firstSight.calls, ...(length === undefined ? {} : { length }) };
};

const WAYS: readonly (readonly [string, Way])[] = [
  ['slr-conformance, default (API calls)', suite],
  ['fc.commands, default settings', commands],
  ['uniform walks of 10', walksOf(10)],
  ['uniform walks of 50', walksOf(50)],
];

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity;
const percent = (part: number): string => `${((100 * part) / flaws.length).toFixed(1)} %`;

// The judge knows an ending for everything, whatever the state.
if (forms.some((operation) => !isRead(operation) && endings(rules, initialState(), operation).length === 0))
  throw new Error('The model is not total.');

console.log(`${flaws.length} flaws, seed ${seed}`);
console.log('| way | caught within 1,000 | within 10,000 | median to catch | counterexample, median |');
console.log('|---|---|---|---|---|');
for (const [name, way] of WAYS) {
  const finds: (Find | undefined)[] = [];
  for (const { name: flaw } of flaws) finds.push(await way(flaw));
  const after = finds.map((find) => find?.after ?? Infinity);
  const lengths = finds.flatMap((find) => find?.length ?? []);
  const median = middle(after);
  console.log(
    `| ${[
      name,
      percent(after.filter((n) => n <= 1000).length),
      percent(after.filter((n) => n <= MOST).length),
      Number.isFinite(median) ? median : 'never',
      middle(lengths),
    ].join(' | ')} |`,
  );
}
