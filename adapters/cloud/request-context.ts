import { isCustomers } from '../../model/index.ts';
import type { Account } from './account.ts';
import { askedResource } from './asked-resource.ts';
import { roleOf, tagsOfRole } from './actions/role-members.ts';
import type { ApiCall, Members } from './api-call.ts';
import type { Context } from './books/condition.ts';
import { userOf, type Principal } from './books/principal.ts';
import { tags, text } from './constraints.ts';
import { callerArn, keeperOf, roleArn } from './permissions.ts';
import { regionName, regionSlot } from './regions.ts';

type Tags = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Global condition keys that a call straight to a service from outside of AWS does not have (IAM user guide, AWS global
 * condition context keys). Any other key of `aws:` without a value is one that is not played.
 */
const ABSENT = new Set(
  (
    'assumedroot calledvia calledviafirst calledvialast chatbotsourcearn ec2instancesourceprivateipv4 ' +
    'ec2instancesourcevpc federatedprovider multifactorauthage multifactorauthpresent principalisawsservice ' +
    'principalservicename principalservicenameslist referer sourceaccount sourcearn sourceidentity ' +
    'sourceinstancearn sourceorgid sourceorgpaths sourceowner sourcevpc sourcevpcarn sourcevpce tagkeys ' +
    'tokenissuetime userid username vpceaccount vpceorgid vpceorgpaths vpcsourceip'
  )
    .split(' ')
    .map((name) => `aws:${name}`),
);

const recordOf = (list: readonly { readonly Key: string; readonly Value: string }[]): Tags =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

function tagsOfRoleNamed(account: Account, name: string): Tags {
  const keeper = keeperOf(account, name);
  return recordOf(tagsOfRole(keeper, roleOf(keeper, name)));
}

/** The tags of a role, a user, a policy, an instance profile, or a resource of a service that an input names. */
function tagsOfResource(account: Account, call: ApiCall): Tags {
  const named = (member: string): string | undefined => text(call.input, member);
  const asked = askedResource(account, call);
  if (asked !== undefined) return asked.details?.tags ?? {};
  const [role, user, policy, profile] = ['RoleName', 'UserName', 'PolicyArn', 'InstanceProfileName'].map(named);
  if (role !== undefined) return tagsOfRoleNamed(account, role);
  const { users, policies, profiles } = account.books;
  return recordOf(
    (user === undefined ? undefined : users.get(user)?.tags) ??
      (policy === undefined ? undefined : policies.find(policy)?.policy.tags) ??
      (profile === undefined ? undefined : profiles.get(profile)?.tags) ??
      [],
  );
}

function tagsOfPrincipal(account: Account, principal: Principal): Tags {
  if (principal.kind === 'user') return recordOf(account.books.users.get(principal.user)?.tags ?? []);
  return principal.kind === 'account'
    ? {}
    : { ...tagsOfRoleNamed(account, principal.session.role), ...principal.session.tags };
}

/** Tags in an input: a list of keys and values, or one object, by the API. */
function requestTags(input: Members): Tags {
  const given = input['Tags'];
  return Array.isArray(given) ? recordOf(tags(input)) : ((given ?? {}) as Tags);
}

/** The permissions boundary that a call is about: the one that it sets, or of the user or role whose policies it changes. */
function boundaryIn(account: Account, { input }: ApiCall): string | undefined {
  const { PermissionsBoundary: given, UserName: user, RoleName: role } = input;
  if (typeof given === 'string') return given;
  if (typeof user === 'string') return account.books.users.get(user)?.boundary;
  const ref = typeof role === 'string' ? account.roles.find(role, account.state) : undefined;
  return ref !== undefined && isCustomers(ref) ? account.roles.details(ref)?.boundary : undefined;
}

const KIND = { account: 'Account', user: 'User', session: 'AssumedRole' } as const;

function ofPrincipal(account: Account, principal: Principal): Values {
  const session = principal.kind === 'session' ? principal.session : undefined;
  const user = userOf(principal);
  return {
    'aws:principalarn': session === undefined ? callerArn(account, principal) : roleArn(account, session.role),
    'aws:principalaccount': account.id,
    'aws:principaltype': KIND[principal.kind],
    'aws:principalisawsservice': 'false',
    'aws:username': user,
    'aws:userid':
      session === undefined
        ? user === undefined
          ? account.id
          : account.books.users.get(user)?.id
        : `${session.roleId}:${session.name}`,
    'aws:tokenissuetime': session?.from,
    'aws:multifactorauthpresent': session === undefined ? undefined : 'false',
  };
}

/** The keys of a call that do not hang on who makes it. `iam` is a global service, whose one region is us-east-1. */
function ofCall(account: Account, call: ApiCall): Values {
  const { input, service } = call;
  const given = (member: string): string | undefined => text(input, member);
  const date = account.date();
  const labels = Object.keys(requestTags(input));
  const removed = Array.isArray(input['TagKeys']) ? input['TagKeys'].map(String) : [];
  return {
    'aws:currenttime': date.toISOString(),
    'aws:epochtime': String(Math.floor(date.getTime() / 1000)),
    'aws:requestedregion': service === 'iam' ? 'us-east-1' : regionName(regionSlot(call.region, service)),
    'aws:resourceaccount': account.id,
    // What AWS is asked by is encrypted; where it is played nobody listens.
    'aws:securetransport': 'true',
    'aws:sourceip': '127.0.0.1',
    'aws:viaawsservice': 'false',
    'aws:tagkeys': labels.length + removed.length === 0 ? undefined : [...labels, ...removed],
    'iam:awsservicename': given('AWSServiceName'),
    'iam:policyarn': given('PolicyArn'),
    'iam:permissionsboundary': boundaryIn(account, call),
    'sts:externalid': given('ExternalId'),
    'sts:rolesessionname': given('RoleSessionName'),
  };
}

/** A key of a tag: `aws:PrincipalTag/team`. */
const OF_TAG = /^(aws|iam):(principal|request|resource)tag\/(.+)$/s;

const tagIn = (all: Tags, name: string): string | undefined =>
  Object.entries(all).find(([key]) => key.toLowerCase() === name)?.[1];

/** What a service adds to the context of a call that it makes for the caller (a forward access session). */
export const throughService = (service: string): Values => ({
  'aws:viaawsservice': 'true',
  'aws:calledvia': [service],
  'aws:calledviafirst': service,
  'aws:calledvialast': service,
});

/**
 * What a call has for the condition keys of policies (IAM user guide, AWS global condition context keys; service
 * authorization reference, IAM, STS and MediaPackage).
 * @param more values by key in lower case, in the place of the call's own
 */
export function requestContext(account: Account, principal: Principal, call: ApiCall, more: Values = {}): Context {
  const values: Values = { ...ofPrincipal(account, principal), ...ofCall(account, call), ...more };
  const tagSets = {
    principal: () => tagsOfPrincipal(account, principal),
    request: () => requestTags(call.input),
    resource: () => tagsOfResource(account, call),
  };
  return (given) => {
    const key = given.toLowerCase();
    const [, , whose, name] = OF_TAG.exec(key) ?? [];
    const value = name === undefined ? values[key] : tagIn(tagSets[whose as keyof typeof tagSets](), name);
    if (value !== undefined) return typeof value === 'string' ? [value] : value;
    const isKnown = name !== undefined || Object.hasOwn(values, key) || ABSENT.has(key) || !key.startsWith('aws:');
    return isKnown ? undefined : { beyond: `the condition key ${given}` };
  };
}
