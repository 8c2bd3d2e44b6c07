import { isOpen, type Json } from '../../model/index.ts';
import type { Account } from './account.ts';
import { regionName } from './regions.ts';

export interface InspectedRole {
  readonly name: string;
  readonly arn?: string;
  readonly roleId?: string;
  readonly description: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Who made it: a call to IAM, or MediaPackage when access logs were turned on. */
  readonly madeBy: 'iam' | 'service';
}

/** A channel or a packaging group; a log is null when off, '' when on with the default group not shown, else the group. */
export interface InspectedResource {
  readonly region: string;
  readonly id: string;
  readonly ingress: string | null;
  readonly egress: string | null;
}

export interface InspectedTask {
  readonly id: string;
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
}

/** What is the case in an account. */
export interface Inspection {
  readonly account: string;
  /** Milliseconds by the account's clock. */
  readonly now: number;
  /** The service-linked role, when it is there. */
  readonly role: InspectedRole | null;
  /** Names of the customer's own roles, sorted. */
  readonly otherRoles: readonly string[];
  readonly channels: readonly InspectedResource[];
  readonly packagingGroups: readonly InspectedResource[];
  /** In the order in which they were handed out. */
  readonly deletionTasks: readonly InspectedTask[];
}

const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function inspectedRole(account: Account): InspectedRole | null {
  const role = account.state.roles.linked;
  if (role === undefined) return null;
  const { arn, roleId, description, tags } = role.facets;
  return {
    name: account.roles.linkedName(account.state),
    ...(typeof arn === 'string' ? { arn } : {}),
    ...(typeof roleId === 'string' ? { roleId } : {}),
    description: textOrNull(description),
    tags: (tags ?? {}) as Readonly<Record<string, string>>,
    madeBy: role.madeBy === 'service' ? 'service' : 'iam',
  };
}

function resources(account: Account, kind: 'channel' | 'packaging-group'): readonly InspectedResource[] {
  const isKnown = account.profile.resources.some(({ name }) => name === kind);
  const directory = isKnown ? account.directory(kind) : undefined;
  return Object.entries(account.state.holders)
    .filter(([key]) => key.startsWith(`${kind}/`))
    .map(([key, { sides }]) => ({
      region: regionName(Number(key.split('/')[1])),
      id: directory?.details(key)?.id ?? key,
      ingress: sides['ingress']?.[0] ?? null,
      egress: sides['egress']?.[0] ?? null,
    }));
}

/** What is the case in an account; nothing is changed by looking. */
export const inspect = (account: Account): Inspection => ({
  account: account.id,
  now: account.now(),
  role: inspectedRole(account),
  otherRoles: account.roles.all
    .filter(([ref]) => account.state.roles[ref] !== undefined)
    .map(([, { name }]) => name)
    .sort(),
  channels: resources(account, 'channel'),
  packagingGroups: resources(account, 'packaging-group'),
  deletionTasks: account.state.tasks.map((task) => ({
    id: task.id,
    status: isOpen(task) ? 'IN_PROGRESS' : (task.end ?? 'FAILED'),
  })),
});
