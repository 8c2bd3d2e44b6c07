import { CreateServiceLinkedRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, CreateChannelCommand, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { mockClient } from 'aws-sdk-client-mock';
import { mockServiceLinkedRoles } from '../../../adapters/mock/index.ts';
import { ACCOUNT, Id, RoleName } from './account.ts';
import { timed, type Contender } from './turns.ts';

/** A stub keeps all its calls; forgetting them now and then keeps their number, and the memory, as in a test. */
const KEPT = 100;

export const throughMock: Contender = async (calls) => {
  const mock = mockServiceLinkedRoles({ iam: IAMClient }, { account: ACCOUNT });
  const client = new IAMClient({ region: 'us-east-1' });
  await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'mediapackage.amazonaws.com' }));
  let made = 0;
  const spent = await timed(calls, () => {
    made += 1;
    if (made % KEPT === 0) mock.stubs.iam.resetHistory();
    return client.send(new GetRoleCommand({ RoleName }));
  });
  mock.restore();
  return spent;
};

export const throughStub: Contender = async (calls) => {
  const canned = { Role: { RoleName, Path: '/', RoleId: 'AROA', Arn: 'arn', CreateDate: new Date(0) } };
  const stub = mockClient(IAMClient).callsFake(() => canned);
  const client = new IAMClient({ region: 'us-east-1' });
  let made = 0;
  const spent = await timed(calls, () => {
    made += 1;
    if (made % KEPT === 0) stub.resetHistory();
    return client.send(new GetRoleCommand({ RoleName }));
  });
  stub.restore();
  return spent;
};

/** Access logs on and off in turn, of a client whose calls are kept by a stub that forgets them now and then. */
function changing(client: MediaPackageClient, forget: () => void): Contender {
  let made = 0;
  return (calls) =>
    timed(calls, () => {
      made += 1;
      if (made % KEPT === 0) forget();
      return client.send(new ConfigureLogsCommand(made % 2 === 0 ? { Id } : { Id, EgressAccessLogs: {} }));
    });
}

export const changingThroughMock: Contender = async (calls) => {
  const mock = mockServiceLinkedRoles({ iam: IAMClient, mediapackage: MediaPackageClient }, { account: ACCOUNT });
  const client = new MediaPackageClient({ region: 'us-east-1' });
  await client.send(new CreateChannelCommand({ Id }));
  const spent = await changing(client, () => mock.stubs.mediapackage.resetHistory())(calls);
  mock.restore();
  return spent;
};

export const changingThroughStub: Contender = async (calls) => {
  const canned = { Id, Arn: 'arn', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/EgressAccessLogs' } };
  const stub = mockClient(MediaPackageClient).callsFake(() => canned);
  const spent = await changing(new MediaPackageClient({ region: 'us-east-1' }), () => stub.resetHistory())(calls);
  stub.restore();
  return spent;
};
