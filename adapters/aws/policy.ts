import { customersName } from '../../calls/index.ts';
import { servicePath, type ServiceProfile } from '../../model/index.ts';
import { ALLOWED, type About, type Allowed } from './allowed.ts';
import { principalsOf } from './run-list.ts';
import { OWN } from './run-id.ts';

/** A statement of a policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The actions that a run needs besides those of its list. */
const BESIDE = ['organizations:DescribeOrganization'];

/** What AWS asks no permission for. */
const FREE = 'sts:GetCallerIdentity';

/** The ARNs that an action may be about. */
function resourcesOf({ about, kind, action }: Allowed, account: string, profile: ServiceProfile): readonly string[] {
  // The role of a task stands in its id, which may be that of none.
  if (kind === undefined || action === 'GetServiceLinkedRoleDeletionStatus') return ['*'];
  if (kind === 'policy') return [profile.policyArn];
  if (kind === 'channels' || kind === 'packaging-groups')
    // AWS gives them ids of its own, so that no ARN tells whose they are; the run's own list does.
    return [`arn:aws:${kind === 'channels' ? 'mediapackage' : 'mediapackage-vod'}:*:${account}:${kind}/*`];
  const iam = (name: string): string => `arn:aws:iam::${account}:${kind}/${name}`;
  if (action === 'CreateServiceLinkedRole') return [iam('aws-service-role/*')];
  // A role that is not there, or was asked for under this path, may be held against either name.
  const atBoth = (name: string): readonly string[] =>
    kind === 'role' ? [name, `${servicePath(profile).slice(1)}${name}`] : [name];
  const lookalike = customersName('lookalike', profile.roleName);
  const names: Readonly<Record<About, readonly string[]>> = {
    own: atBoth(`${OWN}*`),
    lease: [`${OWN}*`],
    lookalike: atBoth(lookalike),
    linked: [...atBoth(`${profile.roleName}*`), ...atBoth(lookalike)],
  };
  return [...new Set(about.flatMap((one) => names[one]).map(iam))];
}

/**
 * The least that a run may be allowed: every action of its list, on what it may be about. `*` as the account stands for any.
 */
export function leastPolicy(profile: ServiceProfile, account = '*'): PolicyDocument {
  const groups = new Map<string, { readonly resources: readonly string[]; readonly actions: Set<string> }>();
  const add = (resources: readonly string[], actions: readonly string[]): void => {
    const key = resources.join();
    const group = groups.get(key) ?? { resources, actions: new Set() };
    for (const action of actions) if (action !== FREE) group.actions.add(action);
    groups.set(key, group);
  };
  const roles: Statement[] = [];
  for (const row of ALLOWED) {
    const action = `${row.service}:${row.action}`;
    const resources = resourcesOf(row, account, profile);
    if (row.action === 'CreateServiceLinkedRole') {
      const names = { 'iam:AWSServiceName': principalsOf(profile) };
      roles.push(allow('ServiceLinkedRole', [action], resources, { StringEqualsIfExists: names }));
    } else if (row.action === 'AddRoleToInstanceProfile') {
      add(resources, [action]);
      add(resourcesOf({ ...row, kind: 'role', about: ['linked', 'own'] }, account, profile), row.needs ?? []);
    } else add(resources, [action, ...(row.needs ?? [])]);
  }
  add(['*'], BESIDE);
  const statements = [...groups.values()].map(({ resources, actions }) =>
    allow(sidOf(resources), [...actions].sort(), resources),
  );
  return { Version: '2012-10-17', Statement: [...statements, ...roles] };
}

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Statement['Condition'],
): Statement => ({ Sid, Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) });

/** A name for a statement: letters and digits of what it is about. */
const sidOf = (resources: readonly string[]): string => {
  const words = resources.map((resource) => resource.split(':').at(-1) ?? '').join(' ');
  const name = words.replaceAll(/[^A-Za-z]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
  return name === '' ? 'Lists' : `${name.charAt(0).toUpperCase()}${name.slice(1)}`.slice(0, 60);
};

/**
 * What an organization should deny in the account of the runs: everything but IAM, STS and the service under test. Who may make
 * roles and users may make one that may do more than the run itself; this keeps all of them to these services.
 */
export const sandboxScp = (profile: ServiceProfile): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'NothingElseInThisAccount',
      Effect: 'Deny',
      NotAction: [
        'iam:*',
        'sts:*',
        'organizations:DescribeOrganization',
        ...servicesOf(profile).map((one) => `${one}:*`),
      ],
      Resource: ['*'],
    },
  ],
});

const servicesOf = (profile: ServiceProfile): readonly string[] => [
  ...new Set(profile.resources.flatMap(({ calls }) => calls.CreateResource?.service ?? [])),
];
