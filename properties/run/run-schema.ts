import { z } from 'zod';
import { deviationSchema, reportedStepSchema } from './breach.ts';
import { programSchema } from './operation-schema.ts';
import { count, flag, list, milliseconds, object, record, requirementId, texts } from './parts.ts';
import { lackSchema, reasonSchema } from './reason.ts';

/** The layout of the JSON that reports read; its number changes when a reader would have to. */
export const RUN_SCHEMA = 'https://slr-conformance.dev/schema/run-2.json';

const provenance = object({
  kind: z.enum(['recorded', 'documented', 'inferred']),
  page: z.enum(['slr-permissions', 'create-slr', 'edit-slr', 'delete-slr', 'slr-regions']).exactOptional(),
  facts: list(z.templateLiteral(['F', z.int()])),
});

/** The smallest program found that shows a requirement broken; performed twice, in fresh worlds. */
const counterexample = object({
  program: programSchema,
  /** The last one has the breaches of the requirement, and no other step has any. */
  steps: list(reportedStepSchema),
  /** The command that performs the program again. */
  replay: z.string(),
  /** What it took to make it small: from a program of so many operations, by performing so many. */
  shrinking: object({ from: count, operations: count }).exactOptional(),
});

const requirementResult = object({
  id: requirementId,
  section: z.string(),
  level: z.enum(['must', 'should', 'may']),
  statement: z.string(),
  verdict: z.enum(['holds', 'broken', 'unsupported', 'untouched', 'inconclusive']),
  /** How often its antecedent occurred and was judged. */
  exercised: count,
  needs: texts,
  provenance,
  /** Why it is unsupported, untouched or inconclusive. */
  reason: reasonSchema.exactOptional(),
  counterexample: counterexample.exactOptional(),
  /** All that it was seen to do otherwise, at least twice each: that of the counterexample, and others. */
  deviations: list(deviationSchema).exactOptional(),
  /** A baseline has all of it: it was broken before. */
  known: flag,
  /** Requirements whose breach already explains every sighting of this one. */
  followsFrom: list(requirementId).exactOptional(),
});

/**
 * A requirement of the catalogue that says nothing of a service, and why.
 *
 * - `no-resource`: it is about resources that the service does not have
 * - `takes-suffix`: the role may have a suffix
 * - `suffix-unknown`, `policies-unknown`, `document-unknown`: no source shows what it would be held against
 */
const leftOut = object({
  id: requirementId,
  why: z.enum(['no-resource', 'takes-suffix', 'suffix-unknown', 'policies-unknown', 'document-unknown']),
});

/** What the target does where AWS leaves it open; never judged. */
const observation = object({
  /** The open question: `description of a role that the service made`. */
  about: z.string(),
  /** Distinct answers seen, with their number. */
  seen: list(object({ value: z.string(), times: count })),
});

/** Whom a breach accuses, with the shortest program that showed it. */
const accusation = object({ suspects: list(requirementId), program: programSchema, times: count });

/** How often answers decided something or left it open, how often none came, and what was then said last. */
const answerTally = object({ decided: count, open: count, silent: count, said: z.string() });

/** What a shard has to tell beside its verdicts, so that the verdicts on the whole can be found from all shards. */
const shardEvidence = object({
  index: z.int().min(1),
  of: z.int().min(1).max(256),
  sightings: list(accusation),
  /** By requirement, breaches that did not come back. */
  unsteady: record(reasonSchema),
  /** By requirement, what could not be decided. */
  undecided: record(z.string()),
  /** By requirement and form of operation, how often answers decided it. */
  tallies: record(record(answerTally)),
  /** By ability, what the target lacks and why it is thought so. */
  missing: record(lackSchema),
  visibleAfterMs: list(milliseconds),
});

/** What a run came by, named as people speak of it; of the operations that could have, the share that did, from 0 to 1. */
const label = object({ label: z.string(), times: count, share: z.number().min(0).max(1) });

/** How much of something was met. */
const met = object({ met: count, of: count });

/** How much of the machine of outlines was met, of what a conforming target with the same operations goes through. */
const outlines = object({ states: met, transitions: met, /** In a row. */ pairs: met });

const coverage = object({
  /** Operations by kind, with their number. */
  operations: record(count),
  /** By operation, the endings of the model that were met, with their number. */
  endings: record(record(count)),
  labels: list(label).exactOptional(),
  /** Transitions of the abstract machine (class of states, form of operation) that were met, and pairs in a row. */
  machine: object({
    classes: count,
    transitions: count,
    pairs: count,
    outlines: outlines.exactOptional(),
  }).exactOptional(),
  /** How long changes took to show, in milliseconds by the target's clock. */
  timeToVisible: object({ samples: count, p50Ms: milliseconds, maxMs: milliseconds }),
});

/** A fault of the suite itself, in words, and the program that it met with. */
const harnessError = object({ message: z.string(), program: programSchema.exactOptional() });

/** The frozen result of one run. Every report is a pure function of it. */
export const runSchema = object({
  schema: z.literal(RUN_SCHEMA),
  suite: object({ name: z.string(), version: z.string() }),
  target: object({
    name: z.string(),
    version: z.string().exactOptional(),
    endpoint: z.string().exactOptional(),
    /** Where to report what the suite finds. */
    issues: z.string().exactOptional(),
    isolation: z.string(),
    /** Milliseconds within which a change shows, as the target declares them. */
    settleMs: milliseconds.exactOptional(),
    /** The operations that the code under test performs itself, where the suite performs the others. */
    through: texts.exactOptional(),
  }),
  catalogue: object({ version: z.string() }),
  service: z.string(),
  profile: z.enum(['quick', 'default', 'deep']),
  seed: z.int().min(0).max(0xffff_ffff),
  startedAt: z.iso.datetime(),
  durationMs: milliseconds,
  /** API calls sent, of which `snapshotCalls` were reads between the operations of programs. */
  calls: count,
  snapshotCalls: count,
  /** Outcomes from which nothing could be concluded (time-outs, server errors), and what most of them said. */
  inconclusive: object({ times: count, said: z.string() }).exactOptional(),
  /** What it took until a first difference was seen: API calls (probes and looks included), operations, milliseconds. */
  firstSight: object({ calls: count, operations: count, ms: milliseconds }).exactOptional(),
  /** Programs performed, shrinking and second looks included, and their operations. */
  programs: count,
  operations: count,
  requirements: list(requirementResult),
  /** What is not among the requirements; absent where that is nothing. */
  leftOut: list(leftOut).exactOptional(),
  observations: list(observation),
  coverage,
  harnessErrors: list(harnessError),
  /** It is a part of a run, and its verdicts are those of the part; `merge` finds those of the whole. */
  shard: shardEvidence.exactOptional(),
  /** It was told to stop before it was done: nothing is proved by what it did not come to. */
  interrupted: flag,
});

export type Counterexample = z.infer<typeof counterexample>;
export type RequirementResult = z.infer<typeof requirementResult>;
export type LeftOut = z.infer<typeof leftOut>;
export type VerdictKind = RequirementResult['verdict'];
export type Observation = z.infer<typeof observation>;
export type Accusation = z.infer<typeof accusation>;
export type ShardEvidence = z.infer<typeof shardEvidence>;
export type AnswerTally = z.infer<typeof answerTally>;
export type Label = z.infer<typeof label>;
export type OutlineFigures = z.infer<typeof outlines>;
export type HarnessError = z.infer<typeof harnessError>;
export type Run = z.infer<typeof runSchema>;
export type Profile = Run['profile'];
export type FirstSight = NonNullable<Run['firstSight']>;

/** The schema as JSON Schema (draft 2020-12), as it is published with the package. */
export const runJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: RUN_SCHEMA,
  title: 'Run of slr-conformance',
  ...z.toJSONSchema(runSchema, {
    // Frozen in memory, which is nobody's business who reads the file.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  }),
});
