import type { EndingId, Json, RequirementId } from '../model/index.ts';
import type { Undecided } from './judge.ts';
import type { Answer, Breach, ReportedStep } from './run/index.ts';

/** One performed operation: what was asked, what came, and what it left behind. */
export interface Step extends ReportedStep {
  /** The ending that it was; null when it was none of the allowed ones. */
  readonly ending: EndingId | null;
  readonly upheld: readonly RequirementId[];
  /** The class of the state that was believed before it (`classOf`). */
  readonly from: string;
  /** The outline of that state, where it has one (`outlineOf`). */
  readonly outline?: string;
  /** API calls that the session had sent by the end of the step, its looks at the world included. */
  readonly calls: number;
  readonly undecided?: Undecided;
}

/** What one program showed, in one world. The only thing that travels upwards. */
export interface History {
  readonly steps: readonly Step[];
  readonly calls: number;
  readonly snapshotCalls: number;
  /** Outcomes from which nothing could be concluded, looks and further tries included, by what they said. */
  readonly inconclusive: ReadonlyMap<string, number>;
  readonly observations: readonly { readonly about: string; readonly value: Json }[];
  /** How long changes took to show, in milliseconds by the session's clock; only those that did not show at once. */
  readonly visibleAfterMs: readonly number[];
  /** Why it ended early, where the target could be asked nothing more. */
  readonly gone?: Error;
}

/** Every breach of a step, its own first. */
export const breachesOf = (step: ReportedStep): readonly Breach[] => [
  ...step.breaches,
  ...step.after.flatMap((read) => read.breaches),
];

/** What is reported of a step: of its breaches those that are held. */
export function reportedOf(step: Step, isHeld: (breach: Breach) => boolean = () => true): ReportedStep {
  const answer = ({ operation, outcome, breaches }: Answer): Answer => ({
    operation,
    outcome,
    breaches: breaches.filter(isHeld),
  });
  return { ...answer(step), after: step.after.map(answer) };
}
