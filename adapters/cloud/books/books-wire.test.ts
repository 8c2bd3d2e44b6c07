import { paginateListUsers } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { policy } from './books.fixture.ts';
import { ACCOUNT, cloudWithClients } from '../clients.fixture.ts';

describe('the users of an account, by the clients of the AWS SDK', () => {
  it('are listed by its paginators, page by page', async () => {
    const { iam, faults } = cloudWithClients();
    const names = Array.from({ length: 25 }, (_, n) => `user-${String(n).padStart(2, '0')}`);
    for (const UserName of names) await iam.createUser({ UserName });
    const sizes: number[] = [];
    const shown: unknown[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: iam, pageSize: 10 }, {})) {
      sizes.push(Users.length);
      shown.push(...Users.map(({ UserName }) => UserName));
    }
    expect(sizes).toEqual([10, 10, 5]);
    expect(shown).toEqual(names);
    await expect(iam.listUsers({ Marker: 'invented' })).rejects.toMatchObject({ name: 'ValidationError' });
    expect(faults).toEqual([]);
  });

  it('are shown whole: dates, tags, documents in the encoding that IAM has for them', async () => {
    const { iam } = cloudWithClients();
    const Tags = [{ Key: 'Kostenstelle', Value: 'für alle: 東京' }];
    const document = policy('Allow', 'iam:Get*', { Resource: 'arn:aws:iam::*:user/${aws:username}' });
    await iam.createUser({ UserName: 'eve', Tags });
    await iam.putUserPolicy({ UserName: 'eve', PolicyName: 'own', PolicyDocument: document });
    const { User: user } = await iam.getUser({ UserName: 'EVE' });
    expect(user?.CreateDate).toBeInstanceOf(Date);
    expect(user?.Tags).toEqual(Tags);
    const { PolicyDocument: read = '' } = await iam.getUserPolicy({ UserName: 'eve', PolicyName: 'own' });
    expect(decodeURIComponent(read)).toBe(document);
  });

  it('have policies that count from the next call on, until their key is taken away', async () => {
    const { iam, clients } = cloudWithClients();
    await iam.createUser({ UserName: 'eve' });
    const { AccessKey: key } = await iam.createAccessKey({ UserName: 'eve' });
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = key ?? {};
    const eve = clients({ accessKeyId, secretAccessKey });
    await expect(eve.iam.listUsers({})).rejects.toMatchObject({ name: 'AccessDenied' });
    await iam.createGroup({ GroupName: 'readers' });
    await iam.attachGroupPolicy({ GroupName: 'readers', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' });
    await iam.addUserToGroup({ GroupName: 'readers', UserName: 'eve' });
    expect((await eve.iam.getUser({})).User?.Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/eve`);
    await iam.deleteAccessKey({ UserName: 'eve', AccessKeyId: accessKeyId });
    await expect(eve.iam.listUsers({})).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('are refused with the errors that the SDK has classes for', async () => {
    const { iam } = cloudWithClients();
    await iam.createUser({ UserName: 'eve' });
    await iam.attachUserPolicy({ UserName: 'eve', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    await expect(iam.createUser({ UserName: 'EVE' })).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    await expect(iam.getUser({ UserName: 'adam' })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(iam.deleteUser({ UserName: 'eve' })).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await expect(iam.putUserPolicy({ UserName: 'eve', PolicyName: 'p', PolicyDocument: '{' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });
});
