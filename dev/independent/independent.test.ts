import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { endpointTarget } from '../../adapters/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { runSuite, type Run } from '../../properties/index.ts';
import { command, hasPython } from '../../examples/python-target/python.fixture.ts';

const installed = hasPython(process.env['CI'] === 'true');
const SERVER = fileURLToPath(new URL('server.py', import.meta.url));
const SEED = 7;

/** A quick run against the independent server with these options, over HTTP and in real time. */
async function judged(...options: readonly string[]): Promise<Run> {
  const server = spawn(command('python'), [SERVER, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      server.once('exit', () => reject(new Error(`the server did not start with ${options.join(' ')}`)));
      createInterface(server.stdout).once('line', resolve);
    });
    const target = endpointTarget({ url, profile, settleMs: 1000 });
    const suite = { name: 'independent', version: '0' };
    try {
      return await runSuite(target, { profile, depth: 'quick', seed: SEED, suite });
    } finally {
      await target.close();
    }
  } finally {
    server.kill();
  }
}

const roots = ({ requirements }: Run): readonly string[] =>
  requirements.filter((row) => row.verdict === 'broken' && row.followsFrom === undefined).map(({ id }) => id);

describe
  .skipIf(!installed)
  .concurrent(`with seed ${SEED}, of a server that shares nothing with the model, a quick run`, () => {
    it.each([
      ['answers as AWS does', []],
      ['looks at the form of an input before it looks for the role', ['--variant', 'validates-first=yes']],
      ['finds a role by its name in other letters', ['--variant', 'any-case=yes']],
      ['fails a deletion for an internal error once', ['--variant', 'internal-failure=once']],
    ])('accuses nobody where it %s', { timeout: 120_000 }, async (_title, options) => {
      expect(roots(await judged(...options))).toEqual([]);
    });

    it.each([
      ['name-capitals', 'permissions/name'],
      ['duplicate-ok', 'creation/duplicate'],
      ['egress-makes-no-role', 'creation/on-enable-egress'],
    ])('finds the fault %s, and blames %s alone', { timeout: 120_000 }, async (fault, id) => {
      expect(roots(await judged('--fault', fault))).toEqual([id]);
    });
  });
