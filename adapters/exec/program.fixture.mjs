/**
 * A program that speaks the protocol, with one behaviour of those below, named by its argument. It takes no
 * call for one that it has: what it says to it is the call itself.
 */
import { appendFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [behaviour = 'good', argument = ''] = process.argv.slice(2);

const INTRODUCTION = {
  protocol: 2,
  name: 'echo',
  version: '7',
  endpoint: 'http://127.0.0.1:1/',
  issues: 'https://example.com/issues',
  regions: ['us-east-1', 'eu-west-1'],
  settleMs: 0,
  isolation: 'a new world in memory',
};

/** What differs from the introduction, by behaviour. */
const INTRODUCTIONS = {
  'protocol 1': { protocol: 1, anything: true },
  'one region': { regions: ['us-east-1'] },
  'misspelt introduction': { versoin: '7' },
  'library alone': { through: ['iam:GetRole', 'mediapackage-vod:ConfigureLogs'], leftovers: true },
  'no such call': { through: ['GetRole'] },
  'virtual time': { virtualTime: true, settleMs: 5000 },
};

const say = (text) => writeSync(1, text);
const answer = (id, ok) => say(`${JSON.stringify({ id, ok })}\n`);
const echo = ({ id: _, op: __, session: ___, ...call }) => ({ unsupported: JSON.stringify(call) });

/** What a behaviour does with a message, by message; the rest is answered as it should be. */
const CALLS = {
  crash: () => {
    process.stderr.write(`${'x'.repeat(3000)}\nKeyError: 'role'\n`);
    process.exit(3);
  },
  killed: () => process.kill(process.pid, 'SIGKILL'),
  hang: () => {
    process.stderr.write('thinking\n');
    for (;;);
  },
  noise: (message) => {
    say('Connecting ...\n');
    answer(message.id, echo(message));
  },
  'no answer shape': () => say('{"outcome":{}}\n'),
  'wrong id': (message) => answer(message.id + 1, echo(message)),
  'two answers': (message) => {
    answer(message.id, echo(message));
    answer(message.id, echo(message));
  },
  'no output': ({ id }) => answer(id, { output: 7 }),
  'no http': ({ id }) => answer(id, { refused: { code: 'x', message: '' } }),
  'extra member': (message) => answer(message.id, { ...echo(message), took: 3 }),
  'deep line': ({ id }) => say(`{"id":${id},"ok":{"output":${'['.repeat(1000)}${']'.repeat(1000)}}}\n`),
  'huge line': () => {
    for (let i = 0; i < 20; i += 1) say('y'.repeat(100_000));
  },
  'latin-1': () => writeSync(1, Buffer.from('{"id":3,"ok":{"output":"\xe9"}}\n', 'latin1')),
  error: ({ id }) => say(`${JSON.stringify({ id, error: { message: 'no such wrapper function' } })}\n`),
  'in pieces': async (message) => {
    const bytes = Buffer.from(`${JSON.stringify({ id: message.id, ok: echo(message) })}\n`);
    for (const byte of bytes) {
      writeSync(1, Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  environment: ({ id }) => answer(id, { unsupported: JSON.stringify({ ...process.env, cwd: process.cwd() }) }),
  'exits after the answer': (message) => {
    answer(message.id, echo(message));
    process.exit(0);
  },
};

const ANSWERS = {
  hello: () => ({ ...INTRODUCTION, ...INTRODUCTIONS[behaviour] }),
  open: ({ world }) => ({ session: JSON.stringify(world), account: '111122223333' }),
  call: echo,
  wait: () => ({}),
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
  if (message.op !== 'call') answer(message.id, ANSWERS[message.op](message));
  else if (behaviour.startsWith('{')) answer(message.id, JSON.parse(behaviour));
  else if (CALLS[behaviour] !== undefined) await CALLS[behaviour](message);
  else answer(message.id, ANSWERS[message.op](message));
}
