import type { Level, Program, Provenance, RequirementId } from '../model/index.ts';
import type { LeftOut } from './catalogue.ts';
import type { OutlineFigures } from './explore/outline-coverage.ts';
import type { ReportedStep } from './history.ts';
import type { Label } from './labels.ts';
import type { Reason } from './reason.ts';
import type { ShardEvidence } from './shard.ts';

/** The layout of the JSON that reports read; its number changes when a reader would have to. */
export const RUN_SCHEMA = 'https://slr-conformance.dev/schema/run-2.json';

export type VerdictKind = 'holds' | 'broken' | 'unsupported' | 'untouched' | 'inconclusive';

export type Profile = 'quick' | 'default' | 'deep';

/** The smallest program found that shows a requirement broken; performed twice, in fresh worlds. */
export interface Counterexample {
  readonly program: Program;
  /** The last one has the breaches of the requirement, and no other step has any. */
  readonly steps: readonly ReportedStep[];
  /** The command that performs the program again. */
  readonly replay: string;
  /** What it took to make it small: from a program of so many operations, by performing so many. */
  readonly shrinking?: { readonly from: number; readonly operations: number };
}

export interface RequirementResult {
  readonly id: RequirementId;
  readonly section: string;
  readonly level: Level;
  readonly statement: string;
  readonly verdict: VerdictKind;
  /** How often its antecedent occurred and was judged. */
  readonly exercised: number;
  readonly needs: readonly string[];
  readonly provenance: Provenance;
  /** Why it is unsupported, untouched or inconclusive. */
  readonly reason?: Reason;
  readonly counterexample?: Counterexample;
  /** Requirements whose breach already explains every sighting of this one. */
  readonly followsFrom?: readonly RequirementId[];
}

/** What the target does where AWS leaves it open; never judged. */
export interface Observation {
  /** The open question: `description of a role that the service made`. */
  readonly about: string;
  /** Distinct answers seen, with their number. */
  readonly seen: readonly { readonly value: string; readonly times: number }[];
}

export interface HarnessError {
  readonly message: string;
  readonly program?: Program;
}

/** The frozen result of one run. Every report is a pure function of it. */
export interface Run {
  readonly schema: typeof RUN_SCHEMA;
  readonly suite: { readonly name: string; readonly version: string };
  readonly target: {
    readonly name: string;
    readonly version?: string;
    readonly endpoint?: string;
    readonly issues?: string;
    readonly isolation: string;
    /** Milliseconds within which a change shows, as the target declares them; absent from runs of older versions. */
    readonly settleMs?: number;
    /** The operations that the code under test performs itself, where the suite performs the others. */
    readonly through?: readonly string[];
  };
  readonly catalogue: { readonly version: string };
  readonly service: string;
  readonly profile: Profile;
  readonly seed: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** API calls sent, of which `snapshotCalls` were reads between the operations of programs. */
  readonly calls: number;
  readonly snapshotCalls: number;
  /** What it took until a first difference was seen: API calls (probes and looks included), operations, milliseconds. */
  readonly firstSight?: { readonly calls: number; readonly operations: number; readonly ms: number };
  /** Programs performed, shrinking and second looks included. */
  readonly programs: number;
  /** Operations of those programs. */
  readonly operations: number;
  /** What the catalogue has that says nothing of the service, and is not among the requirements; absent where that is nothing. */
  readonly leftOut?: readonly LeftOut[];
  readonly requirements: readonly RequirementResult[];
  readonly observations: readonly Observation[];
  readonly coverage: {
    /** Operations by kind, with their number. */
    readonly operations: Readonly<Record<string, number>>;
    /** Endings of the model that were met, with their number: `DeleteServiceLinkedRole: accepted`. */
    readonly endings: Readonly<Record<string, number>>;
    /** What the run came by, with its share among the operations that could have. */
    readonly labels?: readonly Label[];
    /** Transitions of the abstract machine (class of states, form of operation) that were met, and pairs in a row. */
    readonly machine?: {
      readonly classes: number;
      readonly transitions: number;
      readonly pairs: number;
      /** The same of a smaller machine, all of which is known: what becomes of the role, on one resource in each of two regions. */
      readonly outlines?: OutlineFigures;
    };
    /** How long changes took to show, in milliseconds by the target's clock. */
    readonly timeToVisible: { readonly samples: number; readonly p50Ms: number; readonly maxMs: number };
  };
  readonly harnessErrors: readonly HarnessError[];
  /** It is a part of a run, and its verdicts are those of the part; `merge` finds those of the whole. */
  readonly shard?: ShardEvidence;
  /** It was told to stop before it was done: nothing is proved by what it did not come to. */
  readonly interrupted?: true;
}

/** What a report of progress knows while a run goes on. */
export interface Progress {
  /** `sight` tells once that a first difference was seen, which nobody has looked at a second time yet. */
  readonly phase: 'tour' | 'probe' | 'scenarios' | 'walks' | 'sight' | 'shrink' | 'done';
  /** What is being done, in a few words. */
  readonly detail: string;
  readonly calls: number;
  readonly programs: number;
  /** Share of the phase that is done, from 0 to 1. */
  readonly share: number;
}
