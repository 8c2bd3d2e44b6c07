import { z } from 'zod';
import { breachSchema, indeterminate, outcomeSchema, refused, unsupported } from './breach.ts';
import { ability, count, list, object } from './parts.ts';

const of = <K extends string, S extends z.core.$ZodLooseShape>(kind: K, shape: S) =>
  object({ kind: z.literal(kind), ...shape });

/**
 * Why a target is taken to lack an ability, or not to show it.
 *
 * - `said`: its answer says so
 * - `fails`: it answers with a server's fault every time, and does not say so
 * - `not-found`: it does not find a resource that it shows
 * - `not-enforced`: it lets a user without any permission make a role; `not-denied`: it answers that user otherwise, but not so
 *
 * `needs` are abilities without which it cannot be asked for, each of which needs the next; the last one is missing for this reason.
 */
const needs = list(ability).exactOptional();
export const lackSchema = z
  .discriminatedUnion('kind', [
    of('said', { outcome: z.union([unsupported, indeterminate]), needs }),
    of('fails', { outcome: indeterminate, needs }),
    of('not-found', { outcome: refused, needs }),
    of('not-denied', { outcome: outcomeSchema, needs }),
    of('not-enforced', { needs }),
  ])
  .meta({ id: 'lack' });

/**
 * Why a requirement neither holds nor is broken.
 *
 * - `later`: this version does not exercise it before `until`
 * - `lacks`: the target lacks an ability that it needs
 * - `not-repeated`: this answer differed once, and not when it was looked at again
 * - `not-repeated-yet`: the run ended before a breach was looked at again
 * - `undecided`: nothing could be concluded from this answer; so many times, of how many that it was at stake
 * - `suite-only`: the suite's own calls exercised it, not the code under test
 * - `never-occurred`: what it speaks of did not come about
 */
export const reasonSchema = z.discriminatedUnion('kind', [
  of('later', { until: z.string() }),
  of('lacks', { ability, lack: lackSchema }),
  of('not-repeated', { breach: breachSchema, outcome: outcomeSchema }),
  of('undecided', { said: z.string(), times: count.exactOptional(), of: count.exactOptional() }),
  object({ kind: z.enum(['not-repeated-yet', 'suite-only', 'never-occurred']) }),
]);

export type Lack = z.infer<typeof lackSchema>;
export type Reason = z.infer<typeof reasonSchema>;
