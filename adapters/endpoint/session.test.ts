import { describe, expect, it } from 'vitest';
import { type Facets, type Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Session } from '../port.ts';
import {
  cannedServer,
  queryAnswer,
  type Canned,
  type CannedRequest,
  type CannedServer,
} from './canned-server.fixture.ts';
import { endpointTarget } from './index.ts';

const PATH = '/aws-service-role/mediapackage.amazonaws.com/';
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"mediapackage.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

const role = (name: string, { path = PATH, trust = encodeURIComponent(TRUST), more = '' } = {}): string =>
  `<Path>${path}</Path><RoleName>${name}</RoleName><RoleId>AROA1</RoleId><Arn>arn:aws:iam::123456789012:role${path}${name}</Arn><CreateDate>2026-01-02T03:04:05.678Z</CreateDate><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>${more}`;

type Answers = (request: CannedRequest, nth: number) => Canned;

async function withSession<T>(
  answers: Answers,
  use: (session: Session, server: CannedServer) => Promise<T>,
): Promise<T> {
  await using server = await cannedServer(answers);
  const target = endpointTarget({ url: server.url, profile: mediapackage });
  await using session = await target.open({ index: 0, seed: 1 });
  const result = await use(session, server);
  await target.close();
  return result;
}

/** What one operation shows, and the body (or path) that it sent. */
const ask = (operation: Operation, answers: Answers): Promise<{ facets: Facets; sent: string }> =>
  withSession(answers, async (session, server) => {
    const outcome = await session.perform(operation);
    if (outcome.kind !== 'answered') throw new Error(JSON.stringify(outcome));
    return { facets: outcome.facets, sent: server.requests.map(({ body }) => body).join('\n') };
  });

const json = (body: unknown): Canned => ({ body: JSON.stringify(body) });

describe('a role', () => {
  it('is the one of the service when the server takes no notice of the suffix that was asked for', async () => {
    const asked: string[] = [];
    const plain: Answers = ({ action, body }) => {
      if (action === 'GetRole') asked.push(new URLSearchParams(body).get('RoleName') ?? '');
      return queryAnswer(action, `<Role>${role('AWSServiceRoleForMediapackage')}</Role>`);
    };
    await withSession(plain, async (session) => {
      await session.perform({ kind: 'CreateServiceLinkedRole', service: 'own', suffix: true });
      await session.perform({ kind: 'GetRole', role: 'linked' });
      await session.perform({ kind: 'GetRole', role: 'suffixed' });
    });
    expect(asked).toEqual(['AWSServiceRoleForMediapackage', 'AWSServiceRoleForMediapackage_Conformance']);
  });

  it('is asked for although its name has half a character, which no request can carry', async () => {
    const named: Answers = ({ action }) => queryAnswer(action, `<Role>${role('A&#xD800;B')}</Role>`);
    await withSession(named, async (session, { requests }) => {
      await session.perform({ kind: 'CreateServiceLinkedRole', service: 'own' });
      const read = await session.perform({ kind: 'GetRole', role: 'linked' });
      expect(read.kind).toBe('answered');
      const tag = { kind: 'TagRole', role: 'linked', key: 'a\udc00', value: '\ud800' } as const;
      expect((await session.perform(tag)).kind).toBe('answered');
      expect(requests.map(({ body }) => new URLSearchParams(body).get('RoleName'))).toContain('A\ufffdB');
    });
  });

  it('shows its identity alone when it is made', async () => {
    const { facets, sent } = await ask(
      { kind: 'CreateServiceLinkedRole', service: 'own', description: 'plain' },
      ({ action }) =>
        queryAnswer(
          action,
          `<Role>${role('AWSServiceRoleForMediaPackage', { more: '<Description>Writes</Description>' })}</Role>`,
        ),
    );
    expect(facets).toEqual({
      name: 'AWSServiceRoleForMediaPackage',
      path: PATH,
      arn: `arn:aws:iam::123456789012:role${PATH}AWSServiceRoleForMediaPackage`,
      roleId: 'AROA1',
      createDate: '2026-01-02T03:04:05.678Z',
      trust: ['Allow sts:AssumeRole to Service mediapackage.amazonaws.com'],
      wire: { 'documents-encoded': [] },
    });
    expect(sent).toBe(
      'Action=CreateServiceLinkedRole&Version=2010-05-08&AWSServiceName=mediapackage.amazonaws.com&Description=Writes%20access%20logs.',
    );
  });

  it('shows everything when it is read, an empty description as none', async () => {
    const more =
      '<Description></Description><MaxSessionDuration>3600</MaxSessionDuration><Tags><member><Key>a</Key><Value/></member></Tags>';
    const { facets } = await ask({ kind: 'GetRole', role: 'linked' }, ({ action }) =>
      queryAnswer(action, `<Role>${role('x', { more })}</Role>`),
    );
    expect(facets).toMatchObject({ description: null, sessionDuration: 3600, boundary: null, tags: { a: '' } });
  });

  it.each([
    ['plain', TRUST.replaceAll('"', '&quot;'), ['Allow sts:AssumeRole to Service mediapackage.amazonaws.com']],
    ['broken', '%7Bnot', ['unreadable: %7Bnot']],
  ])('has a trust policy that is read when it is sent %s', async (_, trust, expected) => {
    const { facets } = await ask({ kind: 'GetRole', role: 'linked' }, ({ action }) =>
      queryAnswer(action, `<Role>${role('x', { trust })}</Role>`),
    );
    expect(facets.trust).toEqual(expected);
  });

  it.each([
    ['unknown', '&AWSServiceName=conformance-unknown.amazonaws.com'],
    ['wrong-case', '&AWSServiceName=Mediapackage.amazonaws.com'],
    ['malformed', '&AWSServiceName=media%20package%21'],
    ['missing', ''],
  ] as const)('is asked for a principal that is %s', async (service, parameter) => {
    const { sent } = await ask({ kind: 'CreateServiceLinkedRole', service }, ({ action }) =>
      queryAnswer(action, `<Role>${role('x')}</Role>`),
    );
    expect(sent).toBe(`Action=CreateServiceLinkedRole&Version=2010-05-08${parameter}`);
  });
});

describe("the service's role under a name that nobody told", () => {
  const CONFIGURE: Operation = {
    kind: 'ConfigureResource',
    resource: 'channel',
    region: 0,
    slot: 0,
    sides: { egress: 'default' },
  };
  const absent: Canned = {
    status: 404,
    body: '<ErrorResponse><Error><Code>NoSuchEntity</Code><Message/></Error></ErrorResponse>',
  };
  const iamWith =
    (listed: Canned): Answers =>
    ({ action, body }) => {
      if (action === '') return json({ id: 'c', arn: 'a', egressAccessLogs: {} });
      if (action === 'ListRoles') return listed;
      return body.includes('RoleName=Made') ? queryAnswer(action, `<Role>${role('Made')}</Role>`) : absent;
    };
  const found = queryAnswer('ListRoles', `<Roles><member>${role('Made')}</member></Roles>`);

  it('is looked for by its path once the service may have made it, and then known', async () => {
    await withSession(iamWith(found), async (session, server) => {
      await session.perform(CONFIGURE);
      for (let nth = 0; nth < 2; nth += 1)
        expect(await session.perform({ kind: 'GetRole', role: 'linked' })).toMatchObject({
          kind: 'answered',
          facets: { name: 'Made', tags: {} },
        });
      const actions = server.requests.map(({ action }) => action);
      expect(actions).toEqual(['', 'GetRole', 'ListRoles', 'GetRole', 'GetRole']);
    });
  });

  it.each([
    ['there is none', queryAnswer('ListRoles', '<Roles/>')],
    ['the list is missing', { status: 501, body: '' }],
  ])('is absent when %s', async (_, listed) => {
    const outcome = await withSession(iamWith(listed), async (session) => {
      await session.perform(CONFIGURE);
      return session.perform({ kind: 'GetRole', role: 'linked' });
    });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'NoSuchEntity' });
  });

  it('is not looked for in a world in which nobody can have made it', async () => {
    await withSession(iamWith(found), async (session, server) => {
      expect((await session.perform({ kind: 'GetRole', role: 'linked' })).kind).toBe('refused');
      expect(server.requests).toHaveLength(1);
    });
  });
});

describe('a list', () => {
  it('is read to its end', async () => {
    const { facets, sent } = await ask({ kind: 'ListRoles' }, ({ action }, nth) =>
      queryAnswer(
        action,
        nth === 1
          ? `<Roles><member>${role('Zed')}</member></Roles><IsTruncated>true</IsTruncated><Marker>m</Marker>`
          : `<Roles><member>${role('AWSServiceRoleForMediaPackage')}</member></Roles><IsTruncated>false</IsTruncated>`,
      ),
    );
    expect(facets).toMatchObject({ listed: true, name: 'AWSServiceRoleForMediaPackage', others: ['Zed'] });
    expect(sent).toMatch(/Marker=m/);
  });

  it('without end is indeterminate', async () => {
    const outcome = await withSession(
      () => json({ resources: [], nextToken: 'again' }),
      (session) => session.perform({ kind: 'ListResources', resource: 'channel', region: 0 }),
    );
    expect(outcome).toEqual({ kind: 'indeterminate', why: 'a list without end: 2 pages' });
  });

  it('of channels shows those of the suite, by slot', async () => {
    const { facets } = await ask({ kind: 'ListResources', resource: 'channel', region: 1 }, () =>
      json({
        channels: [
          { id: 'conformance-channel-2', ingressAccessLogs: {} },
          { id: 'conformance-channel-02' },
          { id: 'live' },
        ],
      }),
    );
    expect(facets).toEqual({ resources: { 'channel/1/2': { ingress: '', egress: null } } });
  });
});

describe('an access log', () => {
  const logs = (egress: unknown): Canned =>
    json({ id: 'c', arn: 'a', ...(egress === undefined ? {} : { egressAccessLogs: egress }) });

  it.each([
    ['left out', undefined, null],
    ['null', null, null],
    ['empty', {}, ''],
    ['of a null group', { logGroupName: null }, ''],
    ['of an empty group', { logGroupName: '' }, ''],
    ['of a group', { logGroupName: '/aws/MediaPackage/x' }, '/aws/MediaPackage/x'],
  ])('that is %s on the wire', async (_, wire, expected) => {
    const channel = await ask({ kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 }, () => logs(wire));
    expect(channel.facets).toEqual({ resourceDescription: null, 'side:ingress': null, 'side:egress': expected });
    const group = await ask({ kind: 'ReadResource', resource: 'packaging-group', region: 0, slot: 0 }, () =>
      logs(wire),
    );
    expect(group.facets).toEqual({ 'side:egress': expected });
  });

  it.each([
    [{}, '{}'],
    [{ ingress: 'default' }, '{"ingressAccessLogs":{}}'],
    [{ egress: 'custom' }, '{"egressAccessLogs":{"logGroupName":"/aws/MediaPackage/conformance"}}'],
    [{ egress: 'bad' }, '{"egressAccessLogs":{"logGroupName":"/outside/conformance"}}'],
  ] as const)('is sent as asked: %j', async (sides, body) => {
    const channel = await ask({ kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0, sides }, () =>
      logs(undefined),
    );
    expect(channel.sent).toBe(body);
  });

  it('of a packaging group is sent as asked', async () => {
    const made = await ask(
      { kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0, sides: { egress: 'default' } },
      () => logs({}),
    );
    expect(JSON.parse(made.sent)).toEqual({ id: 'conformance-group-0', egressAccessLogs: {} });
    const off = await ask({ kind: 'ConfigureResource', resource: 'packaging-group', region: 0, slot: 0 }, () =>
      logs(undefined),
    );
    expect(off.sent).toBe('{}');
  });
});

describe('a deletion task', () => {
  const idOf = (body: string): string => decodeURIComponent(/DeletionTaskId=([^&]*)/.exec(body)?.[1] ?? '');

  it('is last or previous by the distinct ids handed out', async () => {
    const ids = ['one', 'two', 'two'];
    const answers: Answers = ({ action }) =>
      action === 'DeleteServiceLinkedRole'
        ? queryAnswer(action, `<DeletionTaskId>${ids.shift() ?? ''}</DeletionTaskId>`)
        : queryAnswer(action, '<Status>IN_PROGRESS</Status>');
    const asked = await withSession(answers, async (session, server) => {
      const status = (task: 'last' | 'previous' | 'malformed') =>
        session.perform({ kind: 'GetServiceLinkedRoleDeletionStatus', task });
      await status('last');
      for (let nth = 0; nth < 3; nth += 1) await session.perform({ kind: 'DeleteServiceLinkedRole', role: 'linked' });
      expect(await status('last')).toEqual({ kind: 'answered', facets: { status: 'IN_PROGRESS' } });
      await status('previous');
      await status('malformed');
      return server.requests.filter(({ action }) => action.startsWith('Get')).map(({ body }) => idOf(body));
    });
    expect(asked).toEqual([
      'task/aws-service-role/mediapackage.amazonaws.com/AWSServiceRoleForMediaPackage/00000000-0000-4000-8000-000000000000',
      'two',
      'one',
      'not-a-task',
    ]);
  });

  it('that failed tells who uses the role, in slots', async () => {
    const usage = (region: string, ...arns: readonly string[]): string =>
      `<member><Region>${region}</Region><Resources>${arns.map((arn) => `<member>${arn}</member>`).join('')}</Resources></member>`;
    const answers: Answers = ({ action, method, path, headers }) => {
      const region = String(headers.authorization).includes('eu-west-1') ? 'eu' : 'us';
      if (action === '')
        return json({ id: 'x', arn: method === 'POST' && path === '/channels' ? 'same' : `group-${region}` });
      const list = usage('eu-west-1', 'same', 'group-us', 'foreign') + usage('ap-south-1');
      return queryAnswer(
        action,
        `<Status>FAILED</Status><Reason><Reason>In use.</Reason><RoleUsageList>${list}</RoleUsageList></Reason>`,
      );
    };
    const outcome = await withSession(answers, async (session) => {
      await session.perform({ kind: 'CreateResource', resource: 'channel', region: 0, slot: 3 });
      await session.perform({ kind: 'CreateResource', resource: 'channel', region: 1, slot: 3 });
      await session.perform({ kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 1 });
      return session.perform({ kind: 'GetServiceLinkedRoleDeletionStatus', task: 'unknown' });
    });
    expect(outcome).toEqual({
      kind: 'answered',
      facets: {
        status: 'FAILED',
        reason: 'In use.',
        usage: [
          { region: 1, holders: ['channel/1/3', 'packaging-group/0/1', null] },
          { region: null, holders: [] },
        ],
      },
    });
  });
});

describe('what an operation needs besides the role', () => {
  it('is made once, and its lack is told', async () => {
    let allowed = false;
    const answers: Answers = ({ action }) =>
      action === 'CreateUser' && !allowed
        ? {
            status: 403,
            body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
          }
        : queryAnswer(action, '');
    await withSession(answers, async (session, server) => {
      expect(await session.perform({ kind: 'AttachUserPolicy' })).toEqual({
        kind: 'indeterminate',
        why: 'the user that it needs was refused: AccessDenied no',
        http: 403,
      });
      allowed = true;
      for (let nth = 0; nth < 2; nth += 1)
        expect((await session.perform({ kind: 'AttachUserPolicy' })).kind).toBe('answered');
      expect(server.requests.map(({ action }) => action)).toEqual([
        'CreateUser',
        'CreateUser',
        'AttachUserPolicy',
        'AttachUserPolicy',
      ]);
    });
  });

  it('does not exist for a use that the endpoint cannot make', async () => {
    const outcome = await withSession(
      () => ({}),
      (session) => session.perform({ kind: 'CreateResource', resource: 'cluster', region: 0, slot: 0 }),
    );
    expect(outcome.kind).toBe('unsupported');
  });
});

it('takes a region outside the target as a fault of the suite', async () => {
  const performing = withSession(
    () => ({}),
    (session) => session.perform({ kind: 'ListResources', resource: 'channel', region: 2 }),
  );
  await expect(performing).rejects.toThrow(RangeError);
});
