import { isCustomers, servicePath, type Caller } from '../../model/index.ts';
import type { Account } from './account.ts';
import { ApiError, type ApiCall, type Members } from './api-call.ts';
import { roleOf } from './actions/role-members.ts';

/** The actions whose refusal the model tells itself, so that a target can be judged, or be flawed, in it. */
const TOLD_BY_MODEL = new Set([
  'CreateServiceLinkedRole',
  'DeleteServiceLinkedRole',
  'UpdateRole',
  'UpdateRoleDescription',
  'CreateRole',
]);

const roleArn = (account: Account, name: string): string => {
  const role = roleOf(account, name);
  const path = isCustomers(role) ? (account.roles.details(role)?.path ?? '/') : servicePath(account.profile);
  return `arn:aws:iam::${account.id}:role${path}${name}`;
};

const isGiven = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The actions that are about the caller where they name no user (IAM API reference). */
const ABOUT_CALLER = /^GetUser$|AccessKey/;

/** What a call is about, as policies name it; `*` where it is about nothing in particular. */
function resourceOf(account: Account, caller: string, { service, action, input, region }: ApiCall): string {
  const { RoleName: role, GroupName: group, InstanceProfileName: profile, PolicyArn: policy, Id: id } = input;
  const user = input['UserName'] ?? (ABOUT_CALLER.test(action) ? caller : undefined);
  const own = (rest: string): string => `arn:aws:iam::${account.id}:${rest}`;
  if (action === 'CreateServiceLinkedRole') return linkedRoleArn(account);
  if (service === 'mediapackage' || service === 'mediapackage-vod') {
    const kind = service === 'mediapackage' ? 'channels' : 'packaging-groups';
    return isGiven(id) ? `arn:aws:${service}:${region}:${account.id}:${kind}/${id}` : '*';
  }
  if (isGiven(role)) return roleArn(account, role);
  if (isGiven(group)) return own(`group${account.books.groups.get(group)?.path ?? '/'}${group}`);
  if (isGiven(user)) return userArn(account, user);
  if (isGiven(policy)) return policy;
  return isGiven(profile) ? own(`instance-profile${account.books.profiles.get(profile)?.path ?? '/'}${profile}`) : '*';
}

const linkedRoleArn = (account: Account): string =>
  `arn:aws:iam::${account.id}:role${servicePath(account.profile)}${account.profile.roleName}`;

const enables = ({ action, input }: ApiCall): boolean =>
  action === 'ConfigureLogs' &&
  ((input['EgressAccessLogs'] ?? input['IngressAccessLogs'] ?? null) as Members | null) !== null;

/** The ARN of a user. */
export const userArn = (account: Account, user: string): string =>
  `arn:aws:iam::${account.id}:user${account.books.users.get(user)?.path ?? '/'}${user}`;

/** The text of a refusal (recorded on AWS, for CreateServiceLinkedRole). */
function refusal(user: string, account: Account, permission: string, resource: string, decision: string): string {
  const why =
    decision === 'explicitly denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${permission} action`;
  return `User: ${userArn(account, user)} is not authorized to perform: ${permission} on resource: ${resource} ${why}`;
}

/** What the policies of a user say of a call. */
export interface Authorization {
  /** Set where the model is to refuse. */
  readonly as?: Caller;
  /** The text of that refusal. */
  readonly message?: string;
}

/**
 * Holds a call against the policies of the user who makes it. `ConfigureLogs` that turns a log on needs
 * iam:CreateServiceLinkedRole besides (AWS service authorization reference, MediaPackage).
 * @throws ApiError when the user may not make it, and the model does not tell that itself
 */
export function authorize(account: Account, user: string, call: ApiCall): Authorization {
  if (call.action === 'GetCallerIdentity') return {};
  const permission = `${call.service}:${call.action}`;
  const resource = resourceOf(account, user, call);
  const principal = call.input['AWSServiceName'];
  const context = { 'aws:username': user, ...(isGiven(principal) ? { 'iam:AWSServiceName': principal } : {}) };
  const decision = account.books.decide(user, { action: permission, resource, context });
  if (decision !== 'allowed') {
    const message = refusal(user, account, permission, resource, decision);
    if (call.service === 'iam' && TOLD_BY_MODEL.has(call.action)) return { as: 'restricted', message };
    throw new ApiError(call.service.startsWith('media') ? 'AccessDeniedException' : 'AccessDenied', 403, message);
  }
  if (!enables(call)) return {};
  const role = {
    action: 'iam:CreateServiceLinkedRole',
    resource: linkedRoleArn(account),
    context: { 'aws:username': user, 'iam:AWSServiceName': account.profile.principal },
  };
  const dependent = account.books.decide(user, role);
  return dependent === 'allowed'
    ? {}
    : { as: 'restricted', message: refusal(user, account, role.action, role.resource, dependent) };
}
