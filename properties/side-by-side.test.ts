import { describe, expect, it } from 'vitest';
import { ENOUGH, sideBySide } from './side-by-side.ts';

/** Works that end when they are told to, in whatever order. */
function works() {
  const ends = new Map<number, { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void }>();
  const work = (item: number): Promise<string> =>
    new Promise((resolve, reject) => void ends.set(item, { resolve, reject }));
  const end = async (item: number): Promise<void> => {
    ends.get(item)?.resolve(`done ${item}`);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return {
    work,
    end,
    begun: () => [...ends.keys()],
    fail: (item: number) => ends.get(item)?.reject(new Error('lost')),
  };
}

describe('work side by side', () => {
  it('goes on with so many at once, and takes results in the order of the items', async () => {
    const { work, end, begun } = works();
    const taken: string[] = [];
    const all = sideBySide([1, 2, 3, 4].values(), 2, work, (result) => void taken.push(result));
    expect(begun()).toEqual([1, 2]);
    await end(2);
    expect([begun(), taken]).toEqual([[1, 2], []]);
    await end(1);
    expect([begun(), taken]).toEqual([
      [1, 2, 3, 4],
      ['done 1', 'done 2'],
    ]);
    await end(4);
    await end(3);
    await all;
    expect(taken).toEqual(['done 1', 'done 2', 'done 3', 'done 4']);
  });

  it('begins the next one only after the result of the one before was taken, where there is one at a time', async () => {
    const told: string[] = [];
    const work = async (item: number): Promise<number> => {
      told.push(`begin ${item}`);
      return item;
    };
    await sideBySide([1, 2].values(), 1, work, (item) => void told.push(`take ${item}`));
    expect(told).toEqual(['begin 1', 'take 1', 'begin 2', 'take 2']);
  });

  it('begins nothing after ENOUGH, and drops what is under way', async () => {
    const { work, end, begun } = works();
    const dropped: string[] = [];
    const all = sideBySide(
      [1, 2, 3].values(),
      2,
      work,
      () => ENOUGH,
      (result) => void dropped.push(result),
    );
    await end(1);
    await end(2);
    await all;
    expect([begun(), dropped]).toEqual([[1, 2], ['done 2']]);
  });

  it('throws the first error once everything has ended', async () => {
    const { work, end, fail } = works();
    let isOver = false;
    const all = sideBySide([1, 2].values(), 2, work, () => {}).finally(() => {
      isOver = true;
    });
    all.catch(() => {});
    fail(1);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(isOver).toBe(false);
    await end(2);
    await expect(all).rejects.toThrow('lost');
  });
});
