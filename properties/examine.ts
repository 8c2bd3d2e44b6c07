import { isRead, type Program, type RequirementId } from '../model/index.ts';
import { convict, type Sighting } from './docket.ts';
import { breachesOf, reportedOf, type Step } from './history.ts';
import type { Investigation } from './investigation.ts';
import type { Breach } from './run/index.ts';
import { inOrder, type Looks } from './perform.ts';
import { sideBySide } from './side-by-side.ts';
import { shrink } from './shrink.ts';

/** Makes each breach small and looks at it a second time. What shrinking comes upon may explain other breaches. */
export async function examine(inquiry: Investigation): Promise<void> {
  const underWay = new Map<RequirementId, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  for (;;) {
    const { broken } = convict(inquiry.docket.sightings());
    const open = [...broken].filter(([id]) => inquiry.wants(id) && !inquiry.counterexamples.has(id));
    const next = open.find(([id]) => !underWay.has(id));
    if (next !== undefined && underWay.size < inquiry.jobsOfExamination && !inquiry.isOver() && failure === undefined) {
      const [id] = next;
      inquiry.say('shrink', id, 1 - open.length / Math.max(1, broken.size));
      const examined = examineOne(inquiry, ...next, broken)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => underWay.delete(id));
      underWay.set(id, examined);
    } else if (underWay.size > 0) await Promise.race(underWay.values());
    else if (failure === undefined) return seeAgain(inquiry);
    else throw failure.error;
  }
}

/** Programs that are performed again for what else they showed. */
const MOST_AGAIN = 24;

/** Looks a second time at what else broken requirements were seen to do, by the fewest programs that showed it. */
async function seeAgain(inquiry: Investigation): Promise<void> {
  const once = [...inquiry.counterexamples.keys()].flatMap((id) =>
    inquiry.docket.deviations(id).filter(({ times }) => times === 1),
  );
  const programs = new Map(once.map(({ program }) => [JSON.stringify(program).slice(0, -1), program]));
  const whole = [...programs].filter(
    ([text]) => ![...programs.keys()].some((other) => other !== text && other.startsWith(`${text},`)),
  );
  await sideBySide(
    whole.slice(0, MOST_AGAIN).values(),
    inquiry.jobsOfExamination,
    async ([, program]) =>
      inquiry.isOver() ? undefined : inquiry.perform(inOrder(program), program, { pristine: true }),
    (history) => {
      if (history === undefined) return;
      inquiry.docket.count(history);
      inquiry.docket.deviate(history);
    },
  );
}

/** What making one program small may take against a target that answers in real time. */
const MOST_OPERATIONS = 200;

async function examineOne(
  inquiry: Investigation,
  id: RequirementId,
  sighting: Sighting,
  broken: ReadonlyMap<RequirementId, Sighting>,
): Promise<void> {
  // The requirement is held fixed; what another broken rule would explain is not taken for it.
  const isHeld = (breach: Breach) =>
    breach.suspects[0] === id && !breach.suspects.some((suspect) => suspect !== id && broken.has(suspect));
  const isBreach = (step: Step) => breachesOf(step).some(isHeld);
  let operations = 0;
  const perform: Investigation['perform'] = async (...asked) => {
    const history = await inquiry.perform(...asked);
    operations += history?.steps.length ?? 0;
    return history;
  };
  // Half of the time that is left is for the second look: what is not seen twice accuses nobody.
  const kept = inquiry.leftMs() / 2;
  const isLong = (): boolean => !inquiry.isVirtual && (operations >= MOST_OPERATIONS || inquiry.leftMs() < kept);
  const isSmall = JSON.stringify(inquiry.options.shown?.get(id)) === JSON.stringify(sighting.program);
  let small = sighting.program;
  if (!isSmall) small = await shrunk(inquiry, perform, isLong, small, isBreach, sighting.own ? 'none' : 'full');
  if (!isSmall && sighting.own) small = await withoutLastRead(inquiry, perform, small, isBreach);
  // What another service showed twice, and this one now by the same program, is seen often enough.
  const shown = isSmall ? inquiry.shownAgain.get(id) : undefined;
  let again =
    shown?.steps.some(isBreach) === true
      ? shown
      : await perform(inOrder(small), small, { until: isBreach, rules: inquiry.rules, pristine: true });
  if (sighting.own && again !== undefined && !again.steps.some(isBreach)) {
    // Without looks at the world something was taken for granted that was not so: once more, with open eyes.
    inquiry.docket.count(again);
    small = await shrunk(inquiry, perform, isLong, sighting.program, isBreach, 'full');
    again = await perform(inOrder(small), small, { until: isBreach, rules: inquiry.rules, pristine: true });
  }
  if (inquiry.rules.settleMs > 0) {
    // What lagging views hid may have been the doing of an earlier step: then the breach is that step's, not this one's.
    const patient = await perform(inOrder(small), small, {
      rules: inquiry.rules,
      pristine: true,
      patient: true,
    });
    if (patient !== undefined) inquiry.take(patient, false);
    const isAny = (step: Step) => breachesOf(step).some((breach) => breach.suspects.length > 0);
    if (patient?.steps.some(isBreach) === true) again = patient;
    else if (patient?.steps.some(isAny) === true) {
      inquiry.docket.dismiss(sighting);
      return;
    }
  }
  const at = again?.steps.findIndex(isBreach) ?? -1;
  // A second look that was cut short shows nothing: what was seen stays unconfirmed.
  if (at < 0 && inquiry.isOver()) return;
  if (again === undefined || at < 0) {
    const impatient = inquiry.isImpatient;
    inquiry.docket.dismiss(sighting, !impatient);
    if (again !== undefined) inquiry.take(again, false);
    if (impatient) inquiry.growPatient();
    else inquiry.unsteady.set(id, { kind: 'not-repeated', breach: sighting.breach, outcome: sighting.outcome });
    return;
  }
  const shrinking = { from: sighting.program.length, operations };
  inquiry.take(again, false);
  inquiry.counterexamples.set(id, {
    program: small,
    steps: again.steps.slice(0, at + 1).map((step) => reportedOf(step, isHeld)),
    replay: inquiry.options.replayCommand ?? 'slr-conformance replay FILE',
    shrinking,
  });
}

/** The program without the read at its end, where the look after the operation before it shows as much. */
async function withoutLastRead(
  inquiry: Investigation,
  perform: Investigation['perform'],
  program: Program,
  isBreach: (step: Step) => boolean,
): Promise<Program> {
  const last = program.at(-1);
  if (last === undefined || !isRead(last) || program.length === 1) return program;
  const shorter = program.slice(0, -1);
  const history = await perform(inOrder(shorter), shorter, { until: isBreach });
  if (history === undefined) return program;
  inquiry.take(history, false);
  const at = history.steps.findIndex(isBreach);
  return at < 0 ? program : shorter.slice(0, at + 1);
}

/** The smallest program found that still shows the breach, by programs that look at the world as much as given. */
function shrunk(
  inquiry: Investigation,
  perform: Investigation['perform'],
  isLong: () => boolean,
  program: Program,
  isBreach: (step: Step) => boolean,
  looks: Looks,
): Promise<Program> {
  const attempt = async (candidate: Program): Promise<number | null> => {
    if (inquiry.isOver() || isLong()) return null;
    const history = await perform(inOrder(candidate), candidate, { until: isBreach, looks: () => looks });
    if (history === undefined) return null;
    if (looks === 'full') inquiry.take(history, false);
    else inquiry.docket.count(history);
    const at = history.steps.findIndex(isBreach);
    return at < 0 ? null : at + 1;
  };
  return shrink(inquiry.options.profile, program, attempt, inquiry.isVirtual ? 400 : 80);
}
