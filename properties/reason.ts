import type { Ability, Indeterminate, Outcome, Refused, Unsupported } from '../model/index.ts';
import type { Breach } from './judge.ts';

/**
 * Why a target is taken to lack an ability.
 *
 * - `needs`: it lacks another one, without which this cannot be asked for
 * - `said`: its answer says so
 * - `not-found`: it does not find a resource that it shows
 * - `not-enforced`: it lets a user without any permission make a role; `not-denied`: it answers that user otherwise, but not so
 */
export type Lack =
  | { readonly kind: 'needs'; readonly ability: Ability; readonly lack: Lack }
  | { readonly kind: 'said'; readonly outcome: Unsupported | Indeterminate }
  | { readonly kind: 'not-found'; readonly outcome: Refused }
  | { readonly kind: 'not-denied'; readonly outcome: Outcome }
  | { readonly kind: 'not-enforced' };

/**
 * Why a requirement neither holds nor is broken.
 *
 * - `later`: this version does not exercise it before `until`
 * - `lacks`: the target lacks an ability that it needs
 * - `not-repeated`: this answer differed once, and not when it was looked at again
 * - `not-repeated-yet`: the run ended before a breach was looked at again
 * - `undecided`: nothing could be concluded from this answer
 * - `suite-only`: the suite's own calls exercised it, not the code under test
 * - `never-occurred`: what it speaks of did not come about
 */
export type Reason =
  | { readonly kind: 'later'; readonly until: string }
  | { readonly kind: 'lacks'; readonly ability: Ability; readonly lack: Lack }
  | { readonly kind: 'not-repeated'; readonly breach: Breach; readonly outcome: Outcome }
  | { readonly kind: 'undecided'; readonly said: string }
  | { readonly kind: 'not-repeated-yet' | 'suite-only' | 'never-occurred' };

/**
 * Why a requirement of the catalogue says nothing of a service.
 *
 * - `no-resource`: it is about resources that the service does not have
 * - `takes-suffix`: the role may have a suffix
 * - `suffix-unknown`, `policies-unknown`, `document-unknown`: no source shows what it would be held against
 */
export type LeftOutReason = 'no-resource' | 'takes-suffix' | 'suffix-unknown' | 'policies-unknown' | 'document-unknown';
