import filePromises from 'node:fs/promises';
import { homedir } from 'node:os';
import { expect, it, vi } from 'vitest';
import { type Operation } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { cannedServer } from './canned-server.fixture.ts';
import { endpointTarget } from './index.ts';

const OPERATIONS: readonly Operation[] = [
  { kind: 'GetRole', role: 'linked' },
  { kind: 'AssumeRole', role: 'linked' },
  { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 },
  { kind: 'ReadResource', resource: 'packaging-group', region: 0, slot: 0 },
];

it('reads no file of the user: the AWS packages are loaded late and told everything', async () => {
  // Before the first session opens, no AWS package is loaded, so that each one sees the watched function.
  const readFile = vi.spyOn(filePromises, 'readFile');
  await using server = await cannedServer(() => ({ status: 404 }));
  const target = endpointTarget({ url: server.url, profile: mediapackage });
  await using session = await target.open({ index: 0, seed: 1 });
  for (const operation of OPERATIONS) await session.perform(operation);
  expect(server.requests).toHaveLength(OPERATIONS.length);
  const read = readFile.mock.calls.map(([path]) => String(path));
  expect(read.filter((path) => path.startsWith(homedir()) || path.includes('.aws'))).toEqual([]);
  await target.close();
});
