import { cloudWithRole } from './account.ts';
import { changesOf, exchangeOf } from './clients.ts';
import { inTurn } from './in-turn.ts';
import { benchServers } from './servers.ts';
import type { Pair } from './turns.ts';

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

const CONTENDERS = [
  'api',
  'mock',
  'stub',
  'mockChange',
  'stubChange',
  'inProcess',
  'canned',
  'change',
  'cannedChange',
] as const;

/** What a GetRole and a ConfigureLogs cost by every way into the cloud, beside the same way with a canned answer. */
export async function benchWire(calls = 10_000): Promise<WireFigures> {
  const figures = await inTurn(CONTENDERS, calls);
  const api = cloudWithRole();
  const { sent, received } = await exchangeOf(api);
  return {
    api: figures.api,
    mock: { ours: figures.mock, bare: figures.stub },
    mockChange: { ours: figures.mockChange, bare: figures.stubChange },
    inProcess: { ours: figures.inProcess, bare: figures.canned },
    change: { ours: figures.change, bare: figures.cannedChange },
    ...(await benchServers(api, calls, { sent: [sent], received: [received] })),
    serverChange: (await benchServers(api, calls, await changesOf(api))).server,
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
  const average = (title: string, read: Pair, written: Pair): string =>
    row(title, '', '', ((read.ours - read.bare + written.ours - written.bare) / 2).toFixed(1));
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
    row('a call on average, of as many GetRole as ConfigureLogs', ''),
    average('  mocked client', mock, mockChange),
    average('  real client, in process', inProcess, change),
    average('  HTTP server', server, serverChange),
  ].join('\n');
}
