import type { ResourceCall, ResourceProfile, ServiceProfile, SideProfile } from '../model/index.ts';

/** The prefix of the log groups that the role may write to. */
const PREFIX = '/aws/MediaPackage/';

const LOG_GROUPS = `arn:aws:logs:*:*:log-group:${PREFIX}*`;

const live = (action: string): ResourceCall => ({ service: 'mediapackage', action });
const vod = (action: string): ResourceCall => ({ service: 'mediapackage-vod', action });

const groups = { custom: `${PREFIX}conformance`, bad: '/outside/conformance' };

const ingress: SideProfile = {
  name: 'ingress',
  member: 'IngressAccessLogs',
  defaults: [`${PREFIX}IngressAccessLogs`],
  ...groups,
  makes: 'creation/on-enable-ingress',
  holds: 'deletion/in-use-ingress',
};

const egress: SideProfile = {
  name: 'egress',
  member: 'EgressAccessLogs',
  defaults: [`${PREFIX}EgressAccessLogs`],
  ...groups,
  makes: 'creation/on-enable-egress',
  holds: 'deletion/in-use-egress',
};

/** The two AWS sources for the default group of a packaging group differ, so both are allowed there. */
const vodEgress: SideProfile = {
  ...egress,
  defaults: [`${PREFIX}VodEgressAccessLogs`, `${PREFIX}EgressAccessLogs`],
  makes: 'creation/on-enable-vod',
  holds: 'deletion/in-use-vod',
};

const refusals: ResourceProfile['refusals'] = {
  absent: { code: 'NotFoundException', message: 'The resource was not found' },
  badGroup: {
    codes: [
      'UnprocessableEntityException',
      'ForbiddenException',
      'NotFoundException',
      'ValidationException',
      'BadRequestException',
    ],
    message: `The log group name must start with ${PREFIX}`,
  },
  usual: 'UnprocessableEntityException',
  caller: ['ForbiddenException', 'AccessDeniedException', 'UnprocessableEntityException'],
};

const channel: ResourceProfile = {
  name: 'channel',
  word: 'channel',
  slot: 'channel',
  calls: {
    CreateResource: live('CreateChannel'),
    ReadResource: live('DescribeChannel'),
    ListResources: live('ListChannels'),
    UpdateResource: live('UpdateChannel'),
    DeleteResource: live('DeleteChannel'),
    ConfigureResource: { ...live('ConfigureLogs'), sets: true },
  },
  sides: [ingress, egress],
  members: { id: 'Id', arn: 'Arn', description: 'Description', list: ['ListChannels', 'Channels'] },
  played: {
    arn: 'arn:aws:mediapackage:{region}:{account}:channels/{hex}',
    shown: { CreatedAt: '{createdAt}' },
  },
  uses: 'while-a-side-is-on',
  refusals,
  taken: 'refused',
  cites: { on: 'logging/enable', off: 'logging/disable', each: 'deletion/in-use-each', apart: 'regions/apart' },
};

const packagingGroup: ResourceProfile = {
  name: 'packaging-group',
  word: 'packaging group',
  slot: 'group',
  calls: {
    CreateResource: { ...vod('CreatePackagingGroup'), sets: true },
    ReadResource: vod('DescribePackagingGroup'),
    ConfigureResource: { ...vod('ConfigureLogs'), called: 'ConfigurePackagingGroupLogs', sets: true },
    DeleteResource: vod('DeletePackagingGroup'),
  },
  sides: [vodEgress],
  members: { id: 'Id', arn: 'Arn', list: ['ListPackagingGroups', 'PackagingGroups'] },
  played: {
    arn: 'arn:aws:mediapackage-vod:{region}:{account}:packaging-groups/{hex}',
    shown: { CreatedAt: '{createdAt}' },
  },
  uses: 'while-a-side-is-on',
  refusals,
  taken: 'refused',
  cites: { on: 'logging/vod', off: 'logging/vod' },
};

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
  resources: [channel, packagingGroup],
};
