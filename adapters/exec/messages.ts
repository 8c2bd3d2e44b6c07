import { z } from 'zod';
import { JsonTooLarge, parseJson } from '../../model/index.ts';

/** The protocol of docs/exec-protocol.md that is spoken here. */
export const PROTOCOL = 2;

const text = z.string().min(1);

/** How a program answers any message. */
const answerShape = z.union([
  z.strictObject({ id: z.int(), ok: z.record(z.string(), z.unknown()) }),
  z.strictObject({ id: z.int(), error: z.strictObject({ message: z.string() }) }),
]);

export type Answer = z.infer<typeof answerShape>;

/** A line has a million bytes at most; what nests deeper than this, or holds more, is no answer of AWS's. */
const BOUNDS = { length: 1_000_000, depth: 64, values: 200_000 };

/** The answer that a line is, or what is wrong with the line. */
export function answerIn(line: string): Answer | 'not JSON' | 'no answer' {
  let value: unknown;
  try {
    value = parseJson(line, BOUNDS);
  } catch (error) {
    return error instanceof JsonTooLarge ? 'no answer' : 'not JSON';
  }
  const read = answerShape.safeParse(value);
  return read.success ? read.data : 'no answer';
}

/** The first thing that is wrong with what was read: where, and what. */
export function complaint({ issues }: z.ZodError): string {
  const issue = issues[0];
  const path = issue?.path.join('.') ?? '';
  return `${path === '' ? '' : `${path}: `}${issue?.message ?? ''}`;
}

/** What every introduction tells, whichever protocol the program speaks. */
export const protocolShape = z.looseObject({ protocol: z.int() });

/** A program's introduction. */
export const helloShape = z.strictObject({
  protocol: z.literal(PROTOCOL),
  name: text,
  version: text.exactOptional(),
  endpoint: text.exactOptional(),
  issues: text.exactOptional(),
  regions: z.array(text).min(2),
  settleMs: z.number().min(0),
  isolation: text,
  virtualTime: z.boolean().exactOptional(),
  leftovers: z.boolean().exactOptional(),
  through: z.array(z.string().regex(/^[\w-]+:\w+$/)).exactOptional(),
});

export type Hello = z.infer<typeof helloShape>;

export const openShape = z.strictObject({
  session: text,
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account has twelve digits')
    .exactOptional(),
});

/** What came of a call: an answer, AWS's refusal, or that there is neither. Nothing beside, so that a misspelt member is seen. */
export const callShape = z.union([
  z.strictObject({ output: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    refused: z.strictObject({ code: z.string(), http: z.int().min(100).max(599), message: z.string() }),
  }),
  z.strictObject({ unsupported: text }),
  z.strictObject({ unknown: text }),
]);

export const doneShape = z.strictObject({});
