import type { Session, Target } from '../adapters/index.ts';
import type { Operation, OperationKind, Outcome, Program, ServiceProfile } from '../model/index.ts';
import { formsOf } from './forms.ts';
import { kindsOf } from './walks.ts';

/** Which operations the target has, and for those it lacks, what it answered. */
export interface Support {
  readonly supports: (kind: OperationKind) => boolean;
  readonly missing: ReadonlyMap<OperationKind, string>;
  readonly calls: number;
  /** Whether anything at all was answered in the manner of AWS. */
  readonly anyAnswer: boolean;
}

export const ALL_KINDS: readonly OperationKind[] = [
  'CreateServiceLinkedRole',
  'GetRole',
  'ListRoles',
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
  'ListAttachedRolePolicies',
  'ListRolePolicies',
  'ListRoleTags',
  'GetPolicy',
  'GetPolicyVersion',
  'UpdateRole',
  'UpdateRoleDescription',
  'TagRole',
  'UntagRole',
  'UpdateAssumeRolePolicy',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'PutRolePermissionsBoundary',
  'DeleteRolePermissionsBoundary',
  'AddRoleToInstanceProfile',
  'RemoveRoleFromInstanceProfile',
  'DeleteRole',
  'CreateRole',
  'AttachUserPolicy',
  'AttachGroupPolicy',
  'AssumeRole',
  'CreateChannel',
  'DescribeChannel',
  'ListChannels',
  'UpdateChannel',
  'DeleteChannel',
  'ConfigureLogs',
  'CreatePackagingGroup',
  'DescribePackagingGroup',
  'ConfigurePackagingGroupLogs',
  'DeletePackagingGroup',
  'UseRole',
  'ReleaseRole',
];

/** What makes the resource that a probe needs. */
function preparation(kind: OperationKind): Program {
  const here = { region: 0 } as const;
  switch (kind) {
    case 'DescribeChannel':
    case 'UpdateChannel':
    case 'DeleteChannel':
    case 'ConfigureLogs':
      return [{ kind: 'CreateChannel', ...here, channel: 0 }];
    case 'DescribePackagingGroup':
    case 'ConfigurePackagingGroupLogs':
    case 'DeletePackagingGroup':
      return [{ kind: 'CreatePackagingGroup', ...here, group: 0 }];
    case 'ReleaseRole':
      return [{ kind: 'UseRole', ...here, user: 0 }];
    case 'GetServiceLinkedRoleDeletionStatus':
      return [
        { kind: 'CreateServiceLinkedRole', service: 'own' },
        { kind: 'DeleteServiceLinkedRole', role: 'linked' },
      ];
    case 'CreateServiceLinkedRole':
    case 'CreateRole':
    case 'CreateChannel':
    case 'CreatePackagingGroup':
    case 'ListChannels':
    case 'GetPolicy':
    case 'GetPolicyVersion':
    case 'UseRole':
      return [];
    default:
      return [{ kind: 'CreateServiceLinkedRole', service: 'own' }];
  }
}

/** A fault of the server counts as a missing operation when it comes this often, each time in a fresh world. */
const TRIES = 2;

/**
 * Asks for each operation once, on a resource that is known to exist, each in a fresh world. An operation is missing when
 * the target says so in a way that AWS never does, answers every try with a server error, or does not find a resource
 * that it shows; never because of an error's name alone.
 */
export async function probe(
  target: Target,
  profile: ServiceProfile,
  nextWorld: () => { readonly index: number; readonly seed: number },
): Promise<Support> {
  const missing = new Map<OperationKind, string>();
  let calls = 0;
  let anyAnswer = false;
  for (const kind of kindsOf(profile, ALL_KINDS)) {
    const needed = preparation(kind).find((operation) => missing.has(operation.kind));
    if (needed !== undefined) {
      missing.set(kind, `it needs ${needed.kind}: ${missing.get(needed.kind) ?? ''}`);
      continue;
    }
    let evidence: string | undefined;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      await using session = await target.open(nextWorld());
      const outcome = await prepared(session, kind);
      anyAnswer ||= outcome.kind === 'answered' || outcome.kind === 'refused';
      evidence = await lacking(session, kind, outcome);
      calls += session.calls;
      if (evidence === undefined || outcome.kind === 'unsupported') break;
    }
    if (evidence !== undefined) missing.set(kind, evidence);
  }
  for (const kind of ALL_KINDS) if (!kindsOf(profile, ALL_KINDS).includes(kind)) missing.set(kind, `not part of ${profile.id}`);
  return { supports: (kind) => !missing.has(kind), missing, calls, anyAnswer };
}

async function prepared(session: Session, kind: OperationKind): Promise<Outcome> {
  for (const operation of preparation(kind)) await session.perform(operation);
  return session.perform(formsOf(kind, { regions: 1, slots: 1 })[0] as Operation);
}

async function lacking(session: Session, kind: OperationKind, outcome: Outcome): Promise<string | undefined> {
  if (outcome.kind === 'unsupported') return outcome.evidence;
  if (outcome.kind === 'indeterminate') return (outcome.http ?? 0) >= 500 ? outcome.why : undefined;
  if (outcome.kind !== 'refused' || outcome.code !== 'NotFoundException') return undefined;
  const seen = await shows(session, kind);
  return seen ? `${outcome.code} (HTTP ${outcome.http}) for a resource that the target shows` : undefined;
}

/** Whether the target itself shows the resource of the probe. */
async function shows(session: Session, kind: OperationKind): Promise<boolean> {
  const read: Operation = /PackagingGroup/.test(kind)
    ? { kind: 'DescribePackagingGroup', region: 0, group: 0 }
    : { kind: 'DescribeChannel', region: 0, channel: 0 };
  if (kind === read.kind || /^Create|^List/.test(kind)) return false;
  return (await session.perform(read)).kind === 'answered';
}
