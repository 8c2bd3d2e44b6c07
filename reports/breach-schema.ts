import { z } from 'zod';
import type { Ability, FacetName, Facets, Json, RequirementId } from '../model/index.ts';
import type { Breach, Lack, Reason, ReportedStep } from '../properties/index.ts';
import { operationSchema } from './operation-schema.ts';

/** By its form alone, so that a run made with an older or newer catalogue is read as well. */
export const requirementId = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/) as unknown as z.ZodType<
  RequirementId,
  RequirementId
>;

/** By its form alone, for the same reason. */
const facet = z.string().regex(/^(side:)?[a-zA-Z-]+$/) as unknown as z.ZodType<FacetName, FacetName>;
const json = z.json() as unknown as z.ZodType<Json, Json>;

const shape = z.union([
  z.strictObject({ oneOf: z.array(json).readonly() }).readonly(),
  z.strictObject({ noneOf: z.array(json).readonly() }).readonly(),
  z
    .strictObject({
      text: z
        .array(
          z.union([
            z.string(),
            z.strictObject({ seen: facet }).readonly(),
            z.strictObject({ form: z.literal('uuid') }).readonly(),
          ]),
        )
        .readonly(),
    })
    .readonly(),
  z.strictObject({ unlike: facet }).readonly(),
]);

const yes = z.literal(true).exactOptional();
const texts = z.array(z.string()).readonly();

const part = z
  .strictObject({
    facet,
    part: texts.exactOptional(),
    shape: shape.exactOptional(),
    says: z.string().exactOptional(),
    differs: yes,
  })
  .readonly();

const anyEnding = { ending: z.string(), passing: yes, nearest: yes };

const ending = z.union([
  z.strictObject({ ...anyEnding, outcome: z.literal('answered'), parts: z.array(part).readonly() }).readonly(),
  z.strictObject({ ...anyEnding, outcome: z.literal('refused'), codes: texts.exactOptional() }).readonly(),
]);

const expectation = z.union([
  z.strictObject({ endings: z.array(ending).readonly(), noServerError: yes }).readonly(),
  z.strictObject({ codes: texts }).readonly(),
  z.strictObject({ status: z.array(z.int()).readonly(), code: z.string() }).readonly(),
  z.strictObject({ part, required: yes }).readonly(),
]);

const breach = z
  .strictObject({
    suspects: z.array(requirementId).readonly(),
    facet: z.union([z.enum(['outcome', 'code', 'http']), facet]),
    part: texts.exactOptional(),
    expects: expectation,
  })
  .readonly() satisfies z.ZodType<Breach>;

const http = z.int();
const facets: z.ZodType<Facets, Facets> = z.record(facet, json).readonly();
const answered = z.strictObject({ kind: z.literal('answered'), facets }).readonly();
const refused = z.strictObject({ kind: z.literal('refused'), code: z.string(), http, message: z.string() }).readonly();
const unsupported = z.strictObject({ kind: z.literal('unsupported'), evidence: z.string() }).readonly();
const indeterminate = z
  .strictObject({ kind: z.literal('indeterminate'), why: z.string(), http: http.exactOptional() })
  .readonly();
const outcome = z.union([answered, refused, unsupported, indeterminate]);

const answer = { operation: operationSchema, outcome, breaches: z.array(breach).readonly() };

/** A step as reports show it. */
export const reportedStepSchema = z
  .strictObject({ ...answer, after: z.array(z.strictObject(answer).readonly()).readonly() })
  .readonly() satisfies z.ZodType<ReportedStep>;

const ability = z.string() as unknown as z.ZodType<Ability, Ability>;

/** Why a target is taken to lack an ability. */
export const lackSchema: z.ZodType<Lack, Lack> = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('needs'),
        ability,
        get lack() {
          return lackSchema;
        },
      })
      .readonly(),
    z.strictObject({ kind: z.literal('said'), outcome: z.union([unsupported, indeterminate]) }).readonly(),
    z.strictObject({ kind: z.literal('not-found'), outcome: refused }).readonly(),
    z.strictObject({ kind: z.literal('not-denied'), outcome }).readonly(),
    z.strictObject({ kind: z.literal('not-enforced') }).readonly(),
  ])
  .meta({ id: 'lack' });

/** Why a requirement neither holds nor is broken. */
export const reasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('later'), until: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('lacks'), ability, lack: lackSchema }).readonly(),
  z.strictObject({ kind: z.literal('not-repeated'), breach, outcome }).readonly(),
  z.strictObject({ kind: z.literal('undecided'), said: z.string() }).readonly(),
  z.strictObject({ kind: z.enum(['not-repeated-yet', 'suite-only', 'never-occurred']) }).readonly(),
]) satisfies z.ZodType<Reason>;
