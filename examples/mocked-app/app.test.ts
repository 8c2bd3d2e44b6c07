import { GetServiceLinkedRoleDeletionStatusCommand, IAMClient, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, ForbiddenException, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mockServiceLinkedRoles, type MockOptions } from 'slr-conformance/mock';
import { deleteRole, offboard } from './offboarding.ts';
import { onboardChannel, ROLE, type Aws } from './onboarding.ts';

const start = (options: MockOptions = {}) =>
  mockServiceLinkedRoles({ iam: IAMClient, mediapackage: MediaPackageClient }, options);

let mock: ReturnType<typeof start>;

/** The app's clients in one region. Its pauses pass on the mock's clock and cost no time. */
const awsIn = (region: string): Aws => ({
  iam: new IAMClient({ region }),
  mediapackage: new MediaPackageClient({ region }),
  pause: async (ms) => mock.clock.advance(ms),
});
const aws = awsIn('eu-west-1');

describe('on an AWS that is prompt, the app', () => {
  beforeEach(() => {
    mock = start();
  });
  afterEach(() => mock.restore());

  it('gets the role by turning on access logs, and describes and tags it', async () => {
    expect(mock.state().role).toBeNull();
    const { channelArn, roleArn } = await onboardChannel(aws, { id: 'news', team: 'video' });
    expect(channelArn).toMatch(/^arn:aws:mediapackage:eu-west-1:123456789012:channels\/\w+$/);
    expect(roleArn).toBe(`arn:aws:iam::123456789012:role/aws-service-role/mediapackage.amazonaws.com/${ROLE}`);
    expect(mock.state().role).toMatchObject({
      name: ROLE,
      madeBy: 'service',
      description: 'Writes access logs; first asked for by video.',
      tags: { team: 'video' },
    });
  });

  it('logs to the group that it is given', async () => {
    await onboardChannel(aws, { id: 'news', team: 'video', logGroup: '/aws/MediaPackage/news' });
    expect(mock.state().channels).toEqual([
      { region: 'eu-west-1', id: 'news', ingress: '/aws/MediaPackage/news', egress: '/aws/MediaPackage/news' },
    ]);
  });

  it('uses one role for all channels of all regions', async () => {
    const first = await onboardChannel(aws, { id: 'news', team: 'video' });
    const { roleId } = mock.state().role ?? {};
    const second = await onboardChannel(awsIn('us-east-1'), { id: 'sports', team: 'video' });
    expect(second.roleArn).toBe(first.roleArn);
    expect(mock.state().role?.roleId).toBe(roleId);
  });

  it('stops where the log group is none that MediaPackage may write to', async () => {
    const refused = onboardChannel(aws, { id: 'news', team: 'video', logGroup: '/our/own' });
    await expect(refused).rejects.toMatchObject({ name: 'UnprocessableEntityException' });
    expect(mock.state().role).toBeNull();
  });

  it('deletes the role when nothing uses it any more', async () => {
    await onboardChannel(aws, { id: 'news', team: 'video' });
    expect(await offboard(aws)).toEqual({ role: 'deleted' });
    expect(mock.state()).toMatchObject({ role: null, channels: [{ id: 'news', egress: null }] });
  });

  it('is told what still uses the role, and has not lost it', async () => {
    const { channelArn } = await onboardChannel(aws, { id: 'news', team: 'video' });
    expect(await deleteRole(aws)).toEqual({ role: 'in use', by: [channelArn] });
    expect(mock.state().role?.name).toBe(ROLE);
    expect(mock.state().deletionTasks.map(({ status }) => status)).toEqual(['FAILED']);
  });

  it('does not see the channel of another region, which keeps the role', async () => {
    await onboardChannel(aws, { id: 'news', team: 'video' });
    const { channelArn } = await onboardChannel(awsIn('us-east-1'), { id: 'sports', team: 'video' });
    expect(await offboard(aws, 2)).toEqual({ role: 'in use', by: [channelArn] });
  });

  it('asks again when it is throttled', async () => {
    mock.failNext('ConfigureLogs', 'TooManyRequestsException', { times: 2 });
    mock.failNext('UpdateRole', 'Throttling');
    await onboardChannel(aws, { id: 'news', team: 'video' });
    expect(mock.stubs.mediapackage.commandCalls(ConfigureLogsCommand)).toHaveLength(3);
    expect(mock.stubs.iam.commandCalls(UpdateRoleCommand)).toHaveLength(2);
    expect(mock.state().role?.tags).toEqual({ team: 'video' });
  });

  it('asks again when a server error hides that the logs are on already', async () => {
    mock.failNext('ConfigureLogs', 'InternalServerErrorException', { afterEffect: true });
    await onboardChannel(aws, { id: 'news', team: 'video' });
    expect(mock.state().channels).toMatchObject([{ id: 'news', egress: expect.any(String) }]);
  });

  it('gives up in the end', async () => {
    mock.failNext('CreateChannel', 'TooManyRequestsException', { times: 5 });
    await expect(onboardChannel(aws, { id: 'news', team: 'video' })).rejects.toThrow('injected');
    expect([mock.clock.now(), mock.state().channels]).toEqual([200 + 400 + 800 + 1600, []]);
  });

  it('passes on what a test says to the stub itself', async () => {
    const error = new ForbiddenException({ message: 'not yours', $metadata: {} });
    mock.stubs.mediapackage.on(ConfigureLogsCommand).rejectsOnce(error);
    await expect(onboardChannel(aws, { id: 'news', team: 'video' })).rejects.toBe(error);
    expect(mock.state().channels).toMatchObject([{ id: 'news', egress: null }]);
  });
});

describe('on an AWS that lags, the app', () => {
  afterEach(() => mock.restore());

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'finds the role, and sees its deletion through (seed %i)',
    async (seed) => {
      mock = start({ personality: 'eventual', seed });
      const { roleArn } = await onboardChannel(aws, { id: 'news', team: 'video' });
      expect(roleArn).toBe(mock.state().role?.arn);
      expect(await offboard(aws)).toEqual({ role: 'deleted' });
      expect(mock.state().role).toBeNull();
    },
  );

  it('polls as long as a deletion takes', async () => {
    mock = start({ personality: 'slow' });
    await onboardChannel(aws, { id: 'news', team: 'video' });
    expect(await offboard(aws)).toEqual({ role: 'deleted' });
    const looks = mock.stubs.iam.commandCalls(GetServiceLinkedRoleDeletionStatusCommand).length;
    expect(looks).toBeGreaterThan(10);
    expect(mock.clock.now()).toBeGreaterThan(40_000);
  });
});
