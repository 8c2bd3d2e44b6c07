import { ApiError, type Members, type Request } from '../api-call.ts';
import { AccessKeys } from './access-keys.ts';
import { BookIds } from './book-ids.ts';
import { Groups, Users } from './holders.ts';
import { InstanceProfiles } from './instance-profiles.ts';
import { Policies } from './policies.ts';
import { decide, type AccessRequest, type Decision } from './policy-evaluation.ts';
import { readBooks, type SavedBooks } from './saved-books.ts';

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
      policies: this.policies.save(),
      profiles: this.profiles.all,
    };
  }

  /** The ids of all access keys, active or not. */
  keyIds(): readonly string[] {
    return this.keys.save().map(({ id }) => id);
  }

  /**
   * The user whose access key this is; undefined where it is none that IAM gave out, and so stands for the account itself.
   * @throws ApiError InvalidClientTokenId (403) for a key that is inactive, or was deleted
   */
  callerOf(accessKeyId: string): string | undefined {
    const key = this.keys.find(accessKeyId);
    if (key === undefined ? /^AKIA[A-Z2-7]{16}$/.test(accessKeyId) : !key.active)
      throw new ApiError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
    return key?.user;
  }

  /**
   * Every policy document that allows or denies a user something: inline, attached, and of the user's groups. None for a user
   * that is not there. What bounds them is not among them: see `decide`.
   */
  documentsOf(userName: string): readonly string[] {
    const user = this.users.get(userName);
    if (user === undefined) return [];
    return [user, ...this.groups.of(user.name)].flatMap(({ inline, attached }) => [
      ...inline.map(([, document]) => document),
      ...attached.flatMap((arn) => this.policies.documentOf(arn) ?? []),
    ]);
  }

  /** What the policies of a user say of a request, within the permissions boundary where the user has one. */
  decide(userName: string, request: AccessRequest): Decision {
    const decision = decide(this.documentsOf(userName), request);
    const boundary = this.users.get(userName)?.boundary;
    if (boundary === undefined || decision === 'explicitly denied') return decision;
    const bound = decide([this.policies.documentOf(boundary) ?? ''], request);
    return bound === 'allowed' ? decision : bound;
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
