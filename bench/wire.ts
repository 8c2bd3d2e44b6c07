import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  CreateServiceLinkedRoleCommand,
  GetRoleCommand,
  IAMClient,
  type GetRoleCommandOutput,
} from '@aws-sdk/client-iam';
import { ConfigureLogsCommand, CreateChannelCommand, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { mockClient } from 'aws-sdk-client-mock';
import { Pool } from 'undici';
import { Cloud, inProcessHandler, startServer, wireHandler, type Api, type ApiCall } from '../adapters/index.ts';
import { mockServiceLinkedRoles } from '../adapters/mock/index.ts';

/** Microseconds of processor time for one GetRole, medians of the rounds: of ours, and of what it is measured against. */
export interface Pair {
  readonly ours: number;
  readonly bare: number;
}

export interface WireFigures {
  /** `api.call`, which every way below makes once per call besides its own work. */
  readonly api: number;
  /** A mocked client, beside `mockClient(IAMClient).callsFake(() => canned)`. */
  readonly mock: Pair;
  /** The same for calls that change something: ConfigureLogs, on and off in turn. */
  readonly mockChange: Pair;
  /** A real client through the in-process wire, beside the same client with a canned `requestHandler`. */
  readonly inProcess: Pair;
  /** The same for calls that change something: ConfigureLogs, on and off in turn. */
  readonly change: Pair;
  /** The HTTP server alone, beside a canned `node:http` server; undici puts the load on both from another process. */
  readonly server: Pair;
  /** The same under ConfigureLogs, on and off in turn. */
  readonly serverChange: Pair;
  /** Calls a second that undici got from the two servers. */
  readonly served: Pair;
}

const ROUNDS = 5;
const RoleName = 'AWSServiceRoleForMediaPackage';
const ACCOUNT = '123456789012';
const config = { region: 'us-east-1', credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'none' }, maxAttempts: 1 };

const call = (action: string, input: ApiCall['input']): ApiCall => ({
  service: 'iam',
  action,
  input,
  region: 'us-east-1',
  accessKeyId: ACCOUNT,
});

function cloudWithRole(): Api {
  const cloud = new Cloud({ clock: 'virtual' });
  cloud.call(call('CreateServiceLinkedRole', { AWSServiceName: 'mediapackage.amazonaws.com' }));
  return cloud;
}

/** One of those who are measured: makes `calls` calls, and gives the microseconds of processor time of one. */
type Contender = (calls: number) => Promise<number>;

const microsecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

async function timed(calls: number, one: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let made = 0; made < calls; made += 1) await one();
  return microsecondsSince(before) / calls;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Measures the contenders in turn, round after round, so that whatever else the machine does falls on all of them. */
async function inTurn(contenders: readonly Contender[], calls: number): Promise<readonly number[]> {
  const rounds: number[][] = contenders.map(() => []);
  for (const contender of contenders) await contender(calls);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, contender] of contenders.entries()) rounds[index]?.push(await contender(calls));
  return rounds.map(median);
}

/** A stub keeps all its calls; forgetting them now and then keeps their number, and the memory, as in a test. */
const KEPT = 100;

const throughMock: Contender = async (calls) => {
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

const throughStub: Contender = async (calls) => {
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

const Id = 'bench';

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

const changingThroughMock: Contender = async (calls) => {
  const mock = mockServiceLinkedRoles({ iam: IAMClient, mediapackage: MediaPackageClient }, { account: ACCOUNT });
  const client = new MediaPackageClient({ region: 'us-east-1' });
  await client.send(new CreateChannelCommand({ Id }));
  const spent = await changing(client, () => mock.stubs.mediapackage.resetHistory())(calls);
  mock.restore();
  return spent;
};

const changingThroughStub: Contender = async (calls) => {
  const canned = { Id, Arn: 'arn', EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/EgressAccessLogs' } };
  const stub = mockClient(MediaPackageClient).callsFake(() => canned);
  const spent = await changing(new MediaPackageClient({ region: 'us-east-1' }), () => stub.resetHistory())(calls);
  stub.restore();
  return spent;
};

type Handler = ReturnType<typeof inProcessHandler>;
type Sent = Parameters<Handler['handle']>[0];
type Received = Awaited<ReturnType<Handler['handle']>>;

/** What a client sends for one GetRole, and what it gets. */
async function exchangeOf(api: Api): Promise<{ readonly sent: Sent; readonly received: Received }> {
  const wire = inProcessHandler(wireHandler(api));
  let exchange: { readonly sent: Sent; readonly received: Received } | undefined;
  const requestHandler: Handler = {
    ...wire,
    async handle(sent, options) {
      const received = await wire.handle(sent, options);
      exchange = { sent, received };
      return received;
    },
  };
  await new IAMClient({ ...config, requestHandler }).send(new GetRoleCommand({ RoleName }));
  if (exchange === undefined) throw new Error('The client sent nothing.');
  return exchange;
}

function throughHandler(requestHandler: Handler): Contender {
  const client = new IAMClient({ ...config, requestHandler });
  return (calls) => timed(calls, (): Promise<GetRoleCommandOutput> => client.send(new GetRoleCommand({ RoleName })));
}

/** Access logs on and off in turn, through one client; a channel of its own is made first. */
async function changingThrough(requestHandler: Handler, canned: Handler): Promise<readonly [Contender, Contender]> {
  const client = (handler: Handler) => new MediaPackageClient({ ...config, requestHandler: handler });
  await client(requestHandler).send(new CreateChannelCommand({ Id }));
  const contender = (handler: Handler): Contender => {
    const live = client(handler);
    let on = false;
    return (calls) =>
      timed(calls, () => {
        on = !on;
        return live.send(new ConfigureLogsCommand(on ? { Id, EgressAccessLogs: {} } : { Id }));
      });
  };
  return [contender(requestHandler), contender(canned)];
}

/** What a client sends for ConfigureLogs, off and then on, and what it gets for the last; a channel of its own is made first. */
async function changesOf(api: Api): Promise<{ readonly sent: readonly Sent[]; readonly received: Received }> {
  const wire = inProcessHandler(wireHandler(api));
  const sent: Sent[] = [];
  let received: Received | undefined;
  const requestHandler: Handler = {
    ...wire,
    async handle(request, options) {
      sent.push(request);
      received = await wire.handle(request, options);
      return received;
    },
  };
  const live = new MediaPackageClient({ ...config, requestHandler });
  await live.send(new CreateChannelCommand({ Id: 'first' }));
  await live.send(new ConfigureLogsCommand({ Id: 'first' }));
  await live.send(new ConfigureLogsCommand({ Id: 'first', EgressAccessLogs: {} }));
  if (received === undefined) throw new Error('The client sent nothing.');
  return { sent: sent.slice(1), received };
}

/** A handler that gives the same response to all, each in bytes of its own, as from a socket. */
function cannedHandler(handler: Handler, { response }: Received): Handler {
  const text = new TextDecoder().decode(response.body);
  const encoder = new TextEncoder();
  const handle = async (): Promise<Received> => ({
    response: { ...response, headers: { ...response.headers }, body: encoder.encode(text) },
  });
  return { ...handler, handle };
}

/** A request as undici is given it. */
interface Request {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Requests that are sent in turn, again and again. */
interface Load {
  readonly url: string;
  readonly calls: number;
  readonly requests: readonly Request[];
}

const CONNECTIONS = 8;

/** The client process: puts the load on a server, over some connections at once; gives the milliseconds for all calls. */
async function putLoad({ url, calls, requests }: Load): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  let left = calls;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left > 0) {
        left -= 1;
        const { statusCode, body } = await pool.request(requests[left % requests.length] as Request);
        const text = await body.text();
        if (statusCode !== 200) throw new Error(`The server answered ${statusCode}: ${text}`);
      }
    }),
  );
  const ms = performance.now() - started;
  await pool.close();
  return ms;
}

interface Loaded {
  /** Microseconds of processor time of this process, the server's, for one call. */
  readonly microseconds: number;
  readonly perSecond: number;
}

/** The next thing that the client process tells. */
const told = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The client process ended with exit code ${code}.`)));
  });

async function loaded(load: Load): Promise<Loaded> {
  const child = fork(fileURLToPath(import.meta.url), ['put-load', JSON.stringify(load)]);
  await told(child); // It is warm.
  const before = process.cpuUsage();
  child.send('go');
  const ms = Number(await told(child));
  const microseconds = microsecondsSince(before) / load.calls;
  child.disconnect();
  return { microseconds, perSecond: (load.calls / ms) * 1000 };
}

function requestOf({ method, path, headers, body }: Sent): Request {
  const { 'content-length': _, ...others } = headers;
  return { method: method as Request['method'], path, headers: others, body: String(body) };
}

/** Our server and a canned one under the same load, in turn. */
async function benchServers(
  api: Api,
  calls: number,
  { sent, received }: { readonly sent: readonly Sent[]; readonly received: Received },
): Promise<{ readonly server: Pair; readonly served: Pair }> {
  const { statusCode, headers, body } = received.response;
  const requests = sent.map(requestOf);
  const ours = await startServer({ handle: wireHandler(api) });
  const canned = createServer((incoming, response) => {
    incoming.on('data', () => {});
    incoming.on('end', () => {
      response.writeHead(statusCode, { ...headers, 'content-length': String(body.length) });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => canned.listen(0, '127.0.0.1', resolve));
  const urls = [ours.url, `http://127.0.0.1:${(canned.address() as AddressInfo).port}`];
  const rounds: Loaded[][] = [[], []];
  try {
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [index, url] of urls.entries()) {
        const one = await loaded({ url, calls, requests });
        if (round > 0) rounds[index]?.push(one); // The first round warms up.
      }
  } finally {
    await ours.close();
    canned.close();
    canned.closeAllConnections();
  }
  const of = (figure: keyof Loaded, index: number): number => median((rounds[index] ?? []).map((one) => one[figure]));
  return {
    server: { ours: of('microseconds', 0), bare: of('microseconds', 1) },
    served: { ours: of('perSecond', 0), bare: of('perSecond', 1) },
  };
}

/** What a GetRole and a ConfigureLogs cost by every way into the cloud, beside the same way with a canned answer. */
export async function benchWire(calls = 2_000): Promise<WireFigures> {
  const api = cloudWithRole();
  const wire = inProcessHandler(wireHandler(api));
  const { sent, received } = await exchangeOf(api);
  const changes = await changesOf(api);
  const inProcessChanges = await changingThrough(wire, cannedHandler(wire, changes.received));
  const [
    bareApi = 0,
    mock = 0,
    stub = 0,
    inProcess = 0,
    canned = 0,
    mockChanged = 0,
    stubChanged = 0,
    changed = 0,
    cannedChange = 0,
  ] = await inTurn(
    [
      (many) => timed(many, () => api.call(call('GetRole', { RoleName }))),
      throughMock,
      throughStub,
      throughHandler(wire),
      throughHandler(cannedHandler(wire, received)),
      changingThroughMock,
      changingThroughStub,
      ...inProcessChanges,
    ],
    calls,
  );
  return {
    api: bareApi,
    mock: { ours: mock, bare: stub },
    mockChange: { ours: mockChanged, bare: stubChanged },
    inProcess: { ours: inProcess, bare: canned },
    change: { ours: changed, bare: cannedChange },
    ...(await benchServers(api, calls, { sent: [sent], received })),
    serverChange: (await benchServers(api, calls, changes)).server,
  };
}

/** The figures as a table. */
export function wireTable({
  api,
  mock,
  mockChange,
  inProcess,
  change,
  server,
  serverChange,
  served,
}: WireFigures): string {
  const row = (title: string, ours: string, bare = '', difference = ''): string =>
    `  ${title.padEnd(42)}${ours.padStart(10)}${bare.padStart(10)}${difference.padStart(12)}`;
  const pair = (title: string, { ours, bare }: Pair): string =>
    row(title, ours.toFixed(1), bare.toFixed(1), (ours - bare).toFixed(1));
  const perSecond = (n: number): string => Math.round(n).toLocaleString('en-US');
  const lines = [
    'one GetRole or ConfigureLogs, in microseconds of processor time',
    row('', 'ours', 'canned', 'difference'),
    row('the cloud itself', api.toFixed(1)),
    pair('mocked client, beside callsFake', mock),
    pair('  the same, ConfigureLogs on and off', mockChange),
    pair('real client, in process', inProcess),
    pair('  the same, ConfigureLogs on and off', change),
  ];
  return [
    ...lines,
    pair('HTTP server alone', server),
    row('  calls a second on one core', perSecond(1e6 / server.ours), perSecond(1e6 / server.bare)),
    row('  calls a second that undici got', perSecond(served.ours), perSecond(served.bare)),
    pair('  the same, ConfigureLogs on and off', serverChange),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , what, load] = process.argv;
  if (what === 'put-load' && load !== undefined) {
    await putLoad(JSON.parse(load) as Load);
    process.send?.('warm');
    await once(process, 'message');
    process.send?.(await putLoad(JSON.parse(load) as Load));
  } else console.log(wireTable(await benchWire()));
}
