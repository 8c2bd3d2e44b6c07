import { servicePath, type Json, type Operation, type ServiceProfile } from '../model/index.ts';
import type { Members } from './call.ts';
import { entriesAt, partAt, textAt } from './view.ts';

/** What AWS shows of every role where it is looked at, and in lists (recorded: F47, F48). */
const SHOWN = ['Path', 'RoleName', 'RoleId', 'Arn', 'CreateDate', 'AssumeRolePolicyDocument', 'MaxSessionDuration'];

/** What of a part of an answer is not there. */
const lacking = (part: unknown, members: readonly string[]): readonly string[] =>
  members.filter((member) => (partAt(part, [member]) ?? undefined) === undefined);

/** Names of documents that are sent as they are, where IAM encodes them. */
const plain = (part: unknown, ...members: readonly string[]): readonly string[] =>
  members.filter((member) => textAt(part, member)?.trimStart().startsWith('{') === true);

const once = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();

/**
 * What is wrong with an answer as it was sent, by the check that tells; checks that do not apply to it are absent. Undefined
 * where none does.
 * @param decoded whether documents were decoded on the way, so that nobody knows how they were sent
 * @param others whether there may be roles under other paths than the service's
 */
export function wireOf(
  profile: ServiceProfile,
  { kind }: Operation,
  answer: Members,
  { decoded, others }: { readonly decoded: boolean; readonly others: boolean },
): Json | undefined {
  const documents = (wrong: () => readonly string[]) => (decoded ? {} : { 'documents-encoded': wrong() });
  if (kind === 'CreateServiceLinkedRole' || kind === 'GetRole') {
    const role = partAt(answer, ['Role']);
    return {
      // What the answer to the making shows is judged by itself.
      ...(kind === 'GetRole' ? { members: lacking(role, SHOWN) } : {}),
      ...documents(() => plain(role, 'AssumeRolePolicyDocument')),
    };
  }
  if (kind === 'GetPolicyVersion')
    return decoded ? undefined : documents(() => plain(partAt(answer, ['PolicyVersion']), 'Document'));
  const roles = kind === 'ListRoles' ? entriesAt(answer, 'Roles') : [];
  if (roles.length === 0) return undefined;
  const elsewhere = roles.filter((role) => textAt(role, 'Path')?.startsWith(servicePath(profile)) === false);
  return {
    members: once(roles.flatMap((role) => lacking(role, SHOWN))),
    ...documents(() => once(roles.flatMap((role) => plain(role, 'AssumeRolePolicyDocument')))),
    ...(others || elsewhere.length > 0
      ? { 'path-prefix': once(elsewhere.map((role) => textAt(role, 'Path') ?? '')) }
      : {}),
  };
}
