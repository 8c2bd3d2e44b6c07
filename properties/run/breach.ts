import { z } from 'zod';
import type { FacetName, Facets } from '../../model/index.ts';
import { operationSchema } from './operation-schema.ts';
import { flag, json, list, object, requirementId, texts } from './parts.ts';

/** By its form alone, so that a run made with an older or newer version is read as well. */
const facet = z.string().regex(/^(side:)?[a-zA-Z-]+$/) as unknown as z.ZodType<FacetName, FacetName>;

const shape = z.union([
  object({ oneOf: list(json) }),
  object({ noneOf: list(json) }),
  object({ text: list(z.union([z.string(), object({ seen: facet }), object({ form: z.literal('uuid') })])) }),
  object({ unlike: facet }),
]);

/** What a part of an answer must be. */
const part = object({
  facet,
  /** Descends into an object-valued facet. */
  part: texts.exactOptional(),
  /** The allowed values as data; absent where they cannot be told so. */
  shape: shape.exactOptional(),
  /** The model's name for the allowed values, where the shape does not list them: `on`. */
  says: z.string().exactOptional(),
  /** This part is what tells the answer from this ending. */
  differs: flag,
});

const anyEnding = {
  /** The name of the ending. */
  ending: z.string(),
  /** It cannot last. */
  passing: flag,
  /** No other ending is nearer to what came. */
  nearest: flag,
};

/** One allowed ending: an answer with these parts, or a refusal with one of these codes (any, when absent). */
const ending = z.union([
  object({ ...anyEnding, outcome: z.literal('answered'), parts: list(part) }),
  object({ ...anyEnding, outcome: z.literal('refused'), codes: texts.exactOptional() }),
]);

/**
 * What the judge held an answer against when it found a difference.
 *
 * - `endings`: the answer is one of these; with `noServerError`, a 5xx is none
 * - `codes`: a refusal bears one of these: what AWS's API model declares for the operation, or any operation may answer
 * - `status`: a refusal with this code comes with one of these HTTP statuses
 * - `part`: this part of the answer is of this shape; with `required`, an answer that lacks it differs too
 */
const expectation = z.union([
  object({ endings: list(ending), noServerError: flag }),
  object({ codes: texts }),
  object({ status: list(z.int()), code: z.string() }),
  object({ part, required: flag }),
]);

/** One difference from what the specification allows. */
export const breachSchema = object({
  /** One of them is broken, the likeliest first. */
  suspects: list(requirementId),
  /** What differs: the answer as such (`outcome`, `code`, `http`), or a facet of it. */
  facet: z.union([z.enum(['outcome', 'code', 'http']), facet]),
  /** Descends into an object-valued facet. */
  part: texts.exactOptional(),
  expects: expectation,
});

const http = z.int();
const facets: z.ZodType<Facets, Facets> = z.record(facet, json).readonly();
export const refused = object({ kind: z.literal('refused'), code: z.string(), http, message: z.string() });
export const unsupported = object({ kind: z.literal('unsupported'), evidence: z.string() });
export const indeterminate = object({
  kind: z.literal('indeterminate'),
  why: z.string(),
  http: http.exactOptional(),
  unreadable: z.literal(true).exactOptional(),
});
export const outcomeSchema = z.union([
  object({ kind: z.literal('answered'), facets }),
  refused,
  unsupported,
  indeterminate,
]);

/** What was asked, what came, and how that differs from what is allowed. */
const answer = { operation: operationSchema, outcome: outcomeSchema, breaches: list(breachSchema) };
const answerSchema = object(answer);

/** One performed operation as reports show it: its answer, and the reads that followed and differed. */
export const reportedStepSchema = object({ ...answer, after: list(answerSchema) });

/** What a breach is a case of, in words that are the same in every run. */
export const deviationSchema = object({
  /** By the name of its call: `ConfigureLogs`. */
  operation: z.string(),
  facet: z.string(),
  expected: z.string(),
  observed: z.string(),
});

export type Deviation = z.infer<typeof deviationSchema>;
export type ExpectedPart = z.infer<typeof part>;
export type ExpectedEnding = z.infer<typeof ending>;
export type Expectation = z.infer<typeof expectation>;
export type Breach = z.infer<typeof breachSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type ReportedStep = z.infer<typeof reportedStepSchema>;
