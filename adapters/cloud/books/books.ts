import { ApiError, type Members, type Request } from '../api-call.ts';
import { AccessKeys } from './access-keys.ts';
import { BookIds } from './book-ids.ts';
import { Groups, Users } from './holders.ts';
import { InstanceProfiles } from './instance-profiles.ts';
import { Policies } from './policies.ts';
import { ITSELF, type Principal } from './principal.ts';
import { readBooks, type SavedBooks } from './saved-books.ts';
import { Sessions } from './sessions.ts';

export type { SavedBooks } from './saved-books.ts';

/** What the books ask of the account's roles, which they do not keep. */
export interface RolesBeside {
  /** A role as lists show it; undefined where there is none of the name. */
  find(name: string): Members | undefined;
  /** How many roles have a managed policy attached. */
  attachments(policyArn: string): number;
  /** How many roles have a policy for their permissions boundary. */
  boundaries(policyArn: string): number;
}

export interface BooksOptions {
  /** Twelve digits. */
  readonly account: string;
  /** The same seed gives the same ids. */
  readonly seed: number;
  readonly now: () => Date;
  readonly roles: RolesBeside;
}

/** Plays one action on the books: gives the members of the answer, or throws ApiError. */
export type BookAction = (books: Books, request: Request) => Members;

/** Actions by the name that AWS gives them. */
export type BookActions = Readonly<Record<string, BookAction>>;

/**
 * What IAM keeps for an account besides roles: users, groups, access keys, managed policies and instance profiles. The
 * requirements say nothing of them, but clients need them: a program that tests permissions makes its own user.
 */
export class Books {
  readonly account: string;
  readonly now: () => Date;
  readonly roles: RolesBeside;
  readonly ids: BookIds;
  /** When the books were begun, ISO 8601. */
  readonly since: string;
  readonly users: Users;
  readonly groups: Groups;
  readonly keys: AccessKeys;
  readonly sessions: Sessions;
  readonly policies: Policies;
  readonly profiles: InstanceProfiles;

  /**
   * @param saved what `save` gave, by way of JSON
   * @throws TypeError for anything else, with the place that is wrong
   */
  constructor({ account, seed, now, roles }: BooksOptions, saved?: unknown) {
    const before = saved === undefined ? undefined : readBooks(saved);
    this.account = account;
    this.now = now;
    this.roles = roles;
    this.ids = new BookIds(account, seed, before?.ids);
    this.since = before?.since ?? now().toISOString();
    this.users = new Users(before?.users);
    this.groups = new Groups(before?.groups);
    this.keys = new AccessKeys(before?.keys);
    this.sessions = new Sessions(before?.sessions);
    this.policies = new Policies(account, before?.policies);
    this.profiles = new InstanceProfiles(before?.profiles);
  }

  /** Everything that later books need to go on from here, as plain JSON. Secrets are not among it. */
  save(): SavedBooks {
    return {
      ids: this.ids.given,
      since: this.since,
      users: this.users.all,
      groups: this.groups.all,
      keys: this.keys.save(),
      sessions: this.sessions.save(),
      policies: this.policies.save(),
      profiles: this.profiles.all,
    };
  }

  /** The ids of all access keys, active or not, temporary ones among them. */
  keyIds(): readonly string[] {
    return [...this.keys.save(), ...this.sessions.save()].map(({ id }) => id);
  }

  /**
   * Whose access key this is: the account's own where it is none that was given out here.
   * @throws ApiError InvalidClientTokenId (403) for a key that is inactive, or was deleted; ExpiredToken (403)
   */
  callerOf(accessKeyId: string): Principal {
    const session = this.sessions.find(accessKeyId);
    if (session !== undefined) {
      if (Date.parse(session.until) <= this.now().getTime())
        throw new ApiError('ExpiredToken', 403, 'The security token included in the request is expired');
      return { kind: 'session', session };
    }
    const key = this.keys.find(accessKeyId);
    if (key === undefined ? /^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId) : !key.active)
      throw new ApiError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    return key === undefined ? ITSELF : { kind: 'user', user: key.user };
  }

  /** How many users, groups and roles have a managed policy attached. */
  attachments(policyArn: string): number {
    const holders = [...this.users.all, ...this.groups.all].filter(({ attached }) => attached.includes(policyArn));
    return holders.length + this.roles.attachments(policyArn);
  }

  /** How many users and roles have a policy for their permissions boundary. */
  boundaries(policyArn: string): number {
    return this.users.all.filter(({ boundary }) => boundary === policyArn).length + this.roles.boundaries(policyArn);
  }
}
