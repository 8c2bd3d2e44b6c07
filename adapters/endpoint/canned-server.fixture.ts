import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CannedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The query services' action, or empty. */
  readonly action: string;
}

export interface Canned {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the server does with a request: an answer, or a treatment of the connection. */
export type Reply = Canned | ((response: ServerResponse) => void);

export interface CannedServer extends AsyncDisposable {
  readonly url: string;
  /** All requests but those that try whether accounts are kept apart. */
  readonly requests: readonly CannedRequest[];
}

/** The account that the access key id names. */
const byAccessKey = ({ authorization }: IncomingHttpHeaders): string =>
  /Credential=(\d{12})\//.exec(authorization ?? '')?.[1] ?? '123456789012';

/** The answer of the query services to an action. */
export const queryAnswer = (action: string, result: string): Canned => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
});

/** What is answered to a trial of whether accounts are kept apart: the role is there for whoever made it, or for all. */
function trialOf(action: string, account: string, makers: Set<string>): Canned {
  if (action === 'CreateRole') makers.add(account);
  if (action !== 'GetRole' || makers.has(account)) return queryAnswer(action, '<Role></Role>');
  return {
    status: 404,
    headers: { 'content-type': 'text/xml' },
    body: '<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>',
  };
}

/** A real HTTP server on a free port of 127.0.0.1 with the answers of a test. By itself, it keeps the accounts of access keys apart, unless told how else it knows whose a request is, or to leave that to the test as well. */
export async function cannedServer(
  reply: (request: CannedRequest, nth: number) => Reply,
  accountOf: ((headers: IncomingHttpHeaders) => string) | 'not-tried' = byAccessKey,
): Promise<CannedServer> {
  const requests: CannedRequest[] = [];
  const makers = new Set<string>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const action = /^Action=(\w+)/.exec(body)?.[1] ?? '';
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body, action };
      const trial =
        accountOf !== 'not-tried' && body.includes('conformance-apart-')
          ? trialOf(action, accountOf(headers), makers)
          : undefined;
      if (trial === undefined) requests.push(request);
      const answer = trial ?? reply(request, requests.length);
      if (typeof answer === 'function') answer(response);
      else response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
