import { connect } from 'node:net';
import type { WireResponse } from '../../adapters/index.ts';
import type { HostileRequest } from './hostile-requests.ts';

/** What can be wrong with a request's framing; `whole` when nothing is. */
export const FRAMINGS = [
  'whole',
  'cut in the headers',
  'cut in the body',
  'two lengths',
  'length and chunks',
  'broken chunk',
  'no host',
  'bare line feeds',
  'a control character in a header',
  'headers without end',
  'too long',
  'garbage first',
] as const;

export type Framing = (typeof FRAMINGS)[number];

const HEADS: Partial<Record<Framing, string>> = {
  'two lengths': 'Content-Length: 1\r\n',
  'length and chunks': 'Transfer-Encoding: chunked\r\n',
  'a control character in a header': 'X-Odd: a\u0001b\u0000c\r\n',
  'headers without end': `X-Long: ${'a'.repeat(40_000)}\r\n`,
};

/** A request as bytes, for a connection that believes in nothing. */
export function framed({ method, target, headers, body }: HostileRequest, framing: Framing): Buffer {
  const { host = '', authorization } = headers;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(framing === 'no host' ? [] : [`Host: ${host}`]),
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    framing === 'broken chunk'
      ? 'Transfer-Encoding: chunked'
      : `Content-Length: ${body.length + (framing === 'too long' ? 7 : 0)}`,
  ];
  const end = framing === 'bare line feeds' ? '\n' : '\r\n';
  const head = Buffer.from(`${lines.join(end)}${end}${HEADS[framing] ?? ''}${end}`, 'latin1');
  const chunk = framing === 'broken chunk' ? Buffer.from('zz\r\n') : Buffer.of();
  const garbage = framing === 'garbage first' ? Buffer.from('\x16\x03\x01 nonsense\r\n', 'latin1') : Buffer.of();
  const whole = Buffer.concat([garbage, head, chunk, body]);
  if (framing === 'cut in the headers') return whole.subarray(0, Math.floor(head.length / 2));
  return framing === 'cut in the body' ? whole.subarray(0, head.length + Math.floor(body.length / 2)) : whole;
}

const METHODS = /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE|PROPFIND)$/;

/** Whether a server must see the end of this request on a connection, and so answer what comes after it. */
export const isWhole = ({ method, target, headers }: HostileRequest, framing: Framing): boolean =>
  framing === 'whole' &&
  METHODS.test(method) &&
  target.length + (headers['authorization'] ?? '').length < 16_000 &&
  /^(\/|\*$|https?:\/\/[\w.]+\/)[\x21-\x7e]*$/.test(target) &&
  /^[\x20-\x7e]*$/.test(headers['authorization'] ?? '');

/** Sends bytes on a connection of their own, says that there are no more, and gives all that comes back. */
export function exchange(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(10_000, () => socket.destroy(new Error('no end of the answer within 10 s')));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    let broken: Error | undefined;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may end a connection while it is written to.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') broken = error;
    });
    socket.on('close', () => {
      if (broken === undefined) resolve(Buffer.concat(chunks));
      else reject(broken);
    });
    socket.end(bytes);
  });
}

/** The answers in what came back from a connection, given the methods asked; throws where it is no HTTP. */
export function answersIn(bytes: Buffer, methods: readonly string[]): readonly WireResponse[] {
  const answers: WireResponse[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf('\r\n\r\n', start);
    const head = bytes.toString('latin1', start, end < 0 ? bytes.length : end);
    const [first = '', ...lines] = head.split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) \w/.exec(first)?.[1];
    if (end < 0 || status === undefined) throw new Error(`no HTTP: ${JSON.stringify(head.slice(0, 200))}`);
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const [, name, value] = /^([!#-'*+.\w^`|~-]+): ([\x20-\x7e]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no header: ${JSON.stringify(line)}`);
      headers[name.toLowerCase()] = value;
    }
    const told = status === '204' ? 0 : Number(headers['content-length']);
    // Nothing follows the head that answers HEAD, unless the request was not even understood as one.
    const isLast = headers['connection'] === 'close' && end + 4 + told === bytes.length;
    const length = methods[answers.length] === 'HEAD' && !isLast ? 0 : told;
    start = end + 4 + length;
    if (!Number.isInteger(length) || start > bytes.length)
      throw new Error(`an answer cut short: ${JSON.stringify(head)}`);
    answers.push({ status: Number(status), headers, body: bytes.toString('utf8', end + 4, start) });
  }
  return answers;
}
