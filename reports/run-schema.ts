import { z } from 'zod';
import type { LeftOutReason, Run, RUN_SCHEMA, ShardEvidence } from '../properties/index.ts';
import { lackSchema, reasonSchema, reportedStepSchema, requirementId } from './breach-schema.ts';
import { LEFT_OUT } from './finding/reason.ts';
import { programSchema } from './operation-schema.ts';

/** Told again, and held equal by the compiler: whoever renders runs need not load what makes them. */
const SCHEMA: typeof RUN_SCHEMA = 'https://slr-conformance.dev/schema/run-2.json';

const count = z.int().min(0);
const met = z.strictObject({ met: count, of: count }).readonly();
const milliseconds = z.number().min(0);

const provenance = z
  .strictObject({
    kind: z.enum(['recorded', 'documented', 'inferred']),
    page: z.enum(['slr-permissions', 'create-slr', 'edit-slr', 'delete-slr', 'slr-regions']).exactOptional(),
    facts: z.array(z.templateLiteral(['F', z.int()])).readonly(),
  })
  .readonly();

const counterexample = z
  .strictObject({
    program: programSchema,
    steps: z.array(reportedStepSchema).readonly(),
    replay: z.string(),
    shrinking: z.strictObject({ from: count, operations: count }).readonly().exactOptional(),
  })
  .readonly();

const requirementResult = z
  .strictObject({
    id: requirementId,
    section: z.string(),
    level: z.enum(['must', 'should', 'may']),
    statement: z.string(),
    verdict: z.enum(['holds', 'broken', 'unsupported', 'untouched', 'inconclusive']),
    exercised: count,
    needs: z.array(z.string()).readonly(),
    provenance,
    reason: reasonSchema.exactOptional(),
    counterexample: counterexample.exactOptional(),
    followsFrom: z.array(requirementId).readonly().exactOptional(),
  })
  .readonly();

const observation = z
  .strictObject({
    about: z.string(),
    seen: z.array(z.strictObject({ value: z.string(), times: count }).readonly()).readonly(),
  })
  .readonly();

const shardEvidence = z
  .strictObject({
    index: z.int().min(1),
    of: z.int().min(1),
    sightings: z
      .array(
        z
          .strictObject({ suspects: z.array(requirementId).readonly(), program: programSchema, times: count })
          .readonly(),
      )
      .readonly(),
    unsteady: z.record(z.string(), reasonSchema).readonly(),
    undecided: z.record(z.string(), z.string()).readonly(),
    missing: z.record(z.string(), lackSchema).readonly(),
    visibleAfterMs: z.array(milliseconds).readonly(),
  })
  .readonly() satisfies z.ZodType<ShardEvidence>;

/** The JSON of a run. Strict: an unknown key is an error, so that a misspelt one is not lost in silence. */
export const runSchema = z
  .strictObject({
    schema: z.literal(SCHEMA),
    suite: z.strictObject({ name: z.string(), version: z.string() }).readonly(),
    target: z
      .strictObject({
        name: z.string(),
        version: z.string().exactOptional(),
        endpoint: z.string().exactOptional(),
        issues: z.string().exactOptional(),
        isolation: z.string(),
        settleMs: milliseconds.exactOptional(),
        through: z.array(z.string()).readonly().exactOptional(),
      })
      .readonly(),
    catalogue: z.strictObject({ version: z.string() }).readonly(),
    service: z.string(),
    profile: z.enum(['quick', 'default', 'deep']),
    seed: z.int().min(0).max(0xffff_ffff),
    startedAt: z.iso.datetime(),
    durationMs: milliseconds,
    calls: count,
    snapshotCalls: count,
    firstSight: z
      .strictObject({ calls: count, operations: count, ms: z.number().min(0) })
      .readonly()
      .exactOptional(),
    programs: count,
    operations: count,
    leftOut: z
      .array(z.strictObject({ id: requirementId, why: z.enum(Object.keys(LEFT_OUT) as LeftOutReason[]) }).readonly())
      .readonly()
      .exactOptional(),
    requirements: z.array(requirementResult).readonly(),
    observations: z.array(observation).readonly(),
    coverage: z
      .strictObject({
        operations: z.record(z.string(), count).readonly(),
        endings: z.record(z.string(), count).readonly(),
        labels: z
          .array(z.strictObject({ label: z.string(), times: count, share: z.number().min(0).max(1) }).readonly())
          .readonly()
          .exactOptional(),
        machine: z
          .strictObject({
            classes: count,
            transitions: count,
            pairs: count,
            outlines: z.strictObject({ states: met, transitions: met, pairs: met }).readonly().exactOptional(),
          })
          .readonly()
          .exactOptional(),
        timeToVisible: z.strictObject({ samples: count, p50Ms: milliseconds, maxMs: milliseconds }).readonly(),
      })
      .readonly(),
    harnessErrors: z
      .array(z.strictObject({ message: z.string(), program: programSchema.exactOptional() }).readonly())
      .readonly(),
    shard: shardEvidence.exactOptional(),
    interrupted: z.literal(true).exactOptional(),
  })
  .readonly() satisfies z.ZodType<Run>;

/** The schema as JSON Schema (draft 2020-12), as it is published with the package. */
export const runJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: SCHEMA,
  title: 'Run of slr-conformance',
  ...z.toJSONSchema(runSchema, {
    // Frozen in memory, which is nobody's business who reads the file.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  }),
});
