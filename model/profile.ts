/**
 * What the model knows of one service: data, never code paths of the model. MediaPackage is the first; the small
 * profiles of ECS and Auto Scaling are what real AWS was recorded with.
 */
export interface ServiceProfile {
  /** As on the command line: `mediapackage`. */
  readonly id: string;
  readonly principal: string;
  readonly roleName: string;
  readonly policyArn: string;
  /** No source shows which policy the role has: this one has its name, and what is attached is not judged. */
  readonly policyInferred?: true;
  /** The policy as sorted grants (`policyGrants`); absent where no source shows it. */
  readonly policyGrants?: readonly string[];
  /** Whether CreateServiceLinkedRole makes the role; absent where no source shows it, and a refusal is not judged. */
  readonly madeByIam?: true;
  /** Whether CreateServiceLinkedRole takes a custom suffix for this service; absent where no source shows it. */
  readonly suffixAllowed?: boolean;
  /** The description that the service gives to the role it makes; absent where AWS does not tell. */
  readonly serviceDescription?: string;
  /** Where all this comes from, for people. */
  readonly source: string;
  /** What makes and uses the role: access logs of MediaPackage, a use that the suite knows only as such, or nothing that it knows. */
  readonly usedBy: 'access-logs' | 'generic' | 'nothing';
}

const LOG_GROUPS = 'arn:aws:logs:*:*:log-group:/aws/MediaPackage/*';

export const mediapackage: ServiceProfile = {
  id: 'mediapackage',
  principal: 'mediapackage.amazonaws.com',
  roleName: 'AWSServiceRoleForMediaPackage',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy',
  policyGrants: [
    `Allow logs:CreateLogGroup on ${LOG_GROUPS}`,
    `Allow logs:CreateLogStream on ${LOG_GROUPS}`,
    `Allow logs:DescribeLogGroups on ${LOG_GROUPS}`,
    `Allow logs:DescribeLogStreams on ${LOG_GROUPS}`,
    `Allow logs:PutLogEvents on ${LOG_GROUPS}:log-stream:*`,
  ],
  madeByIam: true,
  suffixAllowed: false,
  source: 'MediaPackage user guide, "Using Service-Linked Roles for MediaPackage"; policy as AWS lists it',
  usedBy: 'access-logs',
};

export const ecs: ServiceProfile = {
  id: 'ecs',
  principal: 'ecs.amazonaws.com',
  roleName: 'AWSServiceRoleForECS',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: false,
  serviceDescription: 'Policy to enable Amazon ECS to manage your EC2 instances and related resources.',
  source: 'captured from AWS, 2026-09-16',
  usedBy: 'generic',
};

export const autoscaling: ServiceProfile = {
  id: 'autoscaling',
  principal: 'autoscaling.amazonaws.com',
  roleName: 'AWSServiceRoleForAutoScaling',
  policyArn: 'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy',
  madeByIam: true,
  suffixAllowed: true,
  source: 'captured from AWS, 2026-09-11',
  usedBy: 'generic',
};

export const profiles: readonly ServiceProfile[] = [mediapackage, ecs, autoscaling];

/** The custom suffix that the suite gives. */
export const SUFFIX = 'Conformance';

/** The documented default log groups. The two AWS sources for a packaging group differ, so both are allowed there. */
export const DEFAULT_GROUPS = {
  ingress: ['/aws/MediaPackage/IngressAccessLogs'],
  egress: ['/aws/MediaPackage/EgressAccessLogs'],
  vod: ['/aws/MediaPackage/VodEgressAccessLogs', '/aws/MediaPackage/EgressAccessLogs'],
} as const;

/** The log groups that the suite names: under the prefix that the role may write to, and outside it. */
export const NAMED_GROUPS = { custom: '/aws/MediaPackage/conformance', bad: '/outside/conformance' } as const;

/** The path under which IAM keeps the roles of a service. */
export const servicePath = (profile: ServiceProfile): string => `/aws-service-role/${profile.principal}/`;
