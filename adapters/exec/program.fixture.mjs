/**
 * A program that speaks the protocol, with one behaviour of those below, named by its argument. It answers an operation
 * with the operation itself, as evidence.
 */
import { appendFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [behaviour = 'good', argument = ''] = process.argv.slice(2);

const INTRODUCTION = {
  protocol: 1,
  name: 'echo',
  version: '7',
  endpoint: 'http://127.0.0.1:1/',
  issues: 'https://example.com/issues',
  regions: ['us-east-1', 'eu-west-1'],
  settleMs: 0,
  virtualTime: false,
  isolation: 'a new world in memory',
  capabilities: { snapshot: false, clock: false, leftovers: false },
};

/** What differs from the introduction, by behaviour. */
const INTRODUCTIONS = {
  'protocol 2': { protocol: 2, anything: true },
  'one region': { regions: ['us-east-1'] },
  'misspelt introduction': { versoin: '7' },
  snapshot: { through: ['ConfigureLogs'], capabilities: { snapshot: true, clock: false, leftovers: true } },
  'few operations': {
    capabilities: {
      snapshot: true,
      clock: false,
      leftovers: false,
      operations: ['GetRole', 'DeleteServiceLinkedRole'],
    },
  },
  'unknown operation': { capabilities: { ...INTRODUCTION.capabilities, operations: ['GetRoles'] } },
  'virtual time': { virtualTime: true, settleMs: 5000 },
  clock: { virtualTime: true, capabilities: { snapshot: true, clock: true, leftovers: false } },
  'clock without time': { virtualTime: true, capabilities: { snapshot: true, clock: true, leftovers: false } },
  'clock in real time': { capabilities: { snapshot: true, clock: true, leftovers: false } },
};

const say = (text) => writeSync(1, text);
const answer = (id, ok) => say(`${JSON.stringify({ id, ok })}\n`);
const echo = (operation) => ({ kind: 'unsupported', evidence: JSON.stringify(operation) });

let now = 0;
const told = () => (behaviour === 'clock' ? { nowMs: (now += 5) } : {});

/** What a behaviour does with a message, by message; the rest is answered as it should be. */
const PERFORMS = {
  crash: () => {
    process.stderr.write(`${'x'.repeat(3000)}\nKeyError: 'role'\n`);
    process.exit(3);
  },
  killed: () => process.kill(process.pid, 'SIGKILL'),
  hang: () => {
    process.stderr.write('thinking\n');
    for (;;);
  },
  noise: ({ id, operation }) => {
    say('Connecting ...\n');
    answer(id, { outcome: echo(operation) });
  },
  'no answer shape': () => say('{"outcome":{}}\n'),
  'wrong id': ({ id, operation }) => answer(id + 1, { outcome: echo(operation) }),
  'two answers': ({ id, operation }) => {
    answer(id, { outcome: echo(operation) });
    answer(id, { outcome: echo(operation) });
  },
  'wrong facet': ({ id }) => answer(id, { outcome: { kind: 'answered', facets: { name: 7 } } }),
  'unknown facet': ({ id }) => answer(id, { outcome: { kind: 'answered', facets: { nmae: 'x' } } }),
  'unknown outcome': ({ id }) => answer(id, { outcome: { kind: 'failed' } }),
  'extra member': ({ id, operation }) => answer(id, { outcome: echo(operation), took: 3 }),
  'huge line': () => {
    for (let i = 0; i < 20; i += 1) say('y'.repeat(100_000));
  },
  'latin-1': () => writeSync(1, Buffer.from('{"id":3,"ok":{"outcome":"\xe9"}}\n', 'latin1')),
  error: ({ id }) => say(`${JSON.stringify({ id, error: { message: 'no such wrapper function' } })}\n`),
  'in pieces': async ({ id, operation }) => {
    const bytes = Buffer.from(`${JSON.stringify({ id, ok: { outcome: echo(operation) } })}\n`);
    for (const byte of bytes) {
      writeSync(1, Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  calls: ({ id, operation }) => answer(id, { outcome: echo(operation), calls: 3 }),
  environment: ({ id }) => answer(id, { outcome: echo({ ...process.env, cwd: process.cwd() }) }),
  'exits after the answer': ({ id, operation }) => {
    answer(id, { outcome: echo(operation) });
    process.exit(0);
  },
};

const ANSWERS = {
  hello: () => ({ ...INTRODUCTION, ...INTRODUCTIONS[behaviour] }),
  open: ({ world }) => ({ session: JSON.stringify(world), account: '111122223333', ...told() }),
  perform: ({ operation }) => ({ outcome: echo(operation), ...told() }),
  snapshot: ({ operations }) => ({
    outcomes: (behaviour === 'snapshot' && operations.length > 2 ? operations.slice(1) : operations).map(echo),
    ...told(),
  }),
  wait: () => told(),
  close: () => ({}),
  bye: () => ({}),
};

if (behaviour === 'silent') process.stderr.write('importing\n');
if (behaviour === 'unending') {
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (argument !== '') appendFileSync(argument, `${message.op} ${process.pid}\n`);
  if (behaviour === 'silent') continue;
  if (behaviour === 'no introduction') {
    say(`${JSON.stringify({ id: message.id, error: { message: 'no server is up' } })}\n`);
    continue;
  }
  if (message.op === 'perform' && PERFORMS[behaviour] !== undefined) await PERFORMS[behaviour](message);
  else answer(message.id, ANSWERS[message.op](message));
}
