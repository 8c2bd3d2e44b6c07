import { Calls, type CallsParts } from './calls.ts';
import type { Identity } from './isolation.ts';
import type { AccessKey } from './restricted-caller.ts';
import { clientsAt, type Sdk } from './sdk.ts';
import { Transport, type Handler } from './transport.ts';

/** An account, and the clients that speak to it; their making costs as much as several calls. */
export interface Line {
  readonly account: string | undefined;
  readonly transport: Transport;
  readonly calls: Calls;
  /** What signs them. */
  readonly key: AccessKey;
  /** The calls of another user of the account, over the same transport. */
  readonly signedBy: (key: AccessKey) => Calls;
}

export interface LineSettings extends CallsParts {
  readonly url: URL;
  readonly timeoutMs: number;
  /** Speaks HTTP for every line, over shared sockets. */
  readonly handler: Handler;
}

export function lineTo({ account, accessKeyId, headers }: Identity, settings: LineSettings, sdk: Sdk): Line {
  const { handler, timeoutMs, url, ...parts } = settings;
  const transport = new Transport({ handler, headers, timeoutMs });
  const signedBy = (key: AccessKey): Calls => new Calls(clientsAt(sdk, { url, key, transport }), parts);
  const key = { accessKeyId, secretAccessKey: 'not-a-secret' };
  return { account, transport, calls: signedBy(key), key, signedBy };
}
