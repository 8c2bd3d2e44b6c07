import { Calls } from './calls.ts';
import type { Identity } from './isolation.ts';
import { Clients, type Sdk } from './sdk.ts';
import { Transport, type Handler } from './transport.ts';

/** An account, and the clients that speak to it; their making costs as much as several calls. */
export interface Line {
  readonly account: string | undefined;
  readonly transport: Transport;
  readonly calls: Calls;
}

export interface LineSettings {
  readonly url: URL;
  readonly regions: readonly string[];
  readonly timeoutMs: number;
  /** Speaks HTTP for every line, over shared sockets. */
  readonly handler: Handler;
}

export function lineTo({ account, accessKeyId, headers }: Identity, settings: LineSettings, sdk: Sdk): Line {
  const { handler, regions, timeoutMs, url } = settings;
  const transport = new Transport({ handler, headers, timeoutMs });
  return { account, transport, calls: new Calls(new Clients(sdk, { url, accessKeyId, transport }), regions) };
}
