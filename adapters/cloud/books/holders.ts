import { ApiError } from '../api-call.ts';
import type { Tag } from '../constraints.ts';
import { Register } from './register.ts';

/** What policies are given to: a user or a group. */
export interface Holder {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  /** Inline policies: name and document, as they were given. */
  readonly inline: readonly (readonly [name: string, document: string])[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

/**
 * The holder that a name stands for.
 * @throws ApiError NoSuchEntity (404) when there is none
 */
export function requireHolder<T extends Holder>(register: Register<T>, kind: 'User' | 'Group', name: string): T {
  const found = register.get(name);
  if (found === undefined)
    throw new ApiError('NoSuchEntity', 404, `The ${kind.toLowerCase()} with name ${name} cannot be found.`);
  return found;
}

/**
 * What keeps a user or a group from being deleted.
 * @throws ApiError DeleteConflict (409)
 */
export function checkUnused({ attached, inline }: Holder): void {
  if (attached.length > 0) throw inUse('detach all policies');
  if (inline.length > 0) throw inUse('delete policies');
}

export const inUse = (first: string): ApiError =>
  new ApiError('DeleteConflict', 409, `Cannot delete entity, must ${first} first.`);

export interface User extends Holder {
  readonly tags: readonly Tag[];
  /** ARN of the policy that bounds what others allow the user. */
  readonly boundary?: string;
  /** Since when the user has a password for the console, ISO 8601. */
  readonly login?: string;
}

/** The users of one account. */
export class Users extends Register<User> {
  /** @throws ApiError NoSuchEntity (404) when there is no such user */
  require(name: string): User {
    return requireHolder(this, 'User', name);
  }
}

export interface Group extends Holder {
  /** Names of its users, as they were made. */
  readonly members: readonly string[];
}

/** The groups of one account. */
export class Groups extends Register<Group> {
  /** @throws ApiError NoSuchEntity (404) when there is no such group */
  require(name: string): Group {
    return requireHolder(this, 'Group', name);
  }

  /** The groups that a user is in. */
  of(user: string): readonly Group[] {
    return this.all.filter(({ members }) => members.includes(user));
  }
}
