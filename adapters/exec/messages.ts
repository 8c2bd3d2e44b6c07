import { z } from 'zod';
import { outcomeShape } from './outcome-shape.ts';
import { operationNames } from './protocol-1.ts';

/** The protocol of docs/exec-protocol.md that is spoken here. */
export const PROTOCOL = 1;

const text = z.string().min(1);
const calls = z.int().min(0).exactOptional();
const nowMs = z.number().min(0).exactOptional();

/** How a program answers any message. */
export const answerShape = z.union([
  z.strictObject({ id: z.int(), ok: z.record(z.string(), z.unknown()) }),
  z.strictObject({ id: z.int(), error: z.strictObject({ message: z.string() }) }),
]);

/** The first thing that is wrong with what was read: where, and what. */
export function complaint({ issues }: z.ZodError): string {
  const issue = issues[0];
  const path = issue?.path.join('.') ?? '';
  return `${path === '' ? '' : `${path}: `}${issue?.message ?? ''}`;
}

/** What every introduction tells, whichever protocol the program speaks. */
export const protocolShape = z.looseObject({ protocol: z.int() });

/** A program's introduction. */
export const helloShape = z
  .strictObject({
    protocol: z.literal(PROTOCOL),
    name: text,
    version: text.exactOptional(),
    endpoint: text.exactOptional(),
    issues: text.exactOptional(),
    regions: z.array(text).min(2),
    settleMs: z.number().min(0),
    virtualTime: z.boolean(),
    isolation: text,
    through: z.array(z.enum(operationNames.filter((name) => name !== 'RestrictedCaller'))).exactOptional(),
    capabilities: z.strictObject({
      snapshot: z.boolean(),
      clock: z.boolean(),
      leftovers: z.boolean(),
      operations: z.array(z.enum(operationNames)).exactOptional(),
    }),
  })
  .refine(({ capabilities, virtualTime }) => virtualTime || !capabilities.clock, {
    path: ['capabilities', 'clock'],
    message: 'a clock of its own needs virtualTime',
  });

export type Hello = z.infer<typeof helloShape>;

/** What an answer may tell beside what it is about: the API calls that it took, and the time by the session's clock. */
const told = { calls, nowMs };

export const openShape = z.strictObject({
  session: text,
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account has twelve digits')
    .exactOptional(),
  ...told,
});
export const performShape = z.strictObject({ outcome: outcomeShape, ...told });
export const snapshotShape = z.strictObject({ outcomes: z.array(outcomeShape), ...told });
export const doneShape = z.strictObject({ ...told });
export const farewellShape = z.strictObject({});
