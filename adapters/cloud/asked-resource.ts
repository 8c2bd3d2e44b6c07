import { filled } from '../../calls/index.ts';
import type { ResourceKind, ResourceProfile } from '../../model/index.ts';
import type { Account } from './account.ts';
import type { ApiCall, Members } from './api-call.ts';
import { regionSlot } from './regions.ts';
import type { ResourceDetails } from './resource-directory.ts';

/** The last part of an ARN; any other text as it is: many calls take either. */
export const tail = (name: string): string => (name.startsWith('arn:') ? name.slice(name.search(/[^/:]*$/)) : name);

/** A resource that uses the role of the account's service, as a call of its API is about it. */
export interface AskedResource {
  readonly resource: ResourceProfile;
  /** Undefined for a call that the model knows nothing of. */
  readonly kind: ResourceKind | undefined;
  /** As policies name it; undefined where the call names none. */
  readonly arn: string | undefined;
  /** What is known of it besides the model; undefined where it was never made. */
  readonly details: ResourceDetails | undefined;
}

/** The resource that a call is about; undefined for a call of another service. */
export function askedResource(
  account: Account,
  { action, input, region, service }: ApiCall,
): AskedResource | undefined {
  const { resources } = account.profile;
  const resource = resources.find(({ calls }) => calls.CreateResource?.service === service);
  if (resource?.members === undefined) return undefined;
  const [kind, call] = Object.entries(resource.calls).find(([, one]) => one.action === action) ?? [];
  const given = input[call?.names ?? resource.members.id];
  if (typeof given !== 'string' || given === '')
    return { resource, kind: kind as ResourceKind | undefined, arn: undefined, details: undefined };
  const id = tail(given);
  const directory = account.directory(resource.name);
  const slot = regionSlot(region, service);
  const name = resource.members.handedOut === undefined ? id : (directory.named(slot, id) ?? id);
  return {
    resource,
    kind: kind as ResourceKind | undefined,
    arn: filled(resource.played?.arn ?? '', { region, account: account.id, id, name, hex: id, uuid: '*' }),
    details: directory.has(name) ? directory.details(directory.key(slot, name)) : undefined,
  };
}

/** Whether a call lets a resource use the role: it then makes the role for whoever asks, with the caller's permissions. */
export function beginsUse({ kind, resource }: AskedResource, input: Members): boolean {
  if (kind === 'CreateResource') return resource.uses === 'while-there';
  return kind === 'ConfigureResource' && resource.sides.some(({ member }) => (input[member] ?? null) !== null);
}
