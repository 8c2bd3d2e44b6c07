import { describe, expect, it } from 'vitest';
import { servedTarget } from '../served/index.ts';
import { HolderBook } from './memory.ts';

const arn = (region: string): string => `arn:aws:mediapackage:${region}:123456789012:channels/1`;

describe('a channel in the list of a region', () => {
  it('is that of the region, whose ARN was shown there or nowhere', () => {
    const book = new HolderBook();
    expect(book.listed(arn('us-east-1'), 'channel/0/0')).toBe('channel/0/0');
    book.seen(arn('us-east-1'), 'channel/0/0');
    expect(book.listed(arn('us-east-1'), 'channel/0/0')).toBe('channel/0/0');
    expect(book.listed(undefined, 'channel/0/0')).toBe('channel/0/0');
  });

  it('is its namesake of another region, whose ARN was shown there alone', () => {
    const book = new HolderBook();
    book.seen(arn('us-east-1'), 'channel/0/0');
    book.seen(arn('eu-west-1'), 'channel/1/0');
    expect(book.listed(arn('eu-west-1'), 'channel/0/0')).toBe('channel/1/0');
  });

  it('is not given away where the one of the region was never shown with an ARN: namesakes may share it', () => {
    const book = new HolderBook();
    book.seen('arn', 'channel/1/0');
    expect(book.listed('arn', 'channel/0/0')).toBe('channel/0/0');
  });

  it('is that of the region where namesakes have one ARN', () => {
    const book = new HolderBook();
    book.seen('arn', 'channel/1/0');
    book.seen('arn', 'channel/0/0');
    expect(book.listed('arn', 'channel/0/0')).toBe('channel/0/0');
    expect(book.listed('arn', 'channel/1/0')).toBe('channel/1/0');
  });

  it('is known by its id alone, and looked for at once however long an ARN is', () => {
    const book = new HolderBook();
    book.named('1', 'channel/0/0');
    const { holders } = book.entry(['us-east-1'], 'us-east-1', [`${'x'.repeat(500_000)}/`, `${'x:'.repeat(500_000)}1`]);
    expect(holders).toEqual([null, 'channel/0/0']);
  });

  it('is not taken for another where a server lists the channels of every region', async () => {
    const target = await servedTarget({ flaw: 'channels-listed-everywhere', transport: 'in-process' });
    const session = await target.open({ index: 0, seed: 1 });
    for (const region of [0, 1])
      await session.perform({ kind: 'CreateResource', resource: 'channel', region, slot: 0 });
    await session.perform({
      kind: 'ConfigureResource',
      resource: 'channel',
      region: 0,
      slot: 0,
      sides: { ingress: 'default' },
    });
    expect(await session.perform({ kind: 'ListResources', resource: 'channel', region: 0 })).toMatchObject({
      kind: 'answered',
      facets: {
        resources: {
          'channel/0/0': { ingress: '/aws/MediaPackage/IngressAccessLogs' },
          'channel/1/0': { ingress: null },
        },
      },
    });
    await target.close();
  });
});
