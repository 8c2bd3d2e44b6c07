import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Session, Target } from '../port.ts';
import { TargetError } from '../target-error.ts';
import { execTarget, type ExecOptions } from './index.ts';

const PROGRAM = fileURLToPath(new URL('program.fixture.mjs', import.meta.url));
const GET: Operation = { kind: 'GetRole', role: 'linked' };
const LIST: Operation = { kind: 'ListRoles' };
const DELETE: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };

const started: Target[] = [];
let folder = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'slr exec ')));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((target) => target.close()));
  await rm(folder, { recursive: true });
});

const log = (): string => join(folder, 'log');
const commandOf = (behaviour: string): string => `'${process.execPath}' '${PROGRAM}' '${behaviour}' '${log()}'`;

async function program(behaviour: string, options: Partial<ExecOptions> = {}): Promise<Target> {
  const target = await execTarget(commandOf(behaviour), { profile: mediapackage, ...options });
  started.push(target);
  return target;
}

async function world(behaviour: string, options: Partial<ExecOptions> = {}): Promise<Session> {
  return (await program(behaviour, options)).open({ index: 4, seed: 5 });
}

const call = (action: string, input: object = { RoleName: 'AWSServiceRoleForMediaPackage' }) => ({
  kind: 'unsupported',
  evidence: JSON.stringify({ service: 'iam', action, region: 'us-east-1', input }),
});
const GOT = call('GetRole');

const failureOf = async (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as Error,
  );

describe('a program as a target', () => {
  it('introduces itself', async () => {
    expect((await program('library alone')).describe()).toEqual({
      name: 'echo',
      version: '7',
      endpoint: 'http://127.0.0.1:1/',
      issues: 'https://example.com/issues',
      isolation: 'a new world in memory',
      leftovers: true,
      consistency: { settleMs: 0, virtualTime: false },
      through: ['GetRole', 'ConfigurePackagingGroupLogs'],
      regions: ['us-east-1', 'eu-west-1'],
    });
  });

  it('is asked for calls, in a world of its own, and told when that is over', async () => {
    const target = await program('good');
    await using first = await target.open({ index: 4, seed: 5, pristine: true });
    await using second = await target.open({ index: 5, seed: 5 });
    expect(first.account).toBe('111122223333');
    expect(await Promise.all([first.perform(GET), second.perform(DELETE), first.perform(LIST)])).toEqual([
      GOT,
      call('DeleteServiceLinkedRole'),
      call('ListRoles', { PathPrefix: '/aws-service-role/mediapackage.amazonaws.com/' }),
    ]);
    expect([first.calls, second.calls]).toEqual([2, 1]);
    await first.close();
    await first.close();
    expect(() => first.perform(GET)).toThrow('GetRole after the session was closed');
    await second.close();
    await target.close();
    const said = (await readFile(log(), 'utf8')).replaceAll(/ \d+$/gm, '').trim().split('\n');
    expect(said).toEqual(['hello', 'open', 'open', 'call', 'call', 'call', 'close', 'close', 'bye']);
    await expect(target.open({ index: 6, seed: 5 })).rejects.toThrow('open after the target was closed');
  });

  it('is understood in whatever pieces its answer comes', async () => {
    expect(await (await world('in pieces')).perform(GET)).toEqual(GOT);
  });

  it.each([
    [
      { output: { Role: { RoleName: 'A', CreateDate: '2026-01-01 00:00:00+00:00', AssumeRolePolicyDocument: {} } } },
      { kind: 'answered', facets: { name: 'A', createDate: '2026-01-01T00:00:00.000Z', trust: [] } },
    ],
    [{ output: {} }, { kind: 'indeterminate', why: 'the answer shows no role' }],
    [
      { refused: { code: 'NoSuchEntity', http: 404, message: 'none' } },
      { kind: 'refused', code: 'NoSuchEntity', http: 404, message: 'none' },
    ],
    [{ refused: { code: '404', http: 404, message: 'Not Found' } }, { kind: 'unsupported' }],
    [{ refused: { code: 'InvalidAction', http: 400, message: '' } }, { kind: 'unsupported' }],
    [{ refused: { code: 'InternalFailure', http: 500, message: '' } }, { kind: 'indeterminate', http: 500 }],
    [{ refused: { code: 'Throttling', http: 400, message: '' } }, { kind: 'indeterminate', http: 400 }],
    [{ unknown: 'no answer in time' }, { kind: 'indeterminate', why: 'no answer in time' }],
  ])('answers %j', async (answer, outcome) => {
    const session = await world(JSON.stringify(answer));
    expect(await session.perform({ kind: 'GetRole', role: 'ordinary' })).toMatchObject(outcome);
  });

  it('may go on after an error, which is no verdict', async () => {
    const session = await world('error');
    for (const _ of [1, 2])
      await expect(session.perform(GET)).rejects.toThrow(
        'The program answered call GetRole with an error: no such wrapper function',
      );
    await session.close();
  });
});

describe('the time of a session', () => {
  it('is the real one unless the program says otherwise', async () => {
    const session = await world('good');
    const before = session.now();
    await session.wait(30);
    expect(session.now() - before).toBeGreaterThanOrEqual(29);
    expect(await readFile(log(), 'utf8')).not.toContain('wait');
  });

  it('is the sum of the waits when it is virtual', async () => {
    const session = await world('virtual time');
    await session.wait(4000);
    await session.perform(GET);
    await session.wait(1500);
    expect(session.now()).toBe(5500);
  });
});

describe('a program that cannot be a target', () => {
  const refusal = async (command: string, options: Partial<ExecOptions> = {}): Promise<string> => {
    const error = await failureOf(execTarget(command, { profile: mediapackage, ...options }));
    expect(error).toBeInstanceOf(TargetError);
    return error.message;
  };

  it('is not there', async () => {
    expect(await refusal('no-such-program --flag')).toMatch(
      /^The program ended with exit code 127 instead of answering hello\. Its standard error ends with: .*no-such-program.* See docs\/exec-protocol\.md\.$/,
    );
    expect(await refusal(`'${folder}/no such program'`)).toContain('exit code 127');
    expect(await refusal('true', { cwd: join(folder, 'nowhere') })).toContain('nowhere is no folder');
  });

  it.each([
    [
      'no introduction',
      'The program answered hello with an error: no server is up. It wrote nothing to standard error. See docs',
    ],
    ['protocol 1', 'The program speaks protocol 1, and this suite speaks 2.'],
    ['one region', "The program's introduction is wrong: regions: "],
    ['misspelt introduction', 'versoin'],
    ['no such call', 'through.0: '],
  ])('introduces itself wrongly: %s', async (behaviour, problem) => {
    expect(await refusal(commandOf(behaviour))).toContain(problem);
  });

  it('does not introduce itself in time', async () => {
    expect(await refusal(commandOf('silent'), { timeoutMs: 300 })).toBe(
      'The program did not answer hello within 0.3 s. Its standard error ends with: importing See docs/exec-protocol.md.',
    );
  });

  it('ends before it is asked', async () => {
    expect(await refusal(`sh -c 'echo no boto3 here >&2; exit 1'`)).toContain(
      'ended with exit code 1 instead of answering hello. Its standard error ends with: no boto3 here',
    );
  });
});

describe('a program that breaks off', () => {
  it.each([
    [
      'crash',
      'ended with exit code 3 instead of answering call GetRole. Its standard error ends with:\nxxx',
      "KeyError: 'role'",
    ],
    ['killed', 'The program ended with exit code 137 instead of answering call GetRole. It wrote nothing', ''],
    ['noise', 'that is not JSON: "Connecting ...". Standard output is for answers alone: write logs to stderr.', ''],
    ['no answer shape', String.raw`a line that is no answer: "{\"outcome\":{}}".`, ''],
    ['wrong id', 'answered with id 4 where call GetRole has id 3: ', ''],
    ['no output', 'answer to call GetRole is wrong: ', String.raw`\"output\":7`],
    ['no http', 'answer to call GetRole is wrong: ', ''],
    ['extra member', 'answer to call GetRole is wrong: ', String.raw`\"took\":3`],
    ['deep line', 'a line that is no answer: ', ''],
    ['huge line', 'a line longer than 1000000 bytes: "yyy', `${'y'.repeat(200)}...".`],
    ['latin-1', 'a line that is not UTF-8: ', ''],
  ])('(%s) is told once and for all', async (behaviour, problem, end) => {
    const session = await world(behaviour);
    const error = await failureOf(session.perform(GET));
    expect(error).toMatchObject({ name: 'ProgramGone' });
    expect(error).not.toBeInstanceOf(TargetError);
    expect(error.message).toContain(problem);
    expect(error.message).toContain(end);
    expect(error.message.length).toBeLessThan(2500);
    expect(await failureOf(session.perform(LIST))).toBe(error);
    await session.close();
  });

  it('is told of a second answer to one question, at the next', async () => {
    const session = await world('two answers');
    expect(await session.perform(GET)).toEqual(GOT);
    expect((await failureOf(session.perform(GET))).message).toMatch(/answer to nothing|answered with id 3 where/);
  });

  it('is told at the next question when it ends between two', async () => {
    const session = await world('exits after the answer');
    expect(await session.perform(GET)).toEqual(GOT);
    expect((await failureOf(session.perform(GET))).message).toContain('ended with exit code 0');
  });
});

describe("a program's surroundings", () => {
  const seen = async (options: Partial<ExecOptions>, prefix = ''): Promise<Record<string, string>> => {
    const target = await execTarget(prefix + commandOf('environment'), { profile: mediapackage, ...options });
    started.push(target);
    const outcome = await (await target.open({ index: 1, seed: 1 })).perform(GET);
    return JSON.parse(outcome.kind === 'unsupported' ? outcome.evidence : '{}') as Record<string, string>;
  };

  it('are few variables of the suite, no credentials, and what it is given', async () => {
    const variables = {
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_PROFILE: 'x',
      GITHUB_TOKEN: 'x',
      SLR_ENDPOINT_URL: `it's "http://127.0.0.1" $(x)`,
      PYTHONPATH: '/a b',
    };
    Object.assign(process.env, variables);
    try {
      const all = await seen(
        { cwd: folder, environment: { PYTHONPATH: 'given', AWS_REGION: 'by hand' } },
        `'LAST=a b' `,
      );
      expect(all).toMatchObject({
        cwd: folder,
        PATH: process.env['PATH'],
        SLR_ENDPOINT_URL: variables.SLR_ENDPOINT_URL,
        PYTHONPATH: 'given',
        AWS_REGION: 'by hand',
        LAST: 'a b',
      });
      for (const name of ['AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'GITHUB_TOKEN', 'NODE_ENV'])
        expect(all).not.toHaveProperty(name);
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
  });
});
