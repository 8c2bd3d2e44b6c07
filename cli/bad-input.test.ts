import { createServer, type Server } from 'node:http';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const schema = 'https://slr-conformance.dev/schema/program-1.json';
const file = (operations: unknown, more: object = {}): object => ({
  schema,
  service: 'mediapackage',
  program: operations,
  ...more,
});
const describeChannel = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };

/** The error as it was told, without the name of the suite before it. */
async function told(argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await play(argv);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^slr-conformance: [^\n]+\n$/);
  return stderr.slice('slr-conformance: '.length, -1).replaceAll(folder, 'FOLDER');
}

describe('a wrong command line is told in one paragraph with the value and the mend', () => {
  it.each([
    [
      'a shard that is none',
      ['run', '--seed', '1', '--shard', '5/4'],
      '"5/4" is not a shard. Give its number and how many there are, such as --shard 2/4.',
    ],
    [
      'a shard without a seed',
      ['run', '--shard', '1/4'],
      '--shard 1/4 needs the seed that all shards share. Add --seed, such as --seed 1.',
    ],
    ['no jobs', ['run', '--jobs', '0'], '"0" is not a number of jobs. Give an integer from 1 to 64, such as --jobs 4.'],
    ['an unknown target', ['run', '--target', 'motto'], 'There is no target "motto". Did you mean moto?'],
    [
      'an address without its scheme',
      ['run', '--target', 'localhost:5000'],
      'There is no target "localhost:5000". For a server, give its whole URL: --target http://localhost:5000',
    ],
    [
      'an unknown personality',
      ['run', '--target', 'reference:promt'],
      'There is no personality "promt". Did you mean reference:prompt?',
    ],
    [
      'an unknown personality unlike any',
      ['run', '--target', 'reference:x9'],
      'There is no personality "x9". Known: reference:prompt, reference:slow, reference:eventual, reference:arbitrary.',
    ],
    [
      'a flaw without a name',
      ['run', '--target', 'flawed'],
      '--target flawed needs the name of a flaw. Give --target flawed:NAME. See `slr-conformance list targets`.',
    ],
    [
      'an unknown flaw',
      ['run', '--target', 'flawed:no-such-flaw-anywhere'],
      /^There is no flaw "no-such-flaw-anywhere"\. /,
    ],
    ['a real account without regions', ['run', '--target', 'aws'], /needs the regions/],
    [
      'a module that is not there',
      ['run', '--target', './mine.js'],
      /^There is no module \.\/mine\.js\. Give the path/,
    ],
    [
      'a program without a command',
      ['run', '--target', 'exec:'],
      /needs a command\. Give one, such as --target "exec:/,
    ],
    ['a port that is none', ['serve', '--port', '70000'], /^"70000" is not a port\. Give an integer from 0 to 65535/],
    ['a rate above one', ['serve', '--throttle', '2'], /^"2" is not a rate for --throttle\. Give a share from 0 to 1/],
    [
      'an unknown personality',
      ['serve', '--personality', 'prmpt'],
      /^There is no personality "prmpt"\. Did you mean prompt\?/,
    ],
    [
      'an unknown flaw',
      ['serve', '--flaw', 'egres-ignored'],
      /^There is no flaw "egres-ignored"\. Did you mean egress-ignored/,
    ],
    ['a URL that is none', ['run', '--target', 'http://'], /^"http:\/\/" is not a URL\. /],
    ['real AWS by its URL', ['run', '--target', 'https://iam.amazonaws.com'], /^iam\.amazonaws\.com is AWS itself/],
    [
      'a server where nobody listens',
      ['run', '--target', 'http://127.0.0.1:1'],
      'Nothing answers at http://127.0.0.1:1/ (ECONNREFUSED). Start the emulator, or correct the address.',
    ],
    [
      'an emulator where nobody listens',
      ['run', '--target', 'moto', '--url', 'http://127.0.0.1:1'],
      /^Nothing answers at http:\/\/127\.0\.0\.1:1\//,
    ],
    [
      'a URL beside the reference',
      ['run', '--url', 'http://127.0.0.1:1'],
      'reference lives in memory, with regions and a clock of its own. Leave --url out.',
    ],
    [
      'a URL beside a URL',
      ['run', '--target', 'http://a.test', '--url', 'http://b.test'],
      '--target http://a.test is a URL already. Leave --url out.',
    ],
    [
      'a settle window beside a preset',
      ['run', '--target', 'moto', '--settle', '1s'],
      'moto declares its own settle window. Leave --settle out.',
    ],
    [
      'one region',
      ['run', '--target', 'http://a.test', '--regions', 'us-east-1'],
      /^--regions us-east-1 names one region only\. /,
    ],
    [
      'a region twice',
      ['run', '--target', 'http://a.test', '--regions', 'us-east-1,us-east-1'],
      /names a region twice\. /,
    ],
    [
      'a region that is none',
      ['run', '--target', 'http://a.test', '--regions', 'moon,us-east-1'],
      /^"moon" is not the name of an AWS region\. /,
    ],
    [
      'a seed that is no number',
      ['run', '--seed', 'abc'],
      '"abc" is not a seed. Give an integer from 0 to 4294967295, or leave --seed out to have one drawn.',
    ],
    ['a negative seed', ['run', '--seed', '-1'], /^"-1" is not a seed\. /],
    ['a seed of 33 bits', ['run', '--seed', '4294967296'], /^"4294967296" is not a seed\. /],
    ['a seed with a fraction', ['run', '--seed', '1.5'], /^"1\.5" is not a seed\. /],
    ['an empty seed', ['run', '--seed='], /^"" is not a seed\. /],
    [
      'an unknown requirement',
      ['run', '--only', 'regions/apart,permissions/nam'],
      'There is no requirement "permissions/nam". Did you mean permissions/name?',
    ],
    [
      'an unknown requirement unlike any',
      ['explain', 'qqqqqqqq'],
      'There is no requirement "qqqqqqqq". See `slr-conformance list`.',
    ],
    [
      'half of a requirement',
      ['explain', 'in-use-ingress'],
      'There is no requirement "in-use-ingress". Did you mean deletion/in-use-ingress?',
    ],
    [
      'requirements that come later alone',
      ['run', '--only', 'concurrency/create-create'],
      'concurrency/create-create cannot be exercised yet: needs several clients at once. Choose others; `slr-conformance list` shows them.',
    ],
    [
      'a budget of no calls',
      ['run', '--budget-calls', '0'],
      '"0" is not a number of calls. Give a positive integer, such as --budget-calls 2000.',
    ],
    [
      'a time without a unit',
      ['run', '--budget-time', '60'],
      /^"60" is not a time for --budget-time\. Its unit is missing: 60s is 60 seconds\. /,
    ],
    [
      'a time that is none',
      ['run', '--budget-time', 'soon'],
      '"soon" is not a time for --budget-time. Give a number and its unit (ms, s, m, h), such as --budget-time 60s.',
    ],
    ['no time at all', ['run', '--budget-time', '0s'], /^"0s" is not a time for --budget-time\. /],
    [
      'a report without a file',
      ['run', '--report', 'json'],
      '--report json names no file. Give --report json=FILE, or json=- for standard output.',
    ],
    [
      'an unknown report format',
      ['run', '--report', 'jsn=x'],
      '--report jsn=x: there is no report format "jsn". Did you mean json?',
    ],
    [
      'a report into no folder',
      ['run', '--report', 'json=/no/such/place.json'],
      'The report /no/such/place.json cannot be written: there is no folder /no/such. Make it first, or give another place.',
    ],
    ['a report onto a folder', ['run', '--report', 'json=/'], /it is a folder/],
    [
      'two reports into one file',
      ['run', '--report', 'json=a', '--report', 'json=a'],
      'Two reports go to a. Give each a place of its own.',
    ],
    [
      'counterexamples into no folder',
      ['run', '--save-counterexamples', '/no/such/place'],
      /there is no folder \/no\/such\. /,
    ],
    [
      'an unknown service',
      ['run', '--service', 'mediapackge'],
      'There is no service "mediapackge". Did you mean mediapackage?',
    ],
    [
      'an unknown profile',
      ['run', '--profile', 'deeep'],
      /'deeep' is invalid\. Allowed choices are quick, default, deep\. See `slr-conformance run --help`\.$/,
    ],
    [
      'an unknown option',
      ['run', '--targett', 'moto'],
      "unknown option '--targett'. Did you mean --target? See `slr-conformance run --help`.",
    ],
    ['an unknown command', ['rum'], "unknown command 'rum'. Did you mean run? See `slr-conformance --help`."],
    ['a missing argument', ['explain'], "missing required argument 'id'. See `slr-conformance explain --help`."],
    ['a surplus argument', ['run', 'moto'], /^too many arguments for 'run'\. /],
  ])('%s', async (_, argv, text) => {
    if (typeof text === 'string') expect(await told(argv)).toBe(text);
    else expect(await told(argv)).toMatch(text);
  });

  it('a bare call prints the help', async () => {
    const { code, stderr } = await play([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: slr-conformance \[options\] \[command\]/);
  });
});

describe('a bad program file is told with the place, the value and the mend', () => {
  it.each<readonly [string, string | object, string | RegExp]>([
    ['text', 'not json', /^The program file \S+ is not JSON: .+ Correct it, or save programs with/],
    [
      'another kind of file',
      { a: 1 },
      /schema is missing in \{"a":1\}\. It must be "https:\/\/slr-conformance\.dev\/schema\/program-1\.json"\.$/,
    ],
    ['a list', [], /schema is missing|the top is \[\]/],
    [
      'an unknown kind',
      file([describeChannel, { kind: 'ReadResorce', resource: 'channel', region: 0, slot: 0 }]),
      'program[1].kind is "ReadResorce". Did you mean ReadResource?',
    ],
    [
      'a resource that the service has not',
      file([{ ...describeChannel, resource: 'cluster' }]),
      'program[0].resource is "cluster". The service mediapackage has no ReadResource of "cluster".',
    ],
    ['a kind unlike any', file([{ kind: 'MakeTea' }]), /program\[0\]\.kind is "MakeTea"\. /],
    ['no kind', file([{ region: 0 }]), /program\[0\]\.kind is missing in \{"region":0\}\. /],
    [
      'a negative slot',
      file([{ kind: 'ListRoles' }, { ...describeChannel, slot: -1 }]),
      'program[1].slot is -1. It must be at least 0.',
    ],
    ['a slot too high', file([{ ...describeChannel, region: 10 }]), 'program[0].region is 10. It must be at most 9.'],
    [
      'a slot that is no integer',
      file([{ ...describeChannel, region: 0.5 }]),
      /program\[0\]\.region is 0\.5\. It must be an int/,
    ],
    [
      'a slot given as text',
      file([{ ...describeChannel, region: 'us-east-1' }]),
      'program[0].region is "us-east-1". It must be a number.',
    ],
    [
      'a missing slot',
      file([{ kind: 'ReadResource', resource: 'channel', region: 0 }]),
      /program\[0\]\.slot is missing in \{"kind":"ReadResource","resource":"channel","region":0\}\. It must be a number\.$/,
    ],
    [
      'an unknown key',
      file([{ ...describeChannel, slott: 1 }]),
      'unknown key "slott" at program[0], of value 1. Did you mean slot?',
    ],
    [
      'an unknown key of the file',
      file([describeChannel], { programme: [] }),
      'unknown key "programme" at the top, of value []. Did you mean program?',
    ],
    [
      'an unknown choice',
      file([{ kind: 'GetRole', role: 'linkd' }]),
      'program[0].role is "linkd". Did you mean linked? It must be one of linked, suffixed, ordinary, lookalike.',
    ],
    [
      'a flag that is false',
      file([{ kind: 'CreateServiceLinkedRole', service: 'own', suffix: false }]),
      'program[0].suffix is false. It must be true.',
    ],
    [
      'an unknown service',
      file([describeChannel], { service: 'mediapackge' }),
      /service is "mediapackge"\. Did you mean mediapackage\?/,
    ],
    [
      'an unknown requirement',
      file([describeChannel], { requirement: 'permissions/nam' }),
      /requirement is "permissions\/nam"\. Did you mean permissions\/name\?$/,
    ],
    ['a bad seed', file([describeChannel], { seed: -1 }), 'seed is -1. It must be at least 0.'],
    ['no operations', file([]), 'program is []. It must hold at least one operation.'],
    ['a program that is no list', file({}), 'program is {}. It must be an array.'],
  ])('%s', async (name, content, text) => {
    const path = program(`${name.replaceAll(' ', '-')}.json`, content);
    const said = await told(['replay', path]);
    if (typeof text === 'string')
      expect(said).toBe(`The program file ${path.replace(folder, 'FOLDER')} is not valid: ${text}`);
    else expect(said).toMatch(text);
  });

  it('a file that is not there', async () => {
    expect(await told(['replay', join(folder, 'none.json')])).toBe(
      'The program file FOLDER/none.json cannot be read: there is no such file. Give the path of a readable file.',
    );
  });

  it('a folder', async () => {
    expect(await told(['replay', folder])).toMatch(/^The program file FOLDER cannot be read: it is a folder\. /);
  });

  it('a run file of an older version', async () => {
    const path = program('old-run.json', { schema: 'https://slr-conformance.dev/schema/run-1.json' });
    expect(await told(['matrix', path])).toMatch(/its layout is run-1, and this version reads run-2\. Make one with /);
  });

  it('a run file that is a program file', async () => {
    const path = program('a-program.json', file([describeChannel]));
    expect(await told(['explain', 'permissions/name', '--run', path])).toMatch(
      /^The run file FOLDER\/a-program\.json is not valid: schema is /,
    );
  });
});

describe('a server that is no AWS', () => {
  let server: Server;
  let url = '';
  beforeAll(async () => {
    server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('is told from one, and no report is begun', async () => {
    const before = readdirSync(folder);
    const said = await told(['run', '--target', url, '--report', `json=${join(folder, 'never.json')}`]);
    expect(said).toMatch(
      /does not answer in the manner of AWS: .*not an AWS answer: HTTP 200 text\/html: <html>hello<\/html>/,
    );
    expect(readdirSync(folder)).toEqual(before);
  });
});
