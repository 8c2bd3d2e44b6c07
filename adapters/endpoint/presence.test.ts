import { describe, expect, it } from 'vitest';
import { type Operation, type Outcome } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { cannedServer, type Canned, type CannedRequest } from './canned-server.fixture.ts';
import { endpointTarget } from './index.ts';

const DESCRIBE: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };
const CONFIGURE: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 0 };
const CREATE: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
const GROUP: Operation = { kind: 'ReadResource', resource: 'packaging-group', region: 0, slot: 0 };

const notFound = (message: string): Canned => ({
  status: 404,
  body: JSON.stringify({ __type: 'NotFoundException', message }),
});
const listed: Canned = { body: '{"channels":[]}' };
const made: Canned = { body: '{"id":"conformance-channel-0"}' };
const busy: Canned = { status: 500, body: '{"message":"busy"}' };

/** What the server is asked, by method and path. */
const asked = ({ method, path }: CannedRequest): string => `${method} ${path}`;

/** What operations come to on one target, each in a session of its own, and what the server was asked for them. */
async function outcomesOf(
  operations: readonly Operation[],
  answer: (request: string, nth: number) => Canned,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly requests: readonly string[] }> {
  await using server = await cannedServer((request, nth) => answer(asked(request), nth));
  const target = endpointTarget({ url: server.url, profile: mediapackage });
  const outcomes: Outcome[] = [];
  for (const [index, operation] of operations.entries()) {
    await using session = await target.open({ index, seed: 1 });
    outcomes.push(await session.perform(operation));
  }
  await target.close();
  return { outcomes, requests: server.requests.map(asked) };
}

const gateway = (): Canned => notFound('Stage not found: channels');
const MISSING = {
  kind: 'unsupported',
  evidence: 'no such service: a list and a create are not found either: HTTP 404 Stage not found: channels',
};
const NOT_FOUND = { kind: 'refused', code: 'NotFoundException', http: 404 };

describe('a service whose every route is not found', () => {
  it('is missing, and is asked a list and a create once for all sessions', async () => {
    const { outcomes, requests } = await outcomesOf([DESCRIBE, CONFIGURE, CREATE], gateway);
    expect(outcomes).toEqual([MISSING, MISSING, MISSING]);
    expect(requests).toEqual([
      'GET /channels/conformance-channel-0',
      'GET /channels',
      'POST /channels',
      'PUT /channels/conformance-channel-0/configure_logs',
      'POST /channels',
    ]);
  });

  it('says nothing of the other service', async () => {
    const { outcomes } = await outcomesOf([DESCRIBE, GROUP], (request) =>
      request === 'GET /packaging_groups' ? { body: '{"packagingGroups":[]}' } : gateway(),
    );
    expect(outcomes).toMatchObject([MISSING, NOT_FOUND]);
  });
});

describe('a service is there', () => {
  it('when it lists what there is, and is asked that once', async () => {
    const { outcomes, requests } = await outcomesOf([DESCRIBE, CONFIGURE], (request) =>
      request === 'GET /channels' ? listed : notFound('no such channel'),
    );
    expect(outcomes).toMatchObject([NOT_FOUND, NOT_FOUND]);
    expect(requests.filter((request) => request === 'GET /channels')).toHaveLength(1);
  });

  it('when its list alone is not found', async () => {
    const { outcomes, requests } = await outcomesOf([DESCRIBE, CONFIGURE], (request) =>
      request === 'POST /channels'
        ? { status: 422, body: '{"__type":"UnprocessableEntityException","message":"id"}' }
        : notFound('x'),
    );
    expect(outcomes).toMatchObject([NOT_FOUND, NOT_FOUND]);
    expect(requests).toHaveLength(4);
  });

  it('when it answered anything before, and is asked nothing more', async () => {
    const { outcomes, requests } = await outcomesOf([CREATE, DESCRIBE], (request) =>
      request === 'POST /channels' ? made : notFound('x'),
    );
    expect(outcomes).toMatchObject([{ kind: 'answered' }, NOT_FOUND]);
    expect(requests).toHaveLength(2);
  });
});

it('a server that does not say whether it has a service is asked again', async () => {
  let lists = 0;
  const { outcomes } = await outcomesOf([DESCRIBE, DESCRIBE], (request) => {
    if (request !== 'GET /channels') return gateway();
    lists += 1;
    return lists === 1 ? busy : gateway();
  });
  expect(outcomes).toMatchObject([NOT_FOUND, MISSING]);
});
