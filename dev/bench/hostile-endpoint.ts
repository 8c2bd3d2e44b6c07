/**
 * `npm run hostile-endpoint -- [ANSWERS] [SEED]`: the suite against servers that mean it ill: HTML, redirects, compressed and endless bodies, answers that
 * never come or come a byte at a time, half-closed sockets, documents made to choke a parser, and so many (100,000) random answers. Nothing may
 * crash, nobody may be accused by an answer that is none, no time-out may be overrun, no redirect followed, and memory stays bounded. Ends with
 * exit code 1 where any of that fails.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { array, constantFrom, integer, oneof, option, record, sample, string, stringMatching } from 'fast-check';
import { endpointTarget, TargetError, type Target } from '../../adapters/index.ts';
import { type Operation } from '../../model/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { runSuite } from '../../properties/index.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const TIMEOUT_MS = 250;
const suite = { name: 'hostile-endpoint', version: '0' };

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

interface Server {
  readonly url: string;
  readonly asked: () => number;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that behaves so. */
function serving(behaviour: Behaviour): Promise<Server> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    response.on('error', () => {});
    request.on('error', () => {});
    request.resume();
    behaviour(request, response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}`,
        asked: () => asked,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

const answer =
  (status: number, type: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };

const PAGE = '<!doctype html><html><head><title>Welcome</title></head><body><p>It works!</body></html>';
const BOMB = gzipSync(Buffer.alloc(200_000_000));
const DEEP = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
const LAUGHS = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, at) => `<!ENTITY ${'bcdefghijklm'[at]} "${`&${'abcdefghijkl'[at]};`.repeat(10)}">`).join('')}]><l>&m;</l>`;

/** A JSON object is an answer of MediaPackage, whatever was asked: what differs by it is honestly held against it. */
const ANSWERING = ['two answers at once', 'a JSON prototype'];

/** What servers do; none of it but that is an answer that AWS gives or might give, so nobody is to be accused by it. */
const behaviours = (elsewhere: string): Readonly<Record<string, Behaviour>> => ({
  'HTML with 200': answer(200, 'text/html', PAGE),
  'HTML with 500': answer(500, 'text/html', PAGE),
  'HTML that says it is XML': answer(200, 'text/xml', PAGE),
  'a redirect to another server': answer(302, 'text/plain', '', { location: elsewhere }),
  'a redirect to AWS': answer(307, 'text/plain', '', { location: 'https://iam.amazonaws.com/' }),
  'a gzip bomb': answer(200, 'text/xml', BOMB, { 'content-encoding': 'gzip' }),
  'a body without end': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    const chunk = Buffer.alloc(65_536, '<a>');
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    pour();
  },
  'no answer': () => {},
  'a byte at a time': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    const drip = setInterval(() => response.write('<'), 50);
    response.on('close', () => clearInterval(drip));
  },
  'half an answer': (_, response) => {
    response.socket?.end(
      'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<CreateServiceLinked',
    );
  },
  'a lost connection': (_, response) => void response.socket?.destroy(),
  'no HTTP': (_, response) => void response.socket?.end('220 mail.example.org ESMTP\r\n'),
  'two answers at once': (_, response) => {
    const one = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
    response.socket?.end(one + one);
  },
  'the other protocol': (request, response) => {
    const isQuery = (request.url ?? '/') === '/';
    answer(200, isQuery ? 'application/json' : 'text/xml', isQuery ? '{}' : '<a/>')(request, response);
  },
  'elements 100,000 deep': answer(200, 'text/xml', DEEP),
  'entities of entities': answer(200, 'text/xml', LAUGHS),
  'a JSON prototype': answer(200, 'application/json', '{"__proto__":{"Role":1},"constructor":{"prototype":1}}'),
});

const failures: string[] = [];
const check = (holds: boolean, what: string): void => {
  if (!holds) failures.push(what);
};

const targetAt = ({ url }: Server): Target =>
  endpointTarget({ url, profile, timeoutMs: TIMEOUT_MS, settleMs: 0, isolation: 'access-key' });

/** The suite on one of them: the target cannot be judged, or nobody is accused. */
async function judged(name: string, server: Server): Promise<string> {
  const target = targetAt(server);
  const before = performance.now();
  try {
    const run = await runSuite(target, { profile, depth: 'quick', seed: 1, budgetMs: 20_000, suite });
    const broken = run.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id);
    const holding = run.requirements.filter(({ verdict }) => verdict === 'holds').map(({ id }) => id);
    const isAnswer = ANSWERING.includes(name);
    check(isAnswer || broken.length === 0, `${name}: accused of ${broken.join(', ')}`);
    check(isAnswer || holding.length === 0, `${name}: praised for ${holding.join(', ')}`);
    check(run.harnessErrors.length === 0, `${name}: the suite failed: ${run.harnessErrors[0]?.message}`);
    return `${broken.length === 0 ? 'nobody accused' : `${broken.join(', ')} broken, as its answers say`}, ${run.calls} calls`;
  } catch (error) {
    if (!(error instanceof TargetError)) check(false, `${name}: ${String(error)}`);
    return `not judged: ${error instanceof Error ? error.message.slice(0, 90) : String(error)}`;
  } finally {
    const perCall = (performance.now() - before) / Math.max(1, server.asked());
    check(
      perCall < TIMEOUT_MS + 1000,
      `${name}: ${Math.round(perCall)} ms a call, with a time-out of ${TIMEOUT_MS} ms`,
    );
    await target.close();
  }
}

const OPERATIONS: readonly Operation[] = [
  { kind: 'CreateServiceLinkedRole', service: 'own' },
  { kind: 'GetRole', role: 'linked' },
  { kind: 'ListRoles' },
  { kind: 'ListAttachedRolePolicies', role: 'linked' },
  { kind: 'DeleteServiceLinkedRole', role: 'linked' },
  { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' },
  { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 },
  { kind: 'ListResources', resource: 'channel', region: 0 },
  { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0, sides: { egress: 'default' } },
  { kind: 'ReadResource', resource: 'packaging-group', region: 1, slot: 0 },
];

const pieces = oneof(
  string({ unit: 'binary', maxLength: 60 }),
  constantFrom('<', '</', '>', '&', '{', '}', '[', '"', ':', 'null', '<Error><Code>', '</Code></Error>', '\0', '\r\n'),
  constantFrom('<GetRoleResponse>', '<GetRoleResult>', '<Role>', '<RoleName>x</RoleName>', '"message":', '"Id":'),
);
const randomAnswer = record({
  status: oneof(constantFrom(200, 400, 404, 409, 500, 503), integer({ min: 200, max: 599 })),
  type: constantFrom('text/xml', 'application/json', 'text/html', 'application/octet-stream', ''),
  errorType: option(stringMatching(/^[A-Za-z:#/.]{1,40}$/), { nil: undefined }),
  body: array(pieces, { maxLength: 12 }).map((texts) => texts.join('')),
});

/** So many random answers, to operations in turn: each is an outcome, none an error of the suite's own. */
async function randomAnswers(count: number, seed: number): Promise<string> {
  const answers = sample(randomAnswer, { seed, numRuns: Math.min(count, 5000) });
  let at = 0;
  const server = await serving((request, response) => {
    const { status, type, errorType, body } = answers[at % answers.length] as (typeof answers)[number];
    at += 1;
    const headers = {
      ...(type === '' ? {} : { 'content-type': type }),
      ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
    };
    response
      .writeHead(status, headers)
      .end([204, 304].includes(status) ? '' : body + (at > answers.length ? String(at) : ''));
    void request;
  });
  const target = endpointTarget({
    url: server.url,
    profile,
    timeoutMs: 2000,
    settleMs: 0,
    isolation: { header: 'x-account' },
  });
  const kinds = new Map<string, number>();
  const started = performance.now();
  let heap = 0;
  for (let world = 0, done = 0; done < count; world += 1) {
    let session;
    try {
      session = await target.open({ index: world, seed: world });
    } catch (error) {
      if (!(error instanceof TargetError)) check(false, `a random answer: ${String(error)}`);
      done += 1;
      continue;
    }
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let step = 0; step < 125 && done < count; step += 1) {
          const operation = OPERATIONS[(lane + step) % OPERATIONS.length] as Operation;
          try {
            const { kind } = await session.perform(operation);
            kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          } catch (error) {
            check(false, `${operation.kind}: ${String(error)}`);
          }
          done += 1;
        }
      }),
    );
    if (world === 10) heap = memory();
  }
  const grown = (memory() - heap) / 1e6;
  check(count < 20_000 || grown < 50, `random answers: ${grown.toFixed(0)} MB more after ${count}`);
  await target.close();
  await server.close();
  const seconds = (performance.now() - started) / 1000;
  return `${count} in ${seconds.toFixed(0)} s, ${server.asked()} calls, ${[...kinds].map(([kind, times]) => `${times} ${kind}`).join(', ')}${heap === 0 ? '' : `; memory grew by ${grown.toFixed(1)} MB`}`;
}

/** Bytes in use after a collection, where node runs with --expose-gc. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
process.on('unhandledRejection', (error) => check(false, `unhandled: ${String(error)}`));
const elsewhere = await serving(answer(200, 'text/plain', 'followed'));
for (const [name, behaviour] of Object.entries(behaviours(elsewhere.url))) {
  const server = await serving(behaviour);
  console.log(`${name}: ${await judged(name, server)}`);
  await server.close();
}
check(elsewhere.asked() === 0, `redirects were followed ${elsewhere.asked()} times`);
await elsewhere.close();
console.log(`random answers, seed ${seed}: ${await randomAnswers(count, seed)}`);
for (const failure of failures.slice(0, 20)) console.log(`FAILED ${failure}`);
console.log(`${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;
