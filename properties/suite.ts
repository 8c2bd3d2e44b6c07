import { TargetError, TargetGone, type Target } from '../adapters/index.ts';
import {
  abilityOf,
  catalogueVersion,
  covered,
  holderKeyOf,
  needsOf,
  requirements,
  type Operation,
  type Program,
  type RequirementId,
} from '../model/index.ts';
import { convict } from './docket.ts';
import { examine } from './examine.ts';
import { reportedOf } from './history.ts';
import { type ReportedStep, type Lack, RUN_SCHEMA, type Run, type ShardEvidence } from './run/index.ts';
import {
  formsOnce,
  groundsOnce,
  kindsOnce,
  requirementOf,
  requirementsOnce,
  type Wants,
  isBuilder,
  type Machine,
  scenariosOf,
  shortcut,
} from './explore/index.ts';
import { machineOf, outlinesOf, pairs, scenarios, tour, walks, type Detour } from './phases.ts';
import { Investigation, type SuiteOptions } from './investigation.ts';
import { labelsOf } from './labels.ts';
import { inOrder, type Looks } from './perform.ts';
import type { Shard } from './shard.ts';
import { verdictOn, type Evidence } from './verdict.ts';
import { visibility } from './visibility.ts';

/**
 * Performs the whole suite on a target. Where the target is gone before the end, the run is what was done by then. Throws
 * TargetError for a target that cannot be judged at all.
 */
export async function runSuite(target: Target, options: SuiteOptions): Promise<Run> {
  const inquiry = new Investigation(target, options);
  try {
    await explore(inquiry);
    await examine(inquiry);
  } catch (error) {
    if (!(error instanceof TargetGone)) throw error;
    inquiry.lose(error);
  }
  return resultOf(inquiry);
}

/** From cheap to deep: a tour of the requirements, what it left out, the forms of every operation, scenarios, pairs, walks. */
async function explore(inquiry: Investigation): Promise<void> {
  const { depth } = inquiry.options;
  for (const [id, program] of inquiry.options.shown ?? []) {
    const looks = (index: number): Looks => (index === program.length - 1 ? 'full' : 'none');
    const history = await inquiry.perform(inOrder(program), program, { looks });
    if (history === undefined) continue;
    inquiry.take(history);
    inquiry.shownAgain.set(id, history);
  }
  inquiry.say('tour', 'each requirement once', 0);
  // What is known to be broken for another service, and was seen to be for this one, needs no way to it.
  const seen = new Set(inquiry.docket.sightings().map(({ suspects }) => suspects[0]));
  const isKnown = (id: RequirementId): boolean => inquiry.options.shown?.has(id) === true && seen.has(id);
  const isLeft = (id: RequirementId): boolean =>
    inquiry.wants(id) && inquiry.docket.exercised(id) === 0 && !isKnown(id);
  const isAll = inquiry.options.only === undefined && seen.size === 0;
  const wants = isAll ? requirementsOnce : onceOf((id) => inquiry.wants(id) && !isKnown(id));
  await tour(inquiry, wants, { detour: detourTo(inquiry, isLeft) });
  answers(inquiry);
  const needed = new Set(
    covered.filter(({ id }) => isLeft(id)).flatMap((row) => needsOf(inquiry.options.profile, row) ?? []),
  );
  inquiry.say('probe', 'which operations the target has', 0);
  await inquiry.abilities.probe(inquiry.target, inquiry.world, (ability) => needed.has(ability));
  await scenarios(inquiry, isLeft, false);
  const chosen = inquiry.options.only !== undefined;
  // Where only some requirements are asked for, every form that shows them is cheap.
  if (chosen || depth !== 'quick') {
    if (!chosen) {
      await tour(inquiry, kindsOnce, { before: [requirementsOnce] });
      await tour(inquiry, groundsOnce, { before: [requirementsOnce, kindsOnce] });
      await tour(inquiry, formsOnce, { before: [requirementsOnce, kindsOnce, groundsOnce] });
    }
    await inquiry.abilities.probe(inquiry.target, inquiry.world, (ability) => !chosen || needed.has(ability));
    await scenarios(inquiry, (id) => inquiry.wants(id), depth === 'deep' || (depth !== 'quick' && inquiry.isVirtual));
  }
  if (depth === 'deep' && !chosen) await pairs(inquiry);
  await walks(inquiry);
}

/** Each requirement once, of those that are wanted. */
const onceOf = (isWanted: (id: RequirementId) => boolean): Wants => ({
  ...requirementsOnce,
  of: (transition) => {
    const { answer, looks } = requirementsOnce.of(transition);
    const wanted = (item: string): boolean => isWanted(requirementOf(item) as RequirementId);
    return { answer: answer.filter(wanted), looks: looks.map((ids) => ids.filter(wanted)) };
  },
});

/**
 * The ways to the requirements that are left: at first one program to all of them, with the fewest calls, then the shortest program to
 * each that is left even so, each once.
 */
function detourTo(inquiry: Investigation, isLeft: (id: RequirementId) => boolean): () => Detour | undefined {
  const { rules, abilities } = inquiry;
  const tried = new Set<RequirementId>();
  const shortest = (id: RequirementId): Program | undefined =>
    scenariosOf(rules, abilities.supports, (one) => one === id)
      .map(({ program }) => program)
      .sort((a, b) => a.length - b.length)[0];
  const toAll = (): Program | undefined => {
    const machine = machineOf(inquiry);
    const reachable = covered.flatMap(({ id }) => {
      const program = isLeft(id) ? shortest(id) : undefined;
      return program === undefined ? [] : [{ id, program }];
    });
    return shortcut(
      machine,
      reachable.map(({ id }) => id),
      alphabetOf(
        machine,
        reachable.flatMap(({ program }) => program),
      ),
    );
  };
  let isFirst = true;
  return () => {
    const program = isFirst ? toAll() : undefined;
    isFirst = false;
    if (program !== undefined && program.length > 0) return { program, wants: onceOf(isLeft) };
    for (const { id } of covered) {
      if (tried.has(id) || !isLeft(id)) continue;
      tried.add(id);
      const own = shortest(id);
      if (own !== undefined) return { program: own, wants: onceOf(isLeft) };
    }
    return undefined;
  };
}

/** These operations, and all that builds worlds by the same calls on the same resources. */
function alphabetOf(machine: Machine, operations: Program): readonly Operation[] {
  const callOf = (operation: Operation): string => `${abilityOf(operation)} ${holderKeyOf(operation)}`;
  const calls = new Set(operations.map(callOf));
  const all = [...operations, ...machine.inputs.filter((one) => isBuilder(one) && calls.has(callOf(one)))];
  return [...new Map(all.map((operation) => [JSON.stringify(operation), operation])).values()];
}

/** Ends the run on whoever does not answer like AWS at all. */
function answers({ target, abilities, isAborted }: Investigation): void {
  if (isAborted || !abilities.isSilent) return;
  const { name, endpoint } = target.describe();
  const [said] = [...abilities.missing.values()].flatMap((lack) => saidBy(lack) ?? []);
  throw new TargetError(
    'not-aws',
    `${endpoint ?? name} does not answer in the manner of AWS: ${said ?? 'no answer at all'}.`,
    'Give the URL at which the emulator serves the AWS APIs.',
  );
}

/** What the target answered to whatever was asked of it first. */
function saidBy(lack: Lack): string | undefined {
  if (!('outcome' in lack)) return undefined;
  const { outcome } = lack;
  return outcome.kind === 'unsupported' ? outcome.evidence : outcome.kind === 'indeterminate' ? outcome.why : undefined;
}

/** Performs one program, and judges what it shows. */
export async function replayProgram(
  target: Target,
  program: Program,
  options: Omit<SuiteOptions, 'depth'>,
): Promise<Run & { readonly steps: readonly ReportedStep[] }> {
  const inquiry = new Investigation(target, { ...options, depth: 'quick' });
  const history = await inquiry.perform(inOrder(program), program);
  if (history !== undefined) inquiry.take(history);
  await examine(inquiry);
  return { ...resultOf(inquiry), steps: history === undefined ? [] : history.steps.map((step) => reportedOf(step)) };
}

/** The frozen result. */
function resultOf(inquiry: Investigation): Run {
  const { name, version, endpoint, issues, isolation, through, consistency } = inquiry.target.describe();
  const evidence: Evidence = {
    profile: inquiry.options.profile,
    docket: inquiry.docket,
    convictions: convict(inquiry.docket.sightings()),
    counterexamples: inquiry.counterexamples,
    unsteady: inquiry.unsteady,
    missing: inquiry.abilities.missing,
    through,
  };
  const counts = inquiry.docket.counts();
  const leftOut = inquiry.leftOut.filter(({ id }) => inquiry.options.only?.includes(id) ?? true);
  inquiry.say('done', '', 1);
  return {
    schema: RUN_SCHEMA,
    suite: inquiry.options.suite,
    target: {
      name,
      ...(version === undefined ? {} : { version }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(issues === undefined ? {} : { issues }),
      isolation,
      settleMs: consistency.settleMs,
      ...(through === undefined ? {} : { through }),
    },
    catalogue: { version: catalogueVersion },
    service: inquiry.options.profile.id,
    profile: inquiry.options.depth,
    seed: inquiry.options.seed,
    startedAt: inquiry.startedAt.toISOString(),
    durationMs: Math.round(inquiry.durationMs),
    calls: inquiry.calls,
    snapshotCalls: inquiry.docket.snapshotCalls,
    ...(inquiry.docket.inconclusive === undefined ? {} : { inconclusive: inquiry.docket.inconclusive }),
    ...(inquiry.docket.firstSight === undefined ? {} : { firstSight: inquiry.docket.firstSight }),
    programs: inquiry.docket.programs,
    operations: inquiry.docket.operations,
    ...(leftOut.length === 0 ? {} : { leftOut }),
    requirements: requirements.filter((row) => inquiry.wants(row.id)).map((row) => verdictOn(row, evidence)),
    observations: counts.observations,
    coverage: {
      operations: counts.operations,
      endings: counts.endings,
      labels: labelsOf(counts.endings),
      machine: { ...counts.machine, outlines: inquiry.docket.outlines.figures(outlinesOf(inquiry)) },
      timeToVisible: visibility(inquiry.docket.visibleAfterMs),
    },
    harnessErrors: inquiry.errors,
    ...(inquiry.options.shard === undefined ? {} : { shard: evidenceOf(inquiry, inquiry.options.shard) }),
    ...(inquiry.isInterrupted ? { interrupted: true } : {}),
  };
}

/** What a shard tells beside its verdicts. */
const evidenceOf = ({ docket, unsteady, abilities }: Investigation, { index, of }: Shard): ShardEvidence => ({
  index,
  of,
  sightings: docket.sightings().map(({ suspects, program, times }) => ({ suspects, program, times })),
  unsteady: Object.fromEntries(unsteady),
  undecided: Object.fromEntries(docket.allUndecided),
  tallies: docket.tallies,
  missing: Object.fromEntries(abilities.missing),
  visibleAfterMs: docket.visibleAfterMs,
});
