import { isQuery } from '../../services/index.ts';
import { statusOf } from './pages.ts';
import { servicePath, type Caller } from '../../model/index.ts';
import type { Account } from './account.ts';
import { ApiError, type ApiCall } from './api-call.ts';
import { askedResource, beginsUse } from './asked-resource.ts';
import type { Context } from './books/condition.ts';
import { decideLayers, type LayeredDecision } from './books/policy-evaluation.ts';
import { userOf, type Principal } from './books/principal.ts';
import { isBeyond, type Beyond } from './books/truth.ts';
import { callerArn, layersOf, roleArn, userArn } from './permissions.ts';
import { requestContext, throughService } from './request-context.ts';

/** The actions whose refusal the model tells itself, so that a target can be judged, or be flawed, in it. */
const TOLD_BY_MODEL = new Set([
  'CreateServiceLinkedRole',
  'DeleteServiceLinkedRole',
  'UpdateRole',
  'UpdateRoleDescription',
  'CreateRole',
]);

const isGiven = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The actions that are about the caller where they name no user (IAM API reference). */
const ABOUT_CALLER = /^GetUser$|AccessKey/;

/** What a call is about, as policies name it; `*` where it is about nothing in particular. */
function resourceOf(account: Account, principal: Principal, call: ApiCall): string {
  const { service, action, input } = call;
  const { RoleName: role, GroupName: group, InstanceProfileName: profile, PolicyArn: policy } = input;
  const user = input['UserName'] ?? (ABOUT_CALLER.test(action) ? userOf(principal) : undefined);
  const own = (rest: string): string => `arn:aws:iam::${account.id}:${rest}`;
  const made = MADE[action];
  if (made !== undefined) return own(`${made[0]}${String(input['Path'] ?? '/')}${String(input[made[1]])}`);
  if (action === 'CreateServiceLinkedRole') return linkedRoleArn(account);
  if (service === 'sts') return String(input['RoleArn'] ?? '*');
  if (service !== 'iam') return askedResource(account, call)?.arn ?? '*';
  // A role is put into a profile: that is about the profile (service authorization reference, IAM).
  if (isGiven(profile)) return own(`instance-profile${account.books.profiles.get(profile)?.path ?? '/'}${profile}`);
  if (isGiven(role)) return roleArn(account, role);
  if (isGiven(group)) return own(`group${account.books.groups.get(group)?.path ?? '/'}${group}`);
  if (isGiven(user)) return userArn(account, user);
  return isGiven(policy) ? policy : '*';
}

const linkedRoleArn = (account: Account): string =>
  `arn:aws:iam::${account.id}:role${servicePath(account.profile)}${account.profile.roleName}`;

/** What is made under a name and a path: its kind, as ARNs spell it, and the member that names it. */
const MADE: Readonly<Record<string, readonly [string, string]>> = {
  CreateRole: ['role', 'RoleName'],
  CreateUser: ['user', 'UserName'],
  CreateGroup: ['group', 'GroupName'],
  CreatePolicy: ['policy', 'PolicyName'],
  CreateInstanceProfile: ['instance-profile', 'InstanceProfileName'],
};

/**
 * The text of a refusal (recorded on AWS, for CreateServiceLinkedRole; IAM user guide, "Troubleshoot access denied error
 * messages").
 */
export function refusalOf(caller: string, permission: string, resource: string, denied: LayeredDecision): string {
  const { decision, by = 'identity-based policy' } = denied;
  const article = by.startsWith('i') ? 'an' : 'a';
  const why =
    decision === 'explicitly denied'
      ? `with an explicit deny in ${article} ${by}`
      : `because no ${by} allows the ${permission} action`;
  return `User: ${caller} is not authorized to perform: ${permission} on resource: ${resource} ${why}`;
}

/**
 * The refusal of what AWS's answer cannot be told for.
 * @throws never; the caller throws it
 */
export const notPlayed = (caller: string, permission: string, { beyond }: Beyond): ApiError =>
  new ApiError(
    'NotImplemented',
    501,
    `slr-conformance cannot tell whether AWS lets ${caller} perform ${permission}: it hangs on ${beyond}, which is not played here.`,
  );

/** What the policies of a user say of a call. */
export interface Authorization {
  /** Set where the model is to refuse. */
  readonly as?: Caller;
  /** The text of that refusal. */
  readonly message?: string;
}

/**
 * Holds a call against the policies of whoever makes it. One that lets a resource use the role, such as `ConfigureLogs` that
 * turns a log on, needs iam:CreateServiceLinkedRole besides (AWS service authorization reference, MediaPackage).
 * @throws ApiError when it may not be made, and the model does not tell that itself
 */
export function authorize(account: Account, principal: Principal, call: ApiCall): Authorization {
  // Who asks may always be asked; whether a role may be assumed is said by its trust policy besides.
  if (principal.kind === 'account' || call.service === 'sts') return {};
  const layers = layersOf(account, principal);
  const caller = callerArn(account, principal);
  const asked = (permission: string, resource: string, context: Context): string | undefined => {
    const found = decideLayers(layers, { action: permission, resource, context });
    if (isBeyond(found.decision)) throw notPlayed(caller, permission, found.decision);
    return found.decision === 'allowed' ? undefined : refusalOf(caller, permission, resource, found);
  };
  const permission = `${call.service}:${call.action}`;
  const context = requestContext(account, principal, call);
  const message = asked(permission, resourceOf(account, principal, call), context);
  if (message !== undefined) {
    if (call.service === 'iam' && TOLD_BY_MODEL.has(call.action)) return { as: 'restricted', message };
    const code = isQuery(call.service) ? 'AccessDenied' : 'AccessDeniedException';
    throw new ApiError(code, statusOf(call.service, call.action, code), message);
  }
  const used = askedResource(account, call);
  if (used === undefined || !beginsUse(used, call.input)) return {};
  const inner: ApiCall = { ...call, service: 'iam', action: 'CreateServiceLinkedRole', input: {} };
  const within = requestContext(account, principal, inner, {
    ...throughService(account.profile.principal),
    'iam:awsservicename': account.profile.principal,
  });
  const dependent = asked('iam:CreateServiceLinkedRole', linkedRoleArn(account), within);
  return dependent === undefined ? {} : { as: 'restricted', message: dependent };
}
