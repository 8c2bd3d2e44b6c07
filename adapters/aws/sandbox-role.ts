import type { ServiceProfile } from '../../model/index.ts';
import { leastPolicy } from './policy.ts';

/** The role that nightly runs take on from GitHub Actions, without a key that lasts. */
export interface SandboxRole {
  readonly account: string;
  /** `owner/name` of the repository, whose runs of its main branch may take the role on. */
  readonly repository: string;
}

const NAME = 'slr-conformance-nightly';
const ISSUER = 'token.actions.githubusercontent.com';

const trust = ({ account, repository }: SandboxRole) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${ISSUER}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          [`${ISSUER}:sub`]: `repo:${repository}:ref:refs/heads/main`,
        },
      },
    },
  ],
});

/** A CloudFormation template of the role, and of the provider that GitHub's tokens are known by. */
export const cloudFormation = (role: SandboxRole, profile: ServiceProfile): object => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'The role of slr-conformance in a sandbox account',
  Resources: {
    GitHub: {
      Type: 'AWS::IAM::OIDCProvider',
      Properties: { Url: `https://${ISSUER}`, ClientIdList: ['sts.amazonaws.com'] },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      DependsOn: 'GitHub',
      Properties: {
        RoleName: NAME,
        MaxSessionDuration: 21_600,
        AssumeRolePolicyDocument: trust(role),
        Policies: [{ PolicyName: 'slr-conformance', PolicyDocument: leastPolicy(profile, role.account) }],
      },
    },
  },
  Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
});

/** The same for Terraform, in its JSON syntax. */
export const terraform = (role: SandboxRole, profile: ServiceProfile): object => ({
  resource: {
    aws_iam_openid_connect_provider: {
      github: { url: `https://${ISSUER}`, client_id_list: ['sts.amazonaws.com'] },
    },
    aws_iam_role: {
      slr_conformance: {
        name: NAME,
        max_session_duration: 21_600,
        assume_role_policy: JSON.stringify(trust(role)),
        depends_on: ['aws_iam_openid_connect_provider.github'],
      },
    },
    aws_iam_role_policy: {
      slr_conformance: {
        name: 'slr-conformance',
        role: '${aws_iam_role.slr_conformance.id}',
        policy: JSON.stringify(leastPolicy(profile, role.account)),
      },
    },
  },
});
