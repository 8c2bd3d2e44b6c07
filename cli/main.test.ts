import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { requirements } from '../model/index.ts';
import type { Run } from '../properties/index.ts';
import { runSchema } from '../reports/index.ts';
import { runWith, deviating, undecided } from '../reports/run.fixture.ts';
import { play } from './stage.fixture.ts';
import { suitePackage } from './package.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const quick = ['run', '--profile', 'quick', '--only', 'permissions/name,permissions/assume', '--seed', '7'];
const ending = (run: Run) => ({ engine: { runSuite: async () => run } });

describe('run', () => {
  it('judges the reference unless told otherwise', async () => {
    const { code, stdout, stderr } = await play(quick);
    expect(stdout).toMatch(/^reference:prompt conforms: 2 of 2 requirements hold\n/);
    expect(stdout).toContain('seed 7');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it.each([
    [0, runWith({})],
    [1, deviating],
    [3, undecided],
    [4, runWith({}, { harnessErrors: [{ message: 'boom' }] })],
  ])('ends with %i where the run says so', async (code, run) => {
    expect((await play(['run'], ending(run))).code).toBe(code);
  });

  it('draws a seed when none is given, and prints it', async () => {
    const runSuite = vi.fn<(target: unknown, options: { readonly seed: number }) => Promise<Run>>(async (_, { seed }) =>
      runWith({}, { seed }),
    );
    const { stdout } = await play(['run'], { engine: { runSuite } });
    const seed = runSuite.mock.calls[0]?.[1].seed ?? -1;
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
    expect(stdout).toContain(`seed ${seed}`);
  });

  it('hands on what it was asked, and the command that replays', async () => {
    const runSuite = vi.fn<(target: unknown, options: object) => Promise<Run>>(async () => runWith({}));
    const flags = [
      '--profile',
      'deep',
      '--seed',
      '4294967295',
      '--budget-calls',
      '500',
      '--budget-time',
      '1.5m',
      '--only',
      'regions,permissions/arn',
    ];
    await play(['run', '--target', 'reference:slow', ...flags], { engine: { runSuite } });
    expect(runSuite.mock.calls[0]?.[1]).toMatchObject({
      depth: 'deep',
      seed: 4294967295,
      budgetCalls: 500,
      budgetMs: 90_000,
      only: ['permissions/arn', 'regions/one-role', 'regions/every-region', 'regions/apart'],
      suite: suitePackage,
      replayCommand: 'slr-conformance replay FILE --target reference:slow',
    });
  });

  it('writes reports and counterexamples to files, and says where', async () => {
    const run = join(folder, 'run.json');
    const found = join(folder, 'found');
    const { stdout } = await play(
      ['run', '--report', `json=${run}`, '--save-counterexamples', `${found}/`],
      ending(deviating),
    );
    expect(runSchema.parse(JSON.parse(readFileSync(run, 'utf8')))).toEqual(deviating);
    expect(readdirSync(found)).toEqual([
      'editing-trust.json',
      'permissions-name.json',
      'permissions-policy-attached.json',
    ]);
    expect(stdout).toContain(`slr-conformance replay ${found}/permissions-name.json --target moto`);
    expect(stdout).toContain(`--run ${run}`);
  });

  it('writes the formats that a CI job reads, several at once', async () => {
    const paths = { junit: join(folder, 'junit.xml'), markdown: join(folder, 'summary.md') };
    const reports = Object.entries(paths).map(([format, path]) => `--report=${format}=${path}`);
    const { stdout } = await play(['run', ...reports], ending(deviating));
    expect(readFileSync(paths.junit, 'utf8')).toContain('<testsuite name="slr-conformance mediapackage on moto 5.2.5"');
    expect(readFileSync(paths.markdown, 'utf8')).toMatch(/^## moto 5\.2\.5 deviates/);
    expect(stdout).not.toContain(`--run ${paths.junit}`);
  });

  it.each([['--json'], ['--report=json=-']])(
    'prints nothing but JSON with %s, and the verdict beside it',
    async (flag) => {
      const { code, stdout, stderr } = await play(['run', flag], ending(deviating));
      expect(runSchema.parse(JSON.parse(stdout))).toEqual(deviating);
      expect(stderr).toMatch(/^moto 5\.2\.5 deviates: /);
      expect(code).toBe(1);
    },
  );

  it('colours a terminal, and neither a pipe nor where NO_COLOR is set', async () => {
    const colour = async (props: object): Promise<boolean> =>
      (await play(['run'], { ...ending(deviating), ...props })).stdout.includes('\u001b[');
    expect(await colour({ columns: 100 })).toBe(true);
    expect(await colour({})).toBe(false);
    expect(await colour({ columns: 100, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await colour({ columns: 100, env: { NO_COLOR: '' } })).toBe(true);
    expect(await colour({ columns: 100, env: { TERM: 'dumb' } })).toBe(false);
    expect(await colour({ env: { FORCE_COLOR: '1' } })).toBe(true);
  });

  it('shows progress on a terminal, on one line that it leaves empty', async () => {
    const { stderr } = await play(quick, { columns: 80 });
    const [, first, ...rest] = stderr.split('\r\u001b[2K');
    expect(first).toMatch(/^░+ tour/);
    expect(rest.at(-1)).toBe('');
    expect(stderr).not.toContain('\n');
  });

  it('tells its own fault apart from the target, with a stack for who asks', async () => {
    const crash = { engine: { runSuite: async () => Promise.reject(new TypeError('x is undefined')) } };
    const brief = await play(['run'], crash);
    expect(brief.code).toBe(4);
    expect(brief.stderr).toMatch(
      /^slr-conformance: the suite itself failed, which says nothing about the target: TypeError: x is undefined\. Please report it .*--verbose prints the stack\.\n$/,
    );
    expect((await play(['run', '--verbose'], crash)).stderr).toMatch(/\n {4}at /);
  });
});

describe('an interrupt', () => {
  const pressing = (presses: number) => {
    let press = (): void => {};
    return {
      interrupts: (interrupt: () => void) => {
        press = interrupt;
      },
      engine: {
        runSuite: async (_: unknown, { signal }: { readonly signal?: AbortSignal }): Promise<Run> => {
          for (let i = 0; i < presses; i += 1) press();
          return presses > 1
            ? new Promise<Run>(() => {})
            : runWith({}, signal?.aborted ? { programs: 1, interrupted: true } : { programs: 2 });
        },
      },
    };
  };

  it('lets the run end with a report of what was done, which is no proof', async () => {
    const { code, stdout, stderr } = await play(['run'], pressing(1));
    expect(stderr).toContain('interrupt again to stop at once');
    expect(stdout).toMatch(/^Interrupted; by then, reference:prompt conforms/);
    expect(stdout).toContain('1 program ');
    expect(code).toBe(3);
  });

  it('twice ends at once, with nothing printed', async () => {
    const { code, stdout, stderr } = await play(['run'], pressing(2));
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toContain('Interrupted twice');
  });

  it('reaches a run that never waits for anything', async () => {
    const interrupts = (interrupt: () => void): void => void setTimeout(interrupt, 100);
    const formats = ['annotations', 'badge', 'html', 'json', 'junit', 'markdown'];
    const reports = formats.map((format) => `--report=${format}=${join(folder, `interrupted.${format}`)}`);
    const steps = join(folder, 'interrupted.ndjson');
    const options = [...reports, '--steps', steps];
    const { code, stdout } = await play(['run', '--profile', 'deep', '--seed', '1', ...options], { interrupts });
    expect(stdout).toMatch(/^Interrupted/);
    expect(code).toBe(3);
    const read = (format: string): string => readFileSync(join(folder, `interrupted.${format}`), 'utf8');
    const saved = runSchema.parse(JSON.parse(read('json')));
    expect(saved.interrupted).toBe(true);
    expect(read('annotations')).toContain('::Interrupted; by then, reference:prompt');
    expect(JSON.parse(read('badge'))).toMatchObject({ color: 'yellow' });
    expect(read('html')).toMatch(/<h1>\s*Interrupted; by then[^]*<\/html>\s*$/);
    expect(read('junit')).toMatch(/<\/testsuites>\s*$/);
    expect(read('markdown')).toMatch(/^## Interrupted/);
    const lines = readFileSync(steps, 'utf8').trimEnd().split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as { readonly operation?: unknown });
    expect(parsed[0]).toMatchObject({ schema: 'https://slr-conformance.dev/schema/steps-2', seed: 1 });
    expect(parsed.filter(({ operation }) => operation !== undefined)).toHaveLength(saved.operations);
  });
});

describe('replay', () => {
  const program = JSON.stringify({
    schema: 'https://slr-conformance.dev/schema/program-1.json',
    service: 'mediapackage',
    requirement: 'permissions/assume',
    program: [
      { kind: 'CreateServiceLinkedRole', service: 'own' },
      { kind: 'AssumeRole', role: 'linked' },
    ],
  });

  it('performs a program from standard input and tells every step', async () => {
    const { code, stdout } = await play(['replay', '-', '--seed', '1'], { stdin: program });
    expect(stdout).toContain('2 steps on reference:prompt');
    expect(stdout).toContain('    1. CreateServiceLinkedRole(service own)  → success');
    expect(stdout).toContain('    2. AssumeRole(role linked)  → refused: AccessDenied (HTTP 403)');
    expect(stdout).toContain('permissions/assume, which the program was saved to show broken, holds here.');
    expect(code).toBe(0);
  });

  it('tells a step that breaks something with what was expected', async () => {
    const [steps] = deviating.requirements.flatMap(({ id, counterexample }) =>
      id === 'editing/trust' ? [counterexample?.steps ?? []] : [],
    );
    const replayProgram = async () => ({ ...deviating, steps: steps ?? [] });
    const { code, stdout } = await play(['replay', '-'], { stdin: program, engine: { replayProgram } });
    expect(stdout).toContain(
      '  ✗ 2. UpdateAssumeRolePolicy(role linked)\n       expected  a refusal with UnmodifiableEntity (edit refused)\n       observed  success\n',
    );
    expect(code).toBe(1);
  });

  it('reads the programs that run saves', async () => {
    const found = join(folder, 'saved');
    await play(['run', '--save-counterexamples', found], ending(deviating));
    const { code, stdout, stderr } = await play(['replay', join(found, 'editing-trust.json')]);
    expect(stderr).toBe('');
    expect(stdout).toContain('editing/trust, which the program was saved to show broken, holds here.');
    expect(code).toBe(0);
  });

  it('reads the program that the report says to paste', async () => {
    const { stdout } = await play(['run'], ending(deviating));
    const pasted = /<<'PROGRAM'\n(.*?)PROGRAM\n/s.exec(stdout)?.[1] ?? '';
    expect((await play(['replay', '-'], { stdin: pasted })).stdout).toContain('1 step on reference:prompt');
  });

  it('prints a run as JSON that a run file may be', async () => {
    const { stdout } = await play(['replay', '-', '--json'], { stdin: program });
    expect(runSchema.safeParse(JSON.parse(stdout)).success).toBe(true);
  });
});

describe('the other commands', () => {
  it('list tells every requirement, as a table or as JSON', async () => {
    const { stdout } = await play(['list']);
    expect(stdout).toContain(`${requirements.length} requirements, catalogue `);
    const json: readonly { readonly id: string }[] = JSON.parse((await play(['list', '--json'])).stdout);
    for (const { id } of json) expect(stdout).toContain(id);
  });

  it('list targets tells what --target takes', async () => {
    const { stdout } = await play(['list', 'targets']);
    for (const name of ['reference:prompt', 'moto', 'http://', 'flawed:']) expect(stdout).toContain(name);
  });

  it('explain tells what a requirement says and where it comes from', async () => {
    const { stdout } = await play(['explain', 'permissions/name']);
    expect(stdout).toMatchInlineSnapshot(`
      "permissions/name
        The role is called exactly what the service documents: AWSServiceRoleForMediaPackage.

        level   must
        source  documented by AWS
        page    https://docs.aws.amazon.com/mediapackage/latest/ug/using-service-linked-roles.html#slr-permissions
        facts   F10, F11
        needs   CreateServiceLinkedRole
      "
    `);
  });

  it('explain tells how a requirement fared in a run', async () => {
    const path = join(folder, 'explained.json');
    await play(['run', '--report', `json=${path}`], ending(deviating));
    const explained = async (id: string): Promise<string> => (await play(['explain', id, '--run', path])).stdout;
    expect(await explained('editing/trust')).toContain(
      '✗ broken on moto 5.2.5 (seed 42)\n\n    1. CreateServiceLinkedRole(service own)  → success\n',
    );
    expect(await explained('creation/suffix')).toContain('follows from permissions/name');
    expect(await explained('logging/vod')).toContain(
      '– unsupported on moto 5.2.5 (seed 42)\n  CreatePackagingGroup: not an AWS answer: HTTP 500\n',
    );
    expect(await explained('regions/apart')).toMatch(/✓ holds on moto 5\.2\.5 \(seed 42\), kept [\d,]+ times\n$/);
  });

  it.each([
    [
      0,
      'can be judged.',
      [
        { name: 'reachable', ok: true, detail: 'it answers' },
        { name: 'clock', ok: null, detail: '' },
      ],
    ],
    [
      1,
      'cannot be judged fairly: 1 of 1 checks failed.',
      [{ name: 'worlds', ok: false, detail: 'they share their roles' }],
    ],
  ])('doctor ends with %i and says that a target %s', async (code, text, checks) => {
    const played = await play(['doctor'], { engine: { checkManners: async () => checks } });
    expect(played.stdout).toContain(text);
    expect(played.code).toBe(code);
  });

  it.each([
    [['help', 'rnu'], "there is no command 'rnu'. Did you mean run?"],
    [['repro'], 'See `slr-conformance repro --help`.'],
    [['matrix'], 'See `slr-conformance matrix --help`.'],
    [['audit', '--seeds', 'a'], 'such as --seeds 1-10.'],
    [['serve', '--latency', '2m'], 'latencyMs cannot be 120000. Give 0 to 60000.'],
  ])('tells the mend where it belongs: %j', async (argv, mend) => {
    const { code, stderr } = await play(argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(mend)]);
  });

  it.each(['run', 'list', 'explain', 'replay', 'doctor'])('%s has help with examples', async (command) => {
    const { code, stdout } = await play([command, '--help']);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain(`slr-conformance ${command}`);
    expect(code).toBe(0);
  });

  it('prints its version', async () => {
    expect(await play(['--version'])).toEqual({ code: 0, stdout: `${suitePackage.version}\n`, stderr: '' });
  });
});
