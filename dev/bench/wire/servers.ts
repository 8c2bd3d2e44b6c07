import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { serveHandle, wireHandler, type Api } from '../../../adapters/index.ts';
import type { Received, Sent } from './clients.ts';
import { LOAD_PROCESS, type Load, type Request } from './load.ts';
import { median, microsecondsSince, ROUNDS, type Pair } from './turns.ts';

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
  const child = fork(LOAD_PROCESS, [JSON.stringify(load)]);
  await told(child); // It is warm.
  const before = process.cpuUsage();
  child.send('go');
  const ms = Number(await told(child));
  const microseconds = microsecondsSince(before) / load.calls;
  child.disconnect();
  return { microseconds, perSecond: (load.calls / ms) * 1000 };
}

/** By its memory: the SDK's own kind of body warns when it is asked for its text. */
function textOf(body: unknown): string {
  if (!(body instanceof Uint8Array)) return typeof body === 'string' ? body : '';
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}

function requestOf({ method, path, headers, body }: Sent): Request {
  const { 'content-length': _, ...others } = headers;
  return {
    method: method as Request['method'],
    path,
    headers: others,
    body: textOf(body),
  };
}

/** Our server and a canned one under the same load, in turn. */
export async function benchServers(
  api: Api,
  calls: number,
  { sent, received }: { readonly sent: readonly Sent[]; readonly received: readonly Received[] },
): Promise<{ readonly server: Pair; readonly served: Pair }> {
  let answered = 0;
  const requests = sent.map(requestOf);
  const ours = await serveHandle({ handle: wireHandler(api) });
  const canned = createServer((incoming, response) => {
    incoming.on('data', () => {});
    incoming.on('end', () => {
      const { statusCode, headers, body } = (received[answered % received.length] as Received).response;
      answered += 1;
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
