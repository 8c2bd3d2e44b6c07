import { trustGrants, withRole } from '../../../model/index.ts';
import type { Flaw } from '../flaw.ts';
import { accepting, shows } from './rewrites.ts';
import { born, hasRole } from './worlds.ts';

/** Flaws of what the role is and whom it serves. */
export const permissionFlaws: readonly Flaw[] = [
  {
    name: 'role-name-in-other-letter-case',
    breaks: 'permissions/name',
    about: 'the name of the service is capitalised as one word, AWSServiceRoleForMediapackage',
    rewrite: born(({ rules: { profile } }) => ({
      name: profile.roleName.replace(/(?<=For.)\w+/, (rest) => rest.toLowerCase()),
    })),
  },
  {
    name: 'path-without-domain',
    breaks: 'permissions/path',
    about: 'the path holds the short name of the service',
    rewrite: born(({ rules: { profile } }) => ({ path: `/aws-service-role/${profile.id}/` })),
  },
  {
    name: 'arn-without-path',
    breaks: 'permissions/arn',
    about: 'the ARN leaves out the path',
    rewrite: born(({ rules, state }) => ({ arn: `arn:aws:iam::${state.account}:role/${rules.profile.roleName}` })),
  },
  {
    name: 'account-may-assume-too',
    breaks: 'permissions/trust',
    about: 'the trust policy names the account beside the service',
    rewrite: born(({ rules, state }) => ({
      trust: [
        `Allow sts:AssumeRole to AWS arn:aws:iam::${state.account}:root`,
        ...trustGrants(rules.profile.principal),
      ],
    })),
  },
  {
    name: 'no-policy-attached',
    breaks: 'permissions/policy-attached',
    about: 'the role carries no policy',
    rewrite: born(() => ({ attached: [] })),
  },
  {
    name: 'policy-inline',
    breaks: 'permissions/policy-attached',
    about: 'the role carries its policy inline',
    rewrite: born(() => ({ attached: [], inline: ['ServiceRolePolicy'] })),
  },
  {
    name: 'policy-lacks-an-action',
    breaks: 'permissions/policy-document',
    about: 'the policy allows one action less',
    rewrite: shows('GetPolicyVersion', 'document', (grants) => (Array.isArray(grants) ? grants.slice(1) : grants)),
  },
  {
    name: 'policy-allows-everything',
    breaks: 'permissions/policy-document',
    about: 'the policy allows every log action on every resource',
    rewrite: shows('GetPolicyVersion', 'document', () => ['Allow logs:* on *']),
  },
  {
    name: 'service-policy-for-any-role',
    breaks: 'permissions/policy-exclusive-role',
    about: 'the service role policy can be attached to an ordinary role',
    rewrite: accepting(
      'AttachRolePolicy',
      ({ operation, state }) =>
        operation.policy === 'service' && operation.role === 'ordinary' && !!state.roles.ordinary,
      ({ rules, state }) => {
        const role = state.roles.ordinary;
        const facets = { ...role?.facets, attached: [rules.profile.policyArn] };
        return role === undefined ? state : withRole(rules, state, 'ordinary', { ...role, facets });
      },
    ),
  },
  {
    name: 'service-policy-for-users-and-groups',
    breaks: 'permissions/policy-exclusive-user',
    about: 'the service role policy can be attached to a user or a group',
    rewrite: accepting(['AttachUserPolicy', 'AttachGroupPolicy']),
  },
  {
    name: 'service-policy-for-groups',
    breaks: 'permissions/policy-exclusive-user',
    about: 'the service role policy can be attached to a group',
    rewrite: accepting('AttachGroupPolicy'),
  },
  {
    name: 'anyone-may-assume',
    breaks: 'permissions/assume',
    about: 'a principal of the account can assume the role',
    rewrite: accepting('AssumeRole', hasRole),
  },
  {
    name: 'twelve-hour-session',
    breaks: 'permissions/session-duration',
    about: 'the maximum session is twelve hours',
    rewrite: born(() => ({ sessionDuration: 43_200 })),
  },
  {
    name: 'born-with-a-boundary',
    breaks: 'permissions/no-boundary',
    about: 'the role begins with a permissions boundary',
    rewrite: born(() => ({ boundary: 'arn:aws:iam::aws:policy/PowerUserAccess' })),
  },
];
