import { describe, expect, it } from 'vitest';
import { mediapackage as profile } from '../../services/index.ts';
import type { Session, Target } from '../port.ts';
import { referenceTarget } from '../reference/target.ts';
import { spread } from './spread.ts';

/** A server in memory that tells which worlds were opened on it. */
function server(name: string, log: string[]): Target {
  const inside = referenceTarget({ profile });
  return {
    describe: () => ({ ...inside.describe(), name }),
    open: async (world) => {
      log.push(`${name} ${world.index}`);
      if (world.index === 13) throw new Error('no room');
      return inside.open(world);
    },
    close: async () => void log.push(`${name} closed`),
  };
}

describe('servers of one kind as one target', () => {
  it('share the worlds, each going to the server with the fewest open', async () => {
    const log: string[] = [];
    const target = spread([server('a', log), server('b', log)]);
    expect(target.describe()).toMatchObject({ name: 'a', sideBySide: true });
    const open = (index: number): Promise<Session> => target.open({ index, seed: 1 });
    const [first] = [await open(1), await open(2), await open(3)];
    await first?.close();
    await first?.close();
    await open(4);
    await open(5);
    expect(log).toEqual(['a 1', 'b 2', 'a 3', 'a 4', 'b 5']);
    await target.close();
    expect(log.slice(-2).sort()).toEqual(['a closed', 'b closed']);
  });

  it('do not count a world that could not be opened', async () => {
    const log: string[] = [];
    const target = spread([server('a', log), server('b', log)]);
    await expect(target.open({ index: 13, seed: 1 })).rejects.toThrow('no room');
    await target.open({ index: 1, seed: 1 });
    expect(log).toEqual(['a 13', 'a 1']);
  });

  it('hand on everything that a session does', async () => {
    const target = spread([server('a', []), server('b', [])]);
    await using session = await target.open({ index: 1, seed: 1 });
    expect(await session.perform({ kind: 'CreateServiceLinkedRole', service: 'own' })).toMatchObject({
      kind: 'answered',
    });
    expect([session.calls, session.account]).toEqual([1, '100000000001']);
    await session.wait(1000);
    expect(session.now()).toBeGreaterThanOrEqual(1000);
  });
});
