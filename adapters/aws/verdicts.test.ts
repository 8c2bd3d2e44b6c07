import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { runSuite } from '../../properties/index.ts';
import { mediapackage } from '../../services/index.ts';
import { openAws } from './open.ts';
import { awsOptions, ledgerFolder, playedAws } from './played.fixture.ts';

const folder = ledgerFolder();
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['eventual', 2],
  ['arbitrary', 3],
] as const)(
  'of an account that is %s, throttles, fails and loses answers nothing false is said, and it is left as it was (seed %i)',
  async (personality, seed) => {
    const faults = { throttle: 0.1, lose: 0.02, fail: 0.01, seed };
    const played = playedAws({ personality, seed, faults });
    const before = played.there();
    const target = await openAws(awsOptions(folder), played.seams);
    const suite = { name: 'slr-conformance', version: '0' };
    const run = await runSuite(target, { profile: mediapackage, depth: 'quick', seed, suite });
    await target.close();
    expect(run.harnessErrors).toEqual([]);
    expect(run.requirements.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
    expect(run.requirements.filter(({ verdict }) => verdict === 'holds').length).toBeGreaterThan(80);
    expect(target.left).toEqual([]);
    expect(played.there()).toEqual(before);
  },
  100_000,
);
