import { IAMClient } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, CreateChannelCommand, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { describe, expect, it } from 'vitest';
import { Cloud, inProcessHandler, wireHandler } from 'slr-conformance/adapters';
import { LinkedRoles } from './role.ts';

const NAME = 'AWSServiceRoleForMediaPackage';

/** The wrapper, and a channel whose access logs may use the role, in an account in memory. */
function account() {
  const cloud = new Cloud({ personality: 'eventual' });
  const requestHandler = inProcessHandler(wireHandler(cloud));
  const credentials = { accessKeyId: '123456789012', secretAccessKey: 'not-a-secret' };
  const config = { endpoint: 'http://reference.localhost', region: 'us-east-1', credentials, requestHandler };
  const wait = async (ms: number) => {
    cloud.advance(ms);
  };
  const channels = new MediaPackageClient(config);
  return {
    roles: new LinkedRoles({ iam: new IAMClient({ ...config, maxAttempts: 1 }), wait }),
    enable: async () => {
      await channels.send(new CreateChannelCommand({ Id: 'live' }));
      await channels.send(new ConfigureLogsCommand({ Id: 'live', IngressAccessLogs: {} }));
    },
    settle: () => wait(20_000),
  };
}

describe('deleting a role safely', () => {
  it('ends with the role gone', async () => {
    const { roles, settle } = account();
    await roles.ensure({ service: 'mediapackage.amazonaws.com' });
    await settle();
    expect(await roles.deleteSafely(NAME)).toEqual({ status: 'SUCCEEDED' });
    await settle();
    expect(await roles.describe(NAME)).toBeUndefined();
  });

  it('tells what still uses the role, and leaves it', async () => {
    const { enable, roles, settle } = account();
    await enable();
    await settle();
    const deletion = await roles.deleteSafely(NAME);
    expect(deletion.status).toBe('FAILED');
    expect(deletion.reason?.RoleUsageList?.[0]?.Region).toBe('us-east-1');
    expect(await roles.describe(NAME)).toMatchObject({ RoleName: NAME });
  });

  it('is done where there is no role', async () => {
    const { roles } = account();
    expect(await roles.deleteSafely(NAME)).toEqual({ status: 'SUCCEEDED' });
  });
});
