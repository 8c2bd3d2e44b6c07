import { z } from 'zod';
import { operationKinds, operationShapes, type MemberTypes, type Operation, type Program } from '../../model/index.ts';

/** The layout of a saved program. */
export const PROGRAM_SCHEMA = 'https://slr-conformance.dev/schema/program-1.json';

/** More slots than any generator draws; a hand-written program needs no more either. */
const HIGHEST_SLOT = 9;

const further = z.templateLiteral(['ordinary/', z.int().min(1).max(HIGHEST_SLOT)]);
const customerRole = z.union([z.enum(['ordinary', 'lookalike']), further]);
const group = z.union([z.enum(['default', 'custom', 'bad']), z.strictObject({ name: z.string() }).readonly()]);

/** What each word of the model's shapes stands for. */
const members: { readonly [W in keyof MemberTypes]: z.ZodType<MemberTypes[W]> } = {
  role: z.union([z.enum(['linked', 'suffixed']), customerRole]),
  customerRole,
  task: z.union([z.enum(['last', 'previous', 'unknown', 'malformed']), z.int().min(0)]),
  policy: z.union([z.enum(['service', 'other']), z.strictObject({ arn: z.string() }).readonly()]),
  principal: z.enum(['own', 'unknown', 'wrong-case', 'malformed', 'missing']),
  description: z.union([
    z.enum(['plain', 'other', 'longest', 'too-long', 'bad-characters']),
    z.strictObject({ text: z.string() }).readonly(),
  ]),
  caller: z.literal('restricted'),
  sides: z.record(z.string(), group).readonly(),
  noun: z.string().regex(/^[a-z][a-z-]*$/),
  place: z.int().min(0).max(HIGHEST_SLOT),
  text: z.string(),
  integer: z.int(),
  flag: z.literal(true),
  reserved: z.literal('reserved'),
  pause: z.enum(['moment', 'window']),
};

const member = (word: string): z.ZodType =>
  word.endsWith('?') ? member(word.slice(0, -1)).exactOptional() : members[word as keyof MemberTypes];

const kinds = operationKinds.map((kind) =>
  z
    .strictObject({
      kind: z.literal(kind),
      ...Object.fromEntries(Object.entries(operationShapes[kind]).map(([name, word]) => [name, member(word)])),
    })
    .readonly(),
) as unknown as readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

/** An operation as JSON, by the model's own shapes. */
export const operationSchema = z.discriminatedUnion('kind', kinds).meta({ id: 'operation' }) as z.ZodType<Operation>;

/** A program as JSON. */
export const programSchema = z.array(operationSchema).readonly().meta({ id: 'program' }) satisfies z.ZodType<Program>;
