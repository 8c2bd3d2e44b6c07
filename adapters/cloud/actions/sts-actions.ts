import { isCustomers } from '../../../model/index.ts';
import type { Account } from '../account.ts';
import type { Actions } from '../action.ts';
import { ApiError, type ApiCall, type Members, type Request } from '../api-call.ts';
import { notPlayed, refusalOf } from '../authorization.ts';
import { isPolicyDocument } from '../books/policy-evaluation.ts';
import type { Session } from '../books/sessions.ts';
import { isBeyond } from '../books/truth.ts';
import { integer, list, requiredText, tags, text } from '../constraints.ts';
import { callerArn, roleArn } from '../permissions.ts';
import { regionName } from '../regions.ts';
import { digits } from '../resource-directory.ts';
import { mayAssume } from '../trust.ts';
import { roleOf } from './role-members.ts';

/** Seconds that a session lasts where nothing is said, and at most where a session asks for it (STS API reference, AssumeRole). */
const HOUR = 3600;

/** How long a session is to last, in seconds. */
function durationOf({ input, principal }: Request, most: number): number {
  const wanted = integer(input, 'DurationSeconds') ?? HOUR;
  if (principal.kind === 'session' && wanted > HOUR)
    throw new ApiError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  if (wanted > most)
    throw new ApiError(
      'ValidationError',
      400,
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  return wanted;
}

/** The policies that bound a session; undefined where none are given along. */
function sessionPolicies(account: Account, input: Members): readonly string[] | undefined {
  const inline = text(input, 'Policy');
  if (inline !== undefined && !isPolicyDocument(inline))
    throw new ApiError('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
  const arns = list(input, 'PolicyArns').map((entry) => String((entry as Members)['arn']));
  if (inline === undefined && arns.length === 0) return undefined;
  const attached = arns.map((arn) => account.books.policies.get(arn).policy.document);
  return [...(inline === undefined ? [] : [inline]), ...attached];
}

/** The refusal of a role that is not there, is spelt otherwise, or does not trust the caller: one text for all. */
const refused = (caller: string, arn: string): ApiError =>
  new ApiError('AccessDenied', 403, `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);

/** A role that is assumed, as it is then. */
interface Assumed {
  readonly name: string;
  readonly id: string;
  /** Seconds that a session may last at most. */
  readonly longest: number;
}

/** The role that an ARN names, letter for letter, if the caller may assume it. What lets nobody in but a service is told by the model. */
function assumedBy(account: Account, { input, principal, region }: Request, arn: string): Assumed {
  const ref = roleOf(account, arn.split('/').at(-1) ?? '');
  const details = isCustomers(ref) ? account.roles.details(ref) : undefined;
  const caller = callerArn(account, principal);
  if (details === undefined) account.ask({ kind: 'AssumeRole', role: ref }, arn);
  const facets = account.state.roles[ref]?.facets;
  const name = details?.name ?? account.profile.roleName;
  if (facets === undefined || roleArn(account, name) !== arn) throw refused(caller, arn);
  const found = { name, id: String(facets.roleId), longest: details?.sessionDuration ?? HOUR };
  if (details === undefined) return found;
  if (principal.kind === 'account')
    throw new ApiError('AccessDenied', 403, 'Roles may not be assumed by root accounts.');
  const call: ApiCall = { service: 'sts', action: 'AssumeRole', input, region: regionName(region), accessKeyId: '' };
  const { decision, ...by } = mayAssume(account, principal, call, { arn, trust: details.trust });
  if (isBeyond(decision)) throw notPlayed(caller, 'sts:AssumeRole', decision);
  if (decision === 'implicitly denied') throw refused(caller, arn);
  if (decision === 'explicitly denied')
    throw new ApiError('AccessDenied', 403, refusalOf(caller, 'sts:AssumeRole', arn, { decision, ...by }));
  return found;
}

/** The actions of STS that are played: who is asking, and taking on a role. */
export const stsActions: Actions = {
  GetCallerIdentity(account, { principal }) {
    const id =
      principal.kind === 'account'
        ? account.id
        : principal.kind === 'user'
          ? account.books.users.get(principal.user)?.id
          : `${principal.session.roleId}:${principal.session.name}`;
    return { UserId: id, Account: account.id, Arn: callerArn(account, principal) };
  },

  AssumeRole(account, request) {
    const { input } = request;
    const arn = requiredText(input, 'RoleArn');
    const name = requiredText(input, 'RoleSessionName');
    const role = assumedBy(account, request, arn);
    const seconds = durationOf(request, role.longest);
    const documents = sessionPolicies(account, input);
    const id = account.books.ids.next('ASIA').slice(0, 20);
    const session: Session = {
      id,
      role: role.name,
      roleId: role.id,
      name,
      from: account.date().toISOString(),
      until: new Date(account.date().getTime() + seconds * 1000).toISOString(),
      ...(documents === undefined ? {} : { documents }),
      tags: Object.fromEntries(tags(input).map(({ Key, Value }) => [Key, Value])),
    };
    account.books.sessions.add(session);
    return {
      Credentials: {
        AccessKeyId: id,
        SecretAccessKey: digits(40, 'secret', account.id, id),
        SessionToken: digits(64, 'token', account.id, id),
        Expiration: new Date(session.until),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${name}`,
        Arn: callerArn(account, { kind: 'session', session }),
      },
      SourceIdentity: text(input, 'SourceIdentity'),
    };
  },
};
