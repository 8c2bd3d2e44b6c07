import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flawedTarget, flaws, servedTarget } from '../adapters/index.ts';
import { covered, type Program } from '../model/index.ts';
import { mediapackage } from '../services/index.ts';
import { sample, SAMPLE_SEED } from '../dev/sample.fixture.ts';
import { formatProgram, replayProgram, runSuite } from './index.ts';
import type { Run } from './index.ts';

const SEED = 1;
const suite = { name: 'flaws', version: '0' };
const profile = mediapackage;

/** API calls that are enough for nearly every flaw; the few that show late get all that the depth asks for. */
const BUDGETS = [2500, Infinity];

/** Explores further only as long as a flaw has not shown. */
async function explore(name: string, breaks: string): Promise<Run> {
  const target = flawedTarget(name, { profile });
  let run: Run | undefined;
  for (const budgetCalls of BUDGETS) {
    run = await runSuite(target, { profile, depth: 'default', seed: SEED, budgetCalls, suite });
    if (verdictOf(run, breaks) === 'broken') break;
  }
  return run as Run;
}

/** The committed table of the audit: how soon each flaw was seen, and how long its counterexample was, at most. */
const strength = new Map(
  [
    ...readFileSync(new URL('../docs/strength.md', import.meta.url), 'utf8').matchAll(
      /^\|[^|]*\| ([a-z-]+) \| \d+\/\d+ \| (?:\d+-)?(\d+) \| (?:\d+-)?(\d+) \|/gm,
    ),
  ].map(([, flaw = '', calls, length]) => [flaw, { calls: Number(calls), length: Number(length) }] as const),
);

const verdictOf = (run: Run, id: string): string | undefined => run.requirements.find((row) => row.id === id)?.verdict;

/** What a run holds against a target, in words. */
const accusations = (run: Run) =>
  run.requirements.filter((row) => row.verdict === 'broken' && row.followsFrom === undefined).map((row) => row.id);

describe('the catalogue of flaws', () => {
  it('has a name of its own for each', () => {
    expect(new Set(flaws.map((flaw) => flaw.name)).size).toBe(flaws.length);
    expect(flaws.filter((flaw) => !/^[a-z]+(-[a-z]+)*$/.test(flaw.name))).toEqual([]);
  });

  it('breaks every requirement that the suite exercises, each at least once', () => {
    const broken = new Set(flaws.map((flaw) => flaw.breaks));
    expect(covered.filter((row) => !broken.has(row.id)).map((row) => row.id)).toEqual([]);
  });

  it('has no target for any other name', () => {
    expect(() => flawedTarget('flawless')).toThrow(RangeError);
  });
});

const cases = flaws.map(({ breaks, about, name }) => [breaks, `${about} (${name})`, name] as const);

describe(`the suite, with seed ${SEED}, on flaws drawn with seed ${SAMPLE_SEED},`, () => {
  it.each(sample(cases, 36))('blames %s alone when %s', async (breaks, _about, name) => {
    const run = await explore(name, breaks);
    expect(run.harnessErrors).toEqual([]);
    expect(accusations(run)).toEqual([breaks]);
    expect(run.requirements.filter((row) => row.verdict === 'inconclusive' || row.verdict === 'unsupported')).toEqual(
      [],
    );
    for (const row of run.requirements) expect(row.followsFrom ?? [breaks]).toContain(breaks);

    const program = run.requirements.find((row) => row.id === breaks)?.counterexample?.program ?? [];
    const text = formatProgram(mediapackage, program);
    expect(program.length, text).toBeGreaterThan(0);
    const { length = Infinity, calls = Infinity } = strength.get(name) ?? {};
    expect(program.length, text).toBeLessThanOrEqual(length);
    expect(run.firstSight?.calls).toBeLessThanOrEqual(calls);
    const again = await replayProgram(flawedTarget(name, { profile }), program, { profile, seed: SEED + 1, suite });
    expect(accusations(again), text).toContain(breaks);
    const served = await servedTarget({ profile, flaw: name, transport: 'in-process' });
    const overTheWire = await replayProgram(served, program, { profile, seed: SEED, suite });
    expect(accusations(overTheWire), `over the wire: ${text}`).toEqual(accusations(again));
  });
});

describe('a channel that is seen in another region', () => {
  it('is not held against the logging of that region as well', async () => {
    const program: Program = [
      { kind: 'CreateResource', resource: 'channel', region: 2, slot: 0 },
      { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0, sides: { egress: 'default' } },
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 },
      { kind: 'DeleteResource', resource: 'channel', region: 1, slot: 0 },
      { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0 },
    ];
    const target = flawedTarget('channels-without-regions', { profile });
    const run = await replayProgram(target, program, { profile, seed: SEED, suite });
    expect(accusations(run)).toEqual(['regions/apart']);
  });
});
