import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  emulatorTarget,
  flawedTarget,
  flaws,
  serveReference,
  type ServedReference,
  type Target,
} from '../../adapters/index.ts';
import { command, hasPython } from '../../examples/python-target/python.fixture.ts';
import { type RequirementId } from '../../model/index.ts';
import { sample, SAMPLE_SEED } from '../../dev/sample.fixture.ts';
import { mediapackage } from '../../services/index.ts';
import { replayProgram, runSuite, type Run } from '../../properties/index.ts';
import { scriptOf, type ScriptLanguage } from '../index.ts';

const installed = hasPython(process.env['CI'] === 'true');
const languages: readonly ScriptLanguage[] = installed ? ['aws-cli', 'javascript', 'python'] : ['javascript'];

const suite = { name: 'scripts', version: '0' };
const profile = mediapackage;

// Inside the project, where the AWS SDK is found.
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'scripts-'));
let reference: ServedReference;
beforeAll(async () => {
  reference = await serveReference({ profile });
});
afterAll(async () => {
  await reference.close();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Performs the script of a counterexample on an endpoint. */
function perform(run: Run, id: RequirementId, language: ScriptLanguage, ...args: readonly string[]): Promise<Ended> {
  const { file, text } = scriptOf(run, id, language);
  const path = join(folder, file);
  writeFileSync(path, text);
  const program = { 'aws-cli': 'bash', javascript: process.execPath, python: installed ? command('python') : '' };
  const PATH = [...(installed ? [dirname(command('aws'))] : []), process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  return new Promise((resolve) => {
    const child = spawn(program[language], [path, ...args], { env, timeout: 60_000 });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    child.on('close', (code) => resolve({ code, said }));
  });
}

const breaksOf = (name: string): RequirementId => flaws.find((flaw) => flaw.name === name)?.breaks as RequirementId;

/** A run on a flawed reference that has a counterexample of what it breaks, told as of a server on which the access key id chooses the account. */
async function makeRunOn(name: string): Promise<Run> {
  const target = flawedTarget(name, { profile });
  const run = await runSuite(target, { profile, depth: 'default', seed: 1, only: [breaksOf(name)], suite });
  return { ...run, target: { ...run.target, isolation: 'new account id per world (access key id)' } };
}

const runs = new Map<string, Promise<Run>>();

/** The same run for every language. */
function runOn(name: string): Promise<Run> {
  const run = runs.get(name) ?? makeRunOn(name);
  runs.set(name, run);
  return run;
}

/** What differs, the flaw, and whether it is tried in every language, some of which take their time to start. */
const CASES = [
  ['a text', 'role-name-in-other-letter-case', true],
  ['a number', 'twelve-hour-session', false],
  ['tags', 'tags-replaced', true],
  ['a policy', 'policy-lacks-an-action', true],
  ['an access log', 'egress-ignored', true],
  ['an entry of a list', 'role-not-listed', false],
  ['the form of an id', 'task-id-bare', false],
  ['an error code', 'taken-id-conflicts', false],
  ['an HTTP status', 'missing-role-bad-status', true],
  ['how a task ends', 'egress-does-not-count', false],
  ['a name in capitals', 'names-differ-by-case', false],
] as const;

describe.each(languages)(
  `the script of a counterexample drawn with seed ${SAMPLE_SEED}, in the language %s,`,
  (language) => {
    const cases = language === 'javascript' ? CASES : CASES.filter(([, , everywhere]) => everywhere);
    it.each(sample<(typeof CASES)[number]>(cases, language === 'javascript' ? 4 : 2))(
      'differs by %s on the target, and not on the reference (%s)',
      { timeout: 60_000 },
      async (_what, name) => {
        const run = await runOn(name);
        const flawed = await serveReference({ profile, flaw: name });
        try {
          const [there, here] = await Promise.all(
            [flawed.url, reference.url].map((url) => perform(run, breaksOf(name), language, url)),
          );
          expect(there?.said).toMatch(/^differs: ./m);
          expect(there?.code).toBe(1);
          expect(here).toEqual({ code: 0, said: 'as on AWS\n' });
        } finally {
          await flawed.close();
        }
      },
    );

    it('neither differs nor agrees where the endpoint cannot be had, or is AWS', { timeout: 60_000 }, async () => {
      const run = await runOn('role-name-in-other-letter-case');
      const nobody = await perform(run, 'permissions/name', language, 'http://127.0.0.1:9');
      expect(nobody.code).toBe(2);
      const hosts = ['iam.amazonaws.com', 'IAM.AmazonAWS.com:443', 'iam.amazonaws.com.cn', 'iam.amazonaws.com.'];
      for (const host of sample(hosts, 1)) {
        const aws = await perform(run, 'permissions/name', language, `https://${host}`);
        expect(aws).toEqual({ code: 2, said: 'cannot be told: AWS itself is not asked\n' });
      }
    });
  },
);

describe.skipIf(!installed)(
  'the script of a counterexample on moto, where the access key id chooses no account,',
  () => {
    let target: Target;
    let run: Run;
    beforeAll(async () => {
      target = await emulatorTarget('moto', { profile });
      const program = [{ kind: 'CreateServiceLinkedRole', service: 'own' }] as const;
      run = await replayProgram(target, program, { profile, seed: 1, suite });
    }, 60_000);
    afterAll(() => target.close());

    it.each(languages)('cleans up what it made (%s)', { timeout: 60_000 }, async (language) => {
      const { endpoint = '' } = target.describe();
      // The AWS CLI takes its time, and the others show that a second run finds nothing of the first.
      for (let time = 0; time < (language === 'aws-cli' ? 1 : 2); time += 1)
        expect(await perform(run, 'permissions/name', language, endpoint)).toEqual({
          code: 1,
          said: expect.stringContaining('differs: ') as string,
        });
    });
  },
);
