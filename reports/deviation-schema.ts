import { z } from 'zod';
import type { FacetName, Json } from '../model/index.ts';
import type { Deviation } from '../properties/index.ts';
import { operationSchema } from './operation-schema.ts';

/** By its form alone, so that a run made with an older or newer version is read as well. */
const facet = z.string().regex(/^[a-zA-Z]+$/) as unknown as z.ZodType<FacetName, FacetName>;
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

const part = z
  .strictObject({ facet, part: z.array(z.string()).readonly().exactOptional(), shape: shape.exactOptional() })
  .readonly();

const passing = z.literal(true).exactOptional();

const ending = z.union([
  z.strictObject({ outcome: z.literal('answered'), parts: z.array(part).readonly(), passing }).readonly(),
  z
    .strictObject({ outcome: z.literal('refused'), codes: z.array(z.string()).readonly().exactOptional(), passing })
    .readonly(),
]);

const expectation = z.union([
  z.strictObject({ endings: z.array(ending).readonly(), noServerError: z.literal(true).exactOptional() }).readonly(),
  z.strictObject({ codes: z.array(z.string()).readonly() }).readonly(),
  z.strictObject({ status: z.array(z.int()).readonly(), code: z.string() }).readonly(),
  z.strictObject({ part, required: z.literal(true).exactOptional() }).readonly(),
]);

/** Where a counterexample differs, and from what. */
export const deviationSchema = z
  .strictObject({ read: operationSchema.exactOptional(), expects: expectation })
  .readonly() satisfies z.ZodType<Deviation>;
