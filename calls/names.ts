import type { CustomerRole, ServiceProfile } from '../model/index.ts';

/** The names of what a session makes: fixed per slot, the same in every region and every world. */
export const NAMES = {
  ordinaryRole: 'conformance-ordinary',
  inlinePolicy: 'conformance-inline',
  instanceProfile: 'conformance-profile',
  user: 'conformance-user',
  restrictedUser: 'conformance-restricted',
  restrictedPolicy: 'conformance-restricted',
  userGroup: 'conformance-users',
  session: 'conformance',
} as const;

/** A principal without a service-linked role. */
export const UNKNOWN_PRINCIPAL = 'conformance-unknown.amazonaws.com';

/** Outside the characters that IAM takes in a principal, `[\w+=,.@-]+`. */
export const MALFORMED_PRINCIPAL = 'media package!';

/** A task id that no target hands out, by form a good one; and one of no good form. */
export const unknownTask = (principal: string, roleName: string): string =>
  `task/aws-service-role/${principal}/${roleName}/00000000-0000-4000-8000-000000000000`;
export const MALFORMED_TASK = 'not-a-task';

/** The name of a role that customers make; a lookalike's is `linked` in upper case. */
export const customersName = (role: CustomerRole, linked: string): string =>
  role === 'lookalike' ? linked.toUpperCase() : role.replace('ordinary', NAMES.ordinaryRole).replace('/', '-');

const policy = (statement: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** A good trust policy that names another service than any under test. */
export const OTHER_TRUST = policy({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/** A good permissions policy. */
export const SMALL_POLICY = policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });

/** What a restricted caller may do: read IAM and use the service, and nothing to a role. */
export function restrictedPolicy({ resources }: ServiceProfile): string {
  const apis = new Set(resources.flatMap(({ calls }) => Object.values(calls).map(({ service }) => `${service}:*`)));
  return policy({ Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', ...apis], Resource: '*' });
}
