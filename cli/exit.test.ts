import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from 'vitest';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const RUN = `exec node '${CLI}' run --profile quick --seed 1`;

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script of a shell in a folder of its own; a signal is sent once it has said something. */
function shell(name: string, script: string, signal?: NodeJS.Signals) {
  const cwd = join(folder, name);
  const env = { ...process.env, NO_COLOR: '1' };
  const child = spawn('/bin/sh', ['-c', `mkdir '${cwd}' && cd '${cwd}' && ${script}`], { env });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  if (signal !== undefined) child.stderr.once('data', () => child.kill(signal));
  return new Promise<{ code: number | null; cwd: string } & typeof said>((resolve) => {
    child.once('close', (code) => resolve({ code, cwd, ...said }));
  });
}

describe.concurrent('on a disk that takes no more', () => {
  // What is larger than a limit of the process fails as a full disk does: in the middle of a write.
  const limited = `trap '' XFSZ && ulimit -f 1 &&`;

  it('a run keeps the good file, names every lost one, shows the verdicts and ends with 4', async ({ expect }) => {
    const reports = '--report json=run.json --report html=run.html --report badge=badge.json --steps steps';
    const { code, cwd, stdout, stderr } = await shell('run', `echo good >run.json && ${limited} ${RUN} ${reports}`);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^reference:prompt conforms/);
    for (const lost of ['run.json', 'run.html', 'steps']) expect(stderr).toContain(`${lost} cannot be written: `);
    expect(readFileSync(join(cwd, 'run.json'), 'utf8')).toBe('good\n');
    expect(readdirSync(cwd).sort()).toEqual(['badge.json', 'run.json']);
  });

  it('a server that could not save its state does not begin, and leaves nothing', async ({ expect }) => {
    const serve = `exec node '${CLI}' serve --state state.json`;
    const { code, cwd, stderr } = await shell('serve', `trap '' XFSZ && ulimit -f 0 && ${serve}`);
    expect(stderr).toMatch(/state\.json\S* cannot be written: /);
    expect(code).toBe(4);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('a state file serves one server at a time, and what a killed one left of it is no hindrance', async ({
    expect,
  }) => {
    const serve = `node '${CLI}' serve --state state.json`;
    const busy = await shell('busy', `echo $$ >state.json.lock && ${serve}`);
    expect(busy).toMatchObject({ code: 2, stderr: expect.stringMatching(/is in use by process \d+/) as string });
    const left = await shell('left behind', `echo 999999999 >state.json.lock && exec ${serve}`, 'SIGTERM');
    expect(left.code).toBe(0);
    expect(readdirSync(left.cwd)).toEqual(['state.json']);
  });

  it.runIf(process.platform === 'linux')('a report that cannot be printed is no success', async ({ expect }) => {
    const { code, stderr } = await shell('stdout', `${RUN} >/dev/full`);
    expect(stderr).toContain('no space left on device');
    expect(code).toBe(4);
  });
});

describe.concurrent('the next write of a file', () => {
  it('removes what a writer that was killed left of it, and nothing else', async ({ expect }) => {
    const left = 'touch run.json.999999999.unfinished mine.999999999.unfinished';
    const { code, cwd } = await shell('left', `${left} && ${RUN} --report json=run.json`);
    expect(code).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(['mine.999999999.unfinished', 'run.json']);
  });

  it('keeps its mode, and the link that leads to it', async ({ expect }) => {
    const link = 'umask 022 && touch real && chmod 600 real && ln -s real run.json';
    const { code, stdout } = await shell(
      'link',
      `${link} && (${RUN} --report json=run.json >out); ls -lL real run.json`,
    );
    expect(code).toBe(0);
    expect(stdout.match(/^-rw------- /gm)).toHaveLength(2);
  });
});

describe.concurrent('a process that ends before its work is done', () => {
  const says = async (name: string, code: string) => {
    const script = join(folder, `${name}.mjs`);
    const watch = new URL('../dist/cli/exit.js', import.meta.url).href;
    writeFileSync(script, `import { watchExit } from '${watch}';\nconst say = watchExit();\n${code}`);
    return shell(name, `exec node '${script}'`, name === 'signal' ? 'SIGTERM' : undefined);
  };

  it.for([
    ['exit', 'process.exit(0);', 'it ended before its work was done'],
    ['rejection', "Promise.reject(new Error('nobody waits'));", 'nobody waits'],
    ['throw', "setTimeout(() => { throw new Error('too late'); });", 'too late'],
    ['nothing left', 'new Promise(() => {}).then(say);', 'it ended before its work was done'],
    ['signal', "setInterval(() => {}, 1000); console.error('up');", 'SIGTERM ended it'],
    ['after the work', "say(0); setTimeout(() => { throw new Error('late'); });", 'late'],
  ] as const)('by %s gives 4 and says why', async ([name, code, why], { expect }) => {
    const ended = await says(name, code);
    expect(ended.stderr).toContain('slr-conformance: the suite itself failed, which says nothing about the target: ');
    expect(ended.stderr).toContain(`${why}.\n`);
    expect(ended.code).toBe(4);
  });

  it('gives the code that the work came to otherwise', async ({ expect }) => {
    expect(await says('said', 'say(3);')).toMatchObject({ code: 3, stderr: '' });
  });
});
