import { z } from 'zod';
import type { FacetName, Json, Outcome, SideFacet } from '../../model/index.ts';

const text = z.string();
const textOrNull = z.string().nullable();
const texts = z.array(z.string());
const slot = z.int().min(0);

/** The facets by the names of protocol 1. */
type OwnName =
  | Exclude<FacetName, SideFacet | 'resourceDescription' | 'resources'>
  | 'channelDescription'
  | 'ingress'
  | 'egress'
  | 'channels';

/** Every facet with the form of its value; one that the model gains or loses does not compile until it is told here. */
export const facetShapes = {
  name: text,
  path: text,
  arn: text,
  roleId: text,
  createDate: text,
  trust: texts,
  description: textOrNull,
  sessionDuration: z.number(),
  boundary: textOrNull,
  tags: z.record(z.string(), text),
  attached: texts,
  inline: texts,
  listed: z.boolean(),
  others: texts,
  taskId: text,
  status: text,
  reason: textOrNull,
  usage: z.array(z.strictObject({ region: slot.nullable(), holders: z.array(textOrNull) })),
  policyArn: text,
  policyPath: text,
  document: texts,
  channelDescription: textOrNull,
  ingress: textOrNull,
  egress: textOrNull,
  channels: z.record(
    z.string().regex(/^channel\/\d+\/\d+$/),
    z.strictObject({ ingress: textOrNull, egress: textOrNull }),
  ),
} satisfies { readonly [K in OwnName]: z.ZodType<Json> };

const facets = z.strictObject(facetShapes).partial();

const http = z.int().min(100).max(599);

/** An outcome as a program writes it. Nothing beside its members is allowed, so that a misspelt one does not pass unseen. */
export const outcomeShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answered'), facets }),
  z.strictObject({ kind: z.literal('refused'), code: text.min(1), http, message: text }),
  z.strictObject({ kind: z.literal('unsupported'), evidence: text }),
  z.strictObject({ kind: z.literal('indeterminate'), why: text, http: http.exactOptional() }),
]);

/** What has that form is an outcome: absent members are absent, not undefined, since it was read from JSON. */
export const asOutcome = (shaped: z.infer<typeof outcomeShape>): Outcome => shaped as Outcome;
