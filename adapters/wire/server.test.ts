import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeApi } from './clients.fixture.ts';
import type { WireResponse } from './exchange.ts';
import { wireHandler } from './handler.ts';
import { errorOf, signed } from './requests.fixture.ts';
import { MAX_CALL_BODY } from './read-body.ts';
import { ServerError } from './server-error.ts';
import { startServer, type WireServer } from './server.ts';

const BODY = 'Action=GetRole&Version=2010-05-08&RoleName=R';
const call = (extra = ''): string =>
  `POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${signed('iam')}\r\nContent-Length: ${BODY.length}\r\n${extra}\r\n${BODY}`;

/** Parses the first HTTP answer in a text, as a client that believes nothing would. */
function parsed(text: string): WireResponse & { readonly rest: string } {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  const bytes = Buffer.from(text.slice(end + 4));
  const length = Number(headers['content-length'] ?? 0);
  return { status, headers, body: bytes.subarray(0, length).toString(), rest: bytes.subarray(length).toString() };
}

describe('the server', () => {
  let api: FakeApi;
  let server: WireServer;
  const open: Socket[] = [];
  beforeEach(async () => {
    api = new FakeApi();
    server = await startServer({ handle: wireHandler(api) });
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.destroy();
    await server.close();
  });

  /** Sends bytes and reads all that comes until the connection ends. */
  async function raw(bytes: string | Uint8Array): Promise<string> {
    const socket = connect(server.port, '127.0.0.1');
    open.push(socket);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.write(bytes);
    await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  }

  it('keeps connections alive', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let i = 0; i < 3; i += 1) {
      const sent = httpRequest({ port: server.port, agent, method: 'POST', headers: { authorization: signed('iam') } });
      sent.end(BODY);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      ports.add(response.socket.localPort);
      response.resume();
      await once(response, 'end');
      expect(response.statusCode).toBe(200);
    }
    expect([api.calls.length, ports.size]).toEqual([3, 1]);
    agent.destroy();
  });

  it('answers pipelined requests in order', async () => {
    api.reply = () => ({ Role: { RoleName: api.calls.length } });
    const text = await raw(call() + call() + call('Connection: close\r\n'));
    const first = parsed(text);
    const second = parsed(first.rest);
    expect([first, second, parsed(second.rest)].map(({ body }) => /<RoleName>(\d)/.exec(body)?.[1])).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it.each([
    ['is no HTTP', 'NONSENSE\r\n\r\n'],
    ['has a broken chunk', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('answers what came before a request that %s first', async (_title, last) => {
    const later = await startServer({
      handle: async (request) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        return wireHandler(api)(request);
      },
    });
    const socket = connect(later.port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.write(call() + call() + last);
    await once(socket, 'close');
    const first = parsed(Buffer.concat(chunks).toString());
    const second = parsed(first.rest);
    const third = parsed(second.rest);
    expect([first.status, second.status, third.status, third.rest]).toEqual([200, 200, 400, '']);
    expect(errorOf(third).code).toBe('MalformedHttpRequestException');
    await later.close();
  });

  it('joins a body that comes in pieces', async () => {
    const socket = connect(server.port, '127.0.0.1');
    open.push(socket);
    const text = call('Connection: close\r\n');
    for (const at of [0, 40, text.length - 9, text.length - 3]) {
      socket.write(
        text.slice(
          at,
          at === 0 ? 40 : at === 40 ? text.length - 9 : at === text.length - 9 ? text.length - 3 : undefined,
        ),
      );
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    expect(parsed(chunk.toString()).status).toBe(200);
    expect(api.last.input).toEqual({ RoleName: 'R' });
  });

  it.each<[string, string, number, string]>([
    ['bytes that are no HTTP', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400, 'MalformedHttpRequestException'],
    ['a line of nonsense', 'NONSENSE\r\n\r\n', 400, 'MalformedHttpRequestException'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
      'MalformedHttpRequestException',
    ],
    [
      'a length and chunks',
      'POST /channels HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'MalformedHttpRequestException',
    ],
    [
      'a broken chunk',
      'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
      'MalformedHttpRequestException',
    ],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      400,
      'MalformedHttpRequestException',
    ],
    [
      'a target without end',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      400,
      'MalformedHttpRequestException',
    ],
    [
      'a header with a control character',
      'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n',
      400,
      'MalformedHttpRequestException',
    ],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'MalformedHttpRequestException'],
    [
      'CONNECT',
      'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n',
      400,
      'MalformedHttpRequestException',
    ],
    [
      'another expectation',
      'GET / HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
      400,
      'MalformedHttpRequestException',
    ],
    [
      'OPTIONS *',
      'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      403,
      'MissingAuthenticationToken',
    ],
    [
      'an upgrade',
      'GET /channels HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
      403,
      'MissingAuthenticationToken',
    ],
    ['HTTP 1.0', 'GET /channels HTTP/1.0\r\n\r\n', 403, 'MissingAuthenticationToken'],
  ])('answers %s with an error of AWS and ends the connection', async (_title, bytes, http, code) => {
    const text = await raw(bytes);
    expect(errorOf(parsed(text))).toMatchObject({ code, http });
    expect(api.calls).toEqual([]);
  });

  it('answers HEAD without a body', async () => {
    const text = await raw('HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 403 /);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  it.each([MAX_CALL_BODY + 1, 5_000_000])('refuses a body of %d bytes, which its sender gets to read', async (size) => {
    const response = await fetch(`${server.url}/channels`, {
      method: 'POST',
      headers: { authorization: signed('mediapackage') },
      body: new Uint8Array(size),
    });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      413,
      'RequestEntityTooLargeException',
    ]);
    expect(await response.json()).toEqual({ message: 'The body is larger than 1000000 bytes.' });
    expect(api.calls).toEqual([]);
  });

  it('takes a body just as large as allowed', async () => {
    const response = await fetch(`${server.url}/channels`, {
      method: 'POST',
      headers: { authorization: signed('mediapackage') },
      body: `{"id":"${'a'.repeat(MAX_CALL_BODY - 9)}"}`,
    });
    expect(response.status).toBe(200);
  });

  it('ends a body without end', async () => {
    const socket = connect(server.port, '127.0.0.1');
    open.push(socket);
    const ended = new Promise((resolve) => {
      socket.on('error', () => {});
      socket.on('close', resolve);
    });
    socket.resume();
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${signed('iam')}\r\nContent-Length: 999999999\r\n\r\n`,
    );
    const chunk = new Uint8Array(1_000_000);
    const push = (error?: Error | null): void => {
      if (error == null) socket.write(chunk, push);
      else socket.destroy();
    };
    push();
    await ended;
    expect(socket.bytesWritten).toBeLessThan(60_000_000);
    expect(api.calls).toEqual([]);
  });

  it('outlives senders that go away in the middle', async () => {
    for (const part of [10, 60, call().length - 5]) {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(call().slice(0, part));
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      socket.resetAndDestroy();
    }
    expect(parsed(await raw(call('Connection: close\r\n'))).status).toBe(200);
  });
});

describe('a server', () => {
  it('answers a request that does not arrive whole in time', async () => {
    const server = await startServer({ handle: wireHandler(new FakeApi()), requestTimeoutMs: 100 });
    const socket = connect(server.port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc');
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    expect(errorOf(parsed(chunk.toString()))).toMatchObject({ code: 'RequestTimeoutException', http: 408 });
    await once(socket, 'close');
    await server.close();
  });

  it('that loses an answer ends the connection without a word', async () => {
    const server = await startServer({ handle: () => 'lost' });
    await expect(fetch(server.url)).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
    await server.close();
  });

  it.each([
    [
      'throws',
      (): never => {
        throw new Error('oops');
      },
    ],
    ['rejects', () => Promise.reject(new Error('oops'))],
    ['gives an impossible header', () => ({ status: 200, headers: { a: 'b\nc' }, body: '' })],
    ['gives an impossible status', () => ({ status: 5, headers: {}, body: '' })],
  ])('whose handler %s answers 500 and tells', async (_title, handle) => {
    const told: unknown[] = [];
    const onFault = (error: unknown): void => {
      told.push(error);
      throw new Error('the listener too');
    };
    const server = await startServer({ handle, onFault });
    const response = await fetch(server.url);
    expect([response.status, told.length]).toEqual([500, 1]);
    expect(await response.text()).toMatch(/<Type>Receiver<\/Type><Code>InternalFailure<\/Code>/);
    await server.close();
  });

  it.each([
    ['at once where nobody waits for an answer', 'GET / HTTP/1.1\r\nHost: localhost\r\n', 0, 500],
    ['after two seconds where an answer does not come', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 1_800, 4_000],
  ])('closes %s', async (_title, sent, least, most) => {
    const server = await startServer({ handle: () => new Promise(() => {}) });
    const idle = connect(server.port, '127.0.0.1');
    const busy = connect(server.port, '127.0.0.1');
    busy.write(sent);
    idle.on('error', () => {});
    busy.on('error', () => {});
    await once(idle, 'connect');
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    const ends = Promise.all([once(idle, 'close'), once(busy, 'close')]);
    const started = performance.now();
    await Promise.all([server.close(), server.close()]);
    const took = performance.now() - started;
    expect([took >= least, took < most]).toEqual([true, true]);
    await ends;
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it('is reached from this machine alone', async () => {
    const server = await startServer({ handle: wireHandler(new FakeApi()) });
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const socket = connect(server.port, '::1');
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.close();
  });

  it('says that its port is in use', async () => {
    const server = await startServer({ handle: () => 'lost' });
    const second = startServer({ handle: () => 'lost', port: server.port });
    await expect(second).rejects.toBeInstanceOf(ServerError);
    await expect(second).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${server.port} of 127.0.0.1 is in use. Give another, or 0 for a free one.`,
    });
    await server.close();
    await (await startServer({ handle: () => 'lost', port: server.port })).close();
  });

  it.each([-1, 65_536, 1.5, Number.NaN])('refuses the port %d', async (port) => {
    await expect(startServer({ handle: () => 'lost', port })).rejects.toMatchObject({
      code: 'bad-port',
      message: expect.stringContaining(`${port} is no port`) as unknown,
    });
  });
});
