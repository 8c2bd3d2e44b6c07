import type { Facets, Operation } from '../../model/index.ts';
import type { Members } from '../../calls/index.ts';
import { told, type Context } from '../endpoint/index.ts';
import type { OutputOf, WrappedKind } from './requests.ts';

/** Any part of it; null says that there is none. */
type Shown<T> = T extends string
  ? string
  : T extends number | boolean | Date
    ? T
    : T extends readonly (infer Entry)[]
      ? readonly Shown<Entry>[]
      : { readonly [M in keyof T]?: Shown<T[M]> | null | undefined };

// oxlint-disable-next-line typescript/no-invalid-void-type -- a wrapper's function may return nothing
type OrNothing<T> = T | undefined | void;

/**
 * What a wrapper's functions return, in the shapes of the AWS SDK. Members that are there are judged, members that are not
 * there are not; an answer of the SDK itself, handed on whole, is read as the suite reads its own: what it lacks is absent. Where AWS
 * answers with nothing, whatever is returned is ignored.
 */
export type Answers = {
  readonly [K in WrappedKind]: [keyof OutputOf<K>] extends ['$metadata'] ? unknown : OrNothing<Shown<OutputOf<K>>>;
};

/** Whether an answer is the SDK's own, handed on as it came: only these carry metadata. */
export const isWhole = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && '$metadata' in answer;

/** The members without which the answer to a read says nothing. */
const NEEDED: { readonly [K in WrappedKind]?: string } = {
  GetPolicyVersion: 'PolicyVersion',
  GetServiceLinkedRoleDeletionStatus: 'Status',
  ListChannels: 'Channels',
  ListRoles: 'Roles',
};

/**
 * What a wrapper's answer shows.
 * @throws TypeError when the answer to a read lacks what it is about: the fault of whoever wrote the function
 */
export function facetsOf(
  kind: WrappedKind,
  answer: Answers[WrappedKind],
  operation: Operation,
  context: Context,
): Facets {
  const members = (answer ?? {}) as Members;
  const needed = NEEDED[kind];
  if (needed !== undefined && (members[needed] ?? undefined) === undefined)
    throw new TypeError(`The wrapper's function for ${kind} has to return { ${needed} }, and returned none.`);
  return told(operation, members, context, !isWhole(answer));
}
