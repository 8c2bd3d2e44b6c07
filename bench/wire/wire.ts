import { inProcessHandler, wireHandler } from '../../adapters/index.ts';
import { call, cloudWithRole, RoleName } from './account.ts';
import { cannedHandler, changesOf, changingThrough, exchangeOf, throughHandler } from './clients.ts';
import { changingThroughMock, changingThroughStub, throughMock, throughStub } from './mocked.ts';
import { benchServers } from './servers.ts';
import { inTurn, timed, type Pair } from './turns.ts';

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

/** What a GetRole and a ConfigureLogs cost by every way into the cloud, beside the same way with a canned answer. */
export async function benchWire(calls = 5_000): Promise<WireFigures> {
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
