import { IAMClient } from '@aws-sdk/client-iam';
import { MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { MediaPackageVodClient } from '@aws-sdk/client-mediapackage-vod';
import { STSClient } from '@aws-sdk/client-sts';
import type { Api, ApiCall, Members } from '../cloud/api-call.ts';
import type { Handle } from './exchange.ts';
import { inProcessHandler } from './request-handler.ts';
import { startServer } from './server.ts';

/** An Api that keeps its calls and answers as a test says. */
export class FakeApi implements Api {
  readonly calls: ApiCall[] = [];
  reply: (call: ApiCall) => Members = () => ({});

  call(call: ApiCall): Members {
    this.calls.push(call);
    return this.reply(call);
  }

  /** The last call that came. */
  get last(): ApiCall {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('no call came');
    return call;
  }
}

const settings = {
  region: 'eu-west-1',
  credentials: { accessKeyId: '123456789012', secretAccessKey: 'secret' },
  maxAttempts: 1,
};

type Reach = { readonly endpoint: string; readonly requestHandler?: ReturnType<typeof inProcessHandler> };

const clientsAt = (reach: Reach) => ({
  iam: new IAMClient({ ...settings, ...reach }),
  sts: new STSClient({ ...settings, ...reach }),
  live: new MediaPackageClient({ ...settings, ...reach }),
  vod: new MediaPackageVodClient({ ...settings, ...reach }),
});

export type Clients = ReturnType<typeof clientsAt>;

/** Real SDK clients of all services, and how to let them go. */
export interface Connected extends AsyncDisposable {
  readonly clients: Clients;
}

const connected = (reach: Reach, close: () => Promise<void>): Connected => {
  const clients = clientsAt(reach);
  return {
    clients,
    [Symbol.asyncDispose]: () => {
      for (const client of Object.values(clients)) client.destroy();
      return close();
    },
  };
};

/** The two ways to a handler: a socket, and none. */
export const ways: Readonly<Record<string, (handle: Handle) => Promise<Connected>>> = {
  'over HTTP': async (handle) => {
    const server = await startServer({ handle });
    return connected({ endpoint: server.url }, () => server.close());
  },
  'in process': async (handle) =>
    connected({ endpoint: 'http://in-process.invalid', requestHandler: inProcessHandler(handle) }, () =>
      Promise.resolve(),
    ),
};
