import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient, CreateServiceLinkedRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { afterAll, describe, expect, it } from 'vitest';
import { play, type Played } from './stage.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'slr-conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PRINCIPAL = 'mediapackage.amazonaws.com';
const ROLE = 'AWSServiceRoleForMediaPackage';

const clientOf = (endpoint: string): IAMClient =>
  new IAMClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });

/** Serves while `work` is done at its address; gives what the command left. */
async function serving(argv: readonly string[], work: (url: string) => Promise<void>): Promise<Played> {
  let interrupt = (): void => {};
  let worked: Promise<void> | undefined;
  const played = await play(['serve', ...argv], {
    interrupts: (given) => {
      interrupt = given;
    },
    reads: (text) => {
      worked ??= work(text.trim()).finally(() => interrupt());
    },
  });
  await worked;
  return played;
}

describe('serve', () => {
  it('prints its address, answers any SDK there, and ends when it is interrupted', async () => {
    let url = '';
    const { code, stdout, stderr } = await serving([], async (address) => {
      url = address;
      const client = clientOf(url);
      const made = await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: PRINCIPAL }));
      expect(made.Role?.Arn).toBe(`arn:aws:iam::111122223333:role/aws-service-role/${PRINCIPAL}/${ROLE}`);
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(stderr).toMatch(/^serving reference:prompt with seed \d+; interrupt to end it\./);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('has kept in the state file what it answered, before anybody ends it', async () => {
    const file = join(folder, 'at-once.json');
    await serving(['--state', file], async (url) => {
      await clientOf(url).send(
        new CreateServiceLinkedRoleCommand({ AWSServiceName: PRINCIPAL, Description: 'at once' }),
      );
      expect(readFileSync(file, 'utf8')).toContain('at once');
    });
  });

  it('writes a line for each call, and says at the end what was refused', async () => {
    const log = join(folder, 'calls.log');
    const { stderr } = await serving(['--log', log], async (url) => {
      for (const RoleName of ['a', 'b'])
        await expect(clientOf(url).send(new GetRoleCommand({ RoleName }))).rejects.toThrow('cannot be found');
      await fetch(url, { method: 'POST', body: 'Action=GetRole' });
    });
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(lines.map((line) => line.split(' ').slice(1, 6).join(' '))).toEqual([
      '111122223333 us-east-1 iam:GetRole 404 NoSuchEntity',
      '111122223333 us-east-1 iam:GetRole 404 NoSuchEntity',
      '- - - 403 -',
    ]);
    expect(stderr).toContain('refused 2 times: iam:GetRole NoSuchEntity\n');
  });

  it('tells faults that were laid on calls apart from refusals of its own', async () => {
    const { stderr } = await serving(['--log', '--throttle', '1'], async (url) => {
      await expect(clientOf(url).send(new GetRoleCommand({ RoleName: 'a' }))).rejects.toThrow('Rate exceeded');
    });
    expect(stderr).toMatch(/ iam:GetRole 400 Throttling \S+ fault=Throttling\n/);
  });

  it('listens elsewhere where it is told to, with a warning, and refuses what is no address', async () => {
    const { stderr } = await serving(['--host', '0.0.0.0'], async (url) => {
      expect(new URL(url).hostname).toBe('0.0.0.0');
      const other = await fetch(url.replace('0.0.0.0', '127.0.0.1') + '/_slr-conformance/health');
      expect(other.status).toBe(200);
    });
    expect(stderr).toContain('other machines can reach this server');
    expect((await play(['serve', '--host', 'here'])).stderr).toContain('--host here is no address');
  });

  it('keeps its state in a file from one time to the next', async () => {
    const file = join(folder, 'state.json');
    await serving(['--state', file], async (url) => {
      await clientOf(url).send(new CreateServiceLinkedRoleCommand({ AWSServiceName: PRINCIPAL, Description: 'kept' }));
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 2, accounts: { '111122223333': {} } });
    await serving(['--state', file], async (url) => {
      const { Role } = await clientOf(url).send(new GetRoleCommand({ RoleName: ROLE }));
      expect(Role?.Description).toBe('kept');
    });
  });

  it('says what is amiss in a state file, and leaves the file as it is', async () => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, '{"version":3}');
    const { code, stderr } = await play(['serve', '--state', file]);
    expect(code).toBe(2);
    expect(stderr).toContain(`The state file ${file} is not valid: This is no saved state: version`);
    expect(readFileSync(file, 'utf8')).toBe('{"version":3}');
  });

  it('breaks the rule that it is asked to break', async () => {
    const { stderr } = await serving(['--flaw', 'role-name-in-other-letter-case'], async (url) => {
      const { Role } = await clientOf(url).send(new CreateServiceLinkedRoleCommand({ AWSServiceName: PRINCIPAL }));
      expect(Role?.RoleName).toBe('AWSServiceRoleForMediapackage');
    });
    expect(stderr).toContain('serving flawed:role-name-in-other-letter-case with seed');
  });

  it('lays the faults on calls that it is asked for', async () => {
    await serving(['--throttle', '1', '--seed', '1'], async (url) => {
      await expect(clientOf(url).send(new GetRoleCommand({ RoleName: ROLE }))).rejects.toMatchObject({
        name: 'Throttling',
        $metadata: { httpStatusCode: 400 },
      });
    });
  });

  it('tells of a port that is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { readonly port: number };
    const { code, stderr } = await play(['serve', '--port', String(port)]);
    server.close();
    expect(code).toBe(2);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is in use. Give another`);
  });
});
