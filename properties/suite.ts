import { TargetError, type Target, type World } from '../adapters/index.ts';
import {
  catalogueVersion,
  operationKinds,
  requirements,
  type Ability,
  type Program,
  type RequirementId,
  type Rules,
  type ServiceProfile,
} from '../model/index.ts';
import { convict, Docket, type Sighting } from './docket.ts';
import { breachesOf, type History, type Step } from './history.ts';
import { explainFault, explainStep } from './explain.ts';
import type { Breach } from './judge.ts';
import { inOrder, perform, type Looks, type PerformOptions, type Source } from './perform.ts';
import { kindsOf, walk } from './walks.ts';
import { probe, type Support } from './probe.ts';
import { scenariosOf } from './scenarios.ts';
import { shrink } from './shrink.ts';
import { verdictOn, type Evidence } from './verdict.ts';
import {
  RUN_SCHEMA,
  type Counterexample,
  type ExplainedStep,
  type HarnessError,
  type Profile,
  type Progress,
  type Run,
} from './run.ts';

export interface SuiteOptions {
  readonly profile: ServiceProfile;
  readonly depth: Profile;
  /** An integer from 0 to 2^32 - 1; the same seed on the same target gives the same run. */
  readonly seed: number;
  /** Judge and explore for these alone. */
  readonly only?: readonly RequirementId[];
  /** Stop exploring after this many API calls; the counterexamples found by then are still made small. */
  readonly budgetCalls?: number;
  /** Stop exploring after this many milliseconds of real time. */
  readonly budgetMs?: number;
  /** Explore with walks until this many operations were performed, whatever the depth says. */
  readonly budgetOperations?: number;
  readonly suite: { readonly name: string; readonly version: string };
  /** The command that performs a saved program again, `FILE` standing for it. */
  readonly replayCommand?: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

const FIRST_WINDOW_MS = 250;

/** Calls after which exploring a target that answers in real time ends, so that a run stays a matter of seconds. */
const REAL_TIME_CALLS: Readonly<Record<Profile, number>> = { quick: 4_000, default: 4_500, deep: 200_000 };

const WALKS: Readonly<Record<Profile, number>> = { quick: 0, default: 24, deep: 400 };

/** Performs the whole suite on a target. Throws TargetError for a target that cannot be judged at all. */
export async function runSuite(target: Target, options: SuiteOptions): Promise<Run> {
  const investigation = new Investigation(target, options);
  await investigation.probe();
  await investigation.scenarios();
  await investigation.walks();
  await investigation.examine();
  return investigation.run();
}

/** Performs one program, and judges what it shows. */
export async function replayProgram(
  target: Target,
  program: Program,
  options: Omit<SuiteOptions, 'depth'>,
): Promise<Run & { readonly steps: readonly ExplainedStep[] }> {
  const investigation = new Investigation(target, { ...options, depth: 'quick' });
  const history = await investigation.replay(program);
  await investigation.examine();
  return { ...investigation.run(), steps: history === undefined ? [] : history.steps.map((step) => explainStep(step)) };
}

class Investigation {
  readonly #target: Target;
  readonly #options: SuiteOptions;
  readonly #docket = new Docket();
  readonly #errors: HarnessError[] = [];
  readonly #startedAt = new Date();
  readonly #started = performance.now();
  readonly #unsteady = new Map<RequirementId, string>();
  readonly #counterexamples = new Map<RequirementId, Counterexample>();
  /** The window that the target declares. */
  readonly #rules: Rules;
  /** The window that it has shown to need so far, with a margin; virtual time costs nothing and is given in full. */
  #shownMs: number;
  #support: Support | undefined;
  #worlds = 0;
  #probeCalls = 0;

  constructor(target: Target, options: SuiteOptions) {
    this.#target = target;
    this.#options = options;
    this.#rules = { profile: options.profile, settleMs: target.describe().consistency.settleMs };
    this.#shownMs = target.describe().consistency.virtualTime ? this.#rules.settleMs : FIRST_WINDOW_MS;
  }

  /** The rules to explore with: a negative answer need not cost the whole window until someone is to be accused. */
  #exploring(): Rules {
    return { ...this.#rules, settleMs: Math.min(this.#rules.settleMs, this.#shownMs) };
  }

  /** Takes in a history, and gives later exploration the patience that this one needed. */
  #take(history: History, counting = true): void {
    this.#docket.take(history, counting);
    this.#shownMs = Math.max(this.#shownMs, ...history.visibleAfterMs.map((ms) => ms * 3));
  }

  #world(): World {
    this.#worlds += 1;
    return { index: this.#worlds, seed: (Math.imul(this.#worlds, 0x9e3779b1) ^ this.#options.seed) >>> 0 };
  }

  #say(phase: Progress['phase'], detail: string, share: number): void {
    const calls = this.#docket.calls + this.#probeCalls;
    this.#options.onProgress?.({ phase, detail, calls, programs: this.#docket.programs, share });
  }

  async probe(): Promise<Support> {
    this.#say('probe', 'which operations the target has', 0);
    const support = await probe(this.#target, this.#options.profile, () => this.#world());
    this.#probeCalls += support.calls;
    this.#support = support;
    if (!support.anyAnswer) {
      const { name, endpoint } = this.#target.describe();
      const [first] = support.missing.values();
      throw new TargetError(
        'not-aws',
        `${endpoint ?? name} does not answer in the manner of AWS: ${first ?? 'no answer at all'}.`,
        'Give the URL at which the emulator serves the AWS APIs.',
      );
    }
    return support;
  }

  readonly #supports = (ability: Ability): boolean => this.#support?.supports(ability) ?? true;

  #wanted(id: RequirementId): boolean {
    return this.#options.only === undefined || this.#options.only.includes(id);
  }

  /** Whether the budget is used up. */
  #spent(): boolean {
    const { budgetMs, signal, depth } = this.#options;
    const { virtualTime } = this.#target.describe().consistency;
    const budgetCalls = this.#options.budgetCalls ?? (virtualTime ? undefined : REAL_TIME_CALLS[depth]);
    return (
      signal?.aborted === true ||
      (budgetCalls !== undefined && this.#docket.calls + this.#probeCalls >= budgetCalls) ||
      (budgetMs !== undefined && performance.now() - this.#started >= budgetMs)
    );
  }

  /** Performs a program; a fault of the suite itself is noted and gives nothing. */
  async #perform(
    source: Source,
    program: Program | undefined,
    how: Partial<Pick<PerformOptions, 'until' | 'looks' | 'rules' | 'patient'>> & { readonly pristine?: true } = {},
  ): Promise<History | undefined> {
    const { pristine, ...options } = how;
    try {
      return await perform(this.#target, source, {
        rules: this.#exploring(),
        supports: this.#supports,
        knows: (breach) => this.#docket.knows(breach),
        world: { ...this.#world(), ...(pristine ? { pristine } : {}) },
        ...options,
        ...(this.#options.signal === undefined ? {} : { signal: this.#options.signal }),
      });
    } catch (error) {
      if (error instanceof TargetError) throw error;
      this.#errors.push({ message: explainFault(error), ...(program === undefined ? {} : { program }) });
      return undefined;
    }
  }

  async scenarios(): Promise<void> {
    this.#say('scenarios', 'looking for scenarios in the model', 0);
    const { depth, profile } = this.#options;
    const broad = depth === 'deep' || (depth === 'default' && this.#target.describe().consistency.virtualTime);
    const last: readonly Ability[] = broad ? [...kindsOf(profile, operationKinds), 'RestrictedCaller'] : [];
    const scenarios = scenariosOf(this.#rules, this.#supports, (id) => this.#wanted(id), last);
    // Many scenarios begin alike. Where a call costs real time, what a beginning leaves behind is looked at once in full.
    const costly = !this.#target.describe().consistency.virtualTime;
    const seen = new Set<string>();
    for (const [index, { requirement, program }] of scenarios.entries()) {
      if (this.#spent()) return;
      this.#say('scenarios', requirement, index / scenarios.length);
      const looks = (at: number): Looks => {
        const key = JSON.stringify(program.slice(0, at + 1));
        const known = costly && seen.has(key);
        seen.add(key);
        return known ? 'role' : 'full';
      };
      const history = await this.#perform(inOrder(program), program, { looks });
      if (history !== undefined) this.#take(history);
    }
  }

  async walks(): Promise<void> {
    const kinds = kindsOf(this.#options.profile, operationKinds).filter(this.#supports);
    const { budgetOperations } = this.#options;
    const count = budgetOperations === undefined ? WALKS[this.#options.depth] : Infinity;
    const regions = this.#target.describe().regions.length;
    for (let index = 0; index < count && !this.#spent(); index += 1) {
      if (budgetOperations !== undefined && this.#docket.operations >= budgetOperations) return;
      const share = budgetOperations === undefined ? index / count : this.#docket.operations / budgetOperations;
      this.#say('walks', `walk ${index + 1}`, share);
      const source = walk((this.#options.seed + Math.imul(index + 1, 0x85ebca6b)) >>> 0, kinds, regions);
      const history = await this.#perform(source, undefined);
      if (history !== undefined) this.#take(history);
    }
  }

  async replay(program: Program): Promise<History | undefined> {
    const history = await this.#perform(inOrder(program), program);
    if (history !== undefined) this.#take(history);
    return history;
  }

  /** Makes each breach small and looks at it a second time. What shrinking comes upon may explain other breaches. */
  async examine(): Promise<void> {
    for (;;) {
      const { broken } = convict(this.#docket.sightings());
      const open = [...broken].filter(([id]) => this.#wanted(id) && !this.#counterexamples.has(id));
      const next = open[0];
      if (next === undefined || this.#options.signal?.aborted === true) return;
      this.#say('shrink', next[0], 1 - open.length / Math.max(1, broken.size));
      await this.#examineOne(...next, broken);
    }
  }

  async #examineOne(
    id: RequirementId,
    sighting: Sighting,
    broken: ReadonlyMap<RequirementId, Sighting>,
  ): Promise<void> {
    // The requirement is held fixed; what another broken rule would explain is not taken for it.
    const isHeld = (breach: Breach) =>
      breach.suspects[0] === id && !breach.suspects.some((suspect) => suspect !== id && broken.has(suspect));
    const isBreach = (step: Step) => breachesOf(step).some(isHeld);
    let small = await this.#shrink(sighting.program, isBreach, sighting.own ? 'none' : 'full');
    let again = await this.#perform(inOrder(small), small, { until: isBreach, rules: this.#rules, pristine: true });
    if (sighting.own && again !== undefined && !again.steps.some(isBreach)) {
      // Without looks at the world something was taken for granted that was not so: once more, with open eyes.
      this.#docket.count(again);
      small = await this.#shrink(sighting.program, isBreach, 'full');
      again = await this.#perform(inOrder(small), small, { until: isBreach, rules: this.#rules, pristine: true });
    }
    if (this.#rules.settleMs > 0) {
      // What lagging views hid may have been the doing of an earlier step: then the breach is that step's, not this one's.
      const patient = await this.#perform(inOrder(small), small, { rules: this.#rules, pristine: true, patient: true });
      if (patient !== undefined) this.#take(patient, false);
      const isAny = (step: Step) => breachesOf(step).some((breach) => breach.suspects.length > 0);
      if (patient?.steps.some(isBreach) === true) again = patient;
      else if (patient?.steps.some(isAny) === true) {
        this.#docket.dismiss(sighting);
        return;
      }
    }
    const at = again?.steps.findIndex(isBreach) ?? -1;
    if (again === undefined || at < 0) {
      const impatient = this.#exploring().settleMs < this.#rules.settleMs;
      this.#docket.dismiss(sighting, !impatient);
      if (again !== undefined) this.#take(again, false);
      if (impatient) this.#shownMs *= 2;
      else
        this.#unsteady.set(
          id,
          `did not repeat: ${sighting.breach.facet} was ${sighting.breach.observed}, expected ${sighting.breach.expected}`,
        );
      return;
    }
    this.#take(again, false);
    const breach = breachesOf(again.steps[at] as Step).find(isHeld) ?? sighting.breach;
    this.#counterexamples.set(id, {
      program: small,
      steps: again.steps.slice(0, at + 1).map((step) => explainStep(step, isHeld)),
      why: `${breach.facet}: expected ${breach.expected}; observed ${breach.observed}`,
      replay: this.#options.replayCommand ?? 'slr-conformance replay FILE',
    });
  }

  /** The smallest program found that still shows the breach, by programs that look at the world as much as given. */
  #shrink(program: Program, isBreach: (step: Step) => boolean, looks: Looks): Promise<Program> {
    const attempt = async (candidate: Program): Promise<number | null> => {
      const history = await this.#perform(inOrder(candidate), candidate, { until: isBreach, looks: () => looks });
      if (history === undefined) return null;
      if (looks === 'full') this.#take(history, false);
      else this.#docket.count(history);
      const at = history.steps.findIndex(isBreach);
      return at < 0 ? null : at + 1;
    };
    return shrink(program, attempt, this.#target.describe().consistency.virtualTime ? 400 : 80);
  }

  run(): Run {
    const { name, version, endpoint, issues, isolation, through } = this.#target.describe();
    const evidence: Evidence = {
      docket: this.#docket,
      convictions: convict(this.#docket.sightings()),
      counterexamples: this.#counterexamples,
      unsteady: this.#unsteady,
      support: this.#support,
      through,
    };
    const counts = this.#docket.counts();
    const shown = [...this.#docket.visibleAfterMs].sort((a, b) => a - b);
    this.#say('done', '', 1);
    return {
      schema: RUN_SCHEMA,
      suite: this.#options.suite,
      target: {
        name,
        ...(version === undefined ? {} : { version }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(issues === undefined ? {} : { issues }),
        isolation,
        ...(through === undefined ? {} : { through }),
      },
      catalogue: { version: catalogueVersion },
      service: this.#options.profile.id,
      profile: this.#options.depth,
      seed: this.#options.seed,
      startedAt: this.#startedAt.toISOString(),
      durationMs: Math.round(performance.now() - this.#started),
      calls: this.#docket.calls + this.#probeCalls,
      snapshotCalls: this.#docket.snapshotCalls,
      programs: this.#docket.programs,
      operations: this.#docket.operations,
      requirements: requirements.filter((row) => this.#wanted(row.id)).map((row) => verdictOn(row, evidence)),
      observations: counts.observations,
      coverage: {
        operations: counts.operations,
        endings: counts.endings,
        timeToVisible: {
          samples: shown.length,
          p50Ms: Math.round(shown[Math.floor(shown.length / 2)] ?? 0),
          maxMs: Math.round(shown.at(-1) ?? 0),
        },
      },
      harnessErrors: this.#errors,
    };
  }
}
