import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import { findBinary, versionOf } from './find-binary.ts';
import { startGuarded as startProcess, type GuardedProcess } from '../machine/guarded-process.ts';
import { emulatorTarget, emulatorPresets, type EmulatorPreset } from './index.ts';
import { startEmulator } from './start.ts';

const moto = emulatorPresets[0] as EmulatorPreset;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slr-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function script(text: string): Promise<string> {
  const path = join(folder, 'server');
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Whether a process runs; one that has ended, and that nobody asked for yet, does not. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).syscall === 'open' && process.platform !== 'linux';
  }
}

describe('an emulator that cannot be had', () => {
  it('is told by name, with those that can', async () => {
    await expect(emulatorTarget('motto', { profile: mediapackage })).rejects.toThrow(
      '"motto" is no known emulator. Known: moto, ministack, localstack, localemu, kumo, gopherstack, fakecloud, winterbaume. Or give its URL.',
    );
  });

  it('is told with the way to install it', async () => {
    const missing = { ...moto, name: 'ghost', binary: 'no-such-command-here' };
    await expect(findBinary(missing)).rejects.toMatchObject({
      code: 'emulator-missing',
      message: expect.stringMatching(
        /^ghost is not installed: there is no no-such-command-here. Install it with/,
      ) as string,
    });
    await expect(findBinary(moto, join(folder, 'absent'))).rejects.toThrow(/absent cannot be run as moto_server/);
  });

  it('is told with what it said when it ends at once', async () => {
    const binary = await script('echo "Address already in use" >&2; exit 7');
    await expect(startEmulator(moto, binary)).rejects.toMatchObject({
      code: 'emulator-failed',
      message: expect.stringMatching(/^moto ended with code 7: Address already in use\./) as string,
    });
  });

  it('has no version when its command does not tell one', async () => {
    expect(await versionOf(await script('exit 0'), moto)).toBeUndefined();
  });
});

describe('an emulator that Cargo built', () => {
  const preset = emulatorPresets.find(({ name }) => name === 'winterbaume') as EmulatorPreset;

  it('has the version that Cargo noted of its crate', async () => {
    await mkdir(join(folder, 'bin'));
    const binary = join(folder, 'bin', 'winterbaume-server');
    const note = (crates: string) => writeFile(join(folder, '.crates.toml'), `[v1]\n${crates}\n`);
    expect(await versionOf(binary, preset)).toBeUndefined();
    await note(
      '"winterbaume-server 0.2.8 (registry+https://github.com/rust-lang/crates.io-index)" = ["winterbaume-server"]',
    );
    expect(await versionOf(binary, preset)).toBe('0.2.8');
    await note('"winterbaume-server-extra 9.9.9 (registry+https://github.com/rust-lang/crates.io-index)" = ["extra"]');
    expect(await versionOf(binary, preset)).toBeUndefined();
  });

  it('serves as soon as it answers anything, where it has no path for its health', async () => {
    const code =
      "require('http').createServer((_, to) => to.writeHead(404).end()).listen(Number(process.argv[2]), '127.0.0.1')";
    const binary = await script(`exec node -e "${code.replace('process.argv[2]', 'process.argv.at(-1)')}" -- "$@"`);
    const server = await startEmulator(preset, binary);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await server.stop();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});

const startGuarded = (command: string, args: readonly string[]): GuardedProcess =>
  startProcess({ words: [command, ...args], home: join(folder, 'home'), graceSeconds: 0 });

describe.runIf(process.platform === 'linux')('an emulator that other machines could reach', () => {
  const preset = emulatorPresets.find(({ name }) => name === 'winterbaume') as EmulatorPreset;
  const serving = (more: string): Promise<string> =>
    script(
      `exec node -e "const s = () => require('http').createServer((_, to) => to.writeHead(404).end()); s().listen(Number(process.argv.at(-1)), '127.0.0.1'); ${more}" -- "$@"`,
    );

  it.each([
    ['by itself', "s().listen(0, '0.0.0.0');"],
    ['over IPv6', "s().listen(0, '::');"],
    [
      'by a child in a group of its own',
      "require('child_process').spawn(process.execPath, ['-e', 'require(\\'net\\').createServer().listen(0, \\'0.0.0.0\\')'], { detached: true, stdio: 'ignore' }); s().listen(0, '0.0.0.0');",
    ],
  ])('%s is ended', async (_how, more) => {
    await expect(startEmulator(preset, await serving(more))).rejects.toThrow(
      /listens on port [\d, ]+ of all addresses/,
    );
  });
});

describe('a guarded server', () => {
  it('ends with its own exit code', async () => {
    const server = startGuarded(await script('exit 3'), []);
    expect(await server.ended).toBe(3);
    await server.end();
  });

  it('is given its arguments as they are', async () => {
    const server = startGuarded(await script('echo "$1|$2" >&2'), ['a b', '$(c)']);
    await server.ended;
    await expect.poll(() => server.stderrTail()).toBe('a b|$(c)');
  });

  it('takes with it what it started', async () => {
    const server = startGuarded(await script('sleep 60 & echo $! >&2; wait'), []);
    await expect.poll(() => server.stderrTail()).toMatch(/^\d+$/);
    const child = Number(server.stderrTail());
    await server.end();
    await expect.poll(() => alive(child), { timeout: 3_000 }).toBe(false);
  });

  it('takes with it what it left behind when it ended by itself', async () => {
    const server = startGuarded(await script("(trap '' TERM; sleep 60) & echo $! >&2; exit 5"), []);
    expect(await server.ended).toBe(5);
    await expect.poll(() => alive(Number(server.stderrTail())), { timeout: 3_000 }).toBe(false);
  });

  it('has a home of its own, which goes with it, and no credential of its starter', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary');
    vi.stubEnv('GITHUB_TOKEN', 'canary');
    const home = join(folder, 'home');
    await mkdir(home);
    const server = startGuarded(await script('env >&2; touch "$HOME/left"'), []);
    await server.ended;
    vi.unstubAllEnvs();
    expect(server.stderrTail()).toContain(`HOME=${home}`);
    expect(server.stderrTail()).not.toContain('canary');
    await expect.poll(() => existsSync(home), { timeout: 3_000 }).toBe(false);
  });

  it('ends by force when it does not end by asking', async () => {
    const server = startGuarded(await script("trap '' TERM; echo up >&2; while :; do sleep 0.1; done"), []);
    await expect.poll(() => server.stderrTail()).toBe('up');
    const start = performance.now();
    await server.end();
    expect(performance.now() - start).toBeGreaterThan(2_500);
    expect(await server.ended).toBeNull();
  });
});

it('speaks to a server that runs already when given its URL', async () => {
  const target = await emulatorTarget('moto', { profile: mediapackage, url: 'http://127.0.0.1:5000' });
  expect(target.describe()).toEqual({
    name: 'moto',
    endpoint: 'http://127.0.0.1:5000/',
    issues: 'https://github.com/getmoto/moto/issues',
    isolation: 'new or cleaned account per world (x-moto-account-id)',
    consistency: { settleMs: 0, virtualTime: false },
    sideBySide: true,
    regions: ['us-east-1', 'eu-west-1'],
  });
  await target.close();
});
