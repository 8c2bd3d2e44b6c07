import { describe, expect, it } from 'vitest';
import { flawedTarget, referenceTarget, type Target } from '../adapters/index.ts';
import { mediapackage as profile } from '../services/index.ts';
import { mergeRuns, runSuite, type Run } from './index.ts';

const suite = { name: 'merge', version: '0' };
const OF = 4;

const run = (target: Target, more: object = {}): Promise<Run> =>
  runSuite(target, { profile, depth: 'default', seed: 1, suite, ...more });

/** All shards of a run. */
async function shardsOn(target: Target, more: object = {}): Promise<readonly Run[]> {
  const parts: Run[] = [];
  for (let index = 1; index <= OF; index += 1) parts.push(await run(target, { ...more, shard: { index, of: OF } }));
  return parts;
}

type Part = Run & { readonly shard: NonNullable<Run['shard']> };

/** Two shards on which nothing differed. */
const conforming = (): Promise<readonly [Part, Part]> =>
  Promise.all(
    [1, 2].map((index) => run(referenceTarget({ profile }), { depth: 'quick', shard: { index, of: 2 } })),
  ) as Promise<unknown> as Promise<readonly [Part, Part]>;

const verdicts = ({ requirements }: Run): readonly string[] =>
  requirements.map(({ id, verdict }) => `${id} ${verdict}`);

describe(`${OF} shards of a run`, () => {
  it.each([
    ['a conforming target', referenceTarget({ profile })],
    ['a target that breaks its blame alone', flawedTarget('create-idempotent', { profile })],
    ['a target on which much follows from one thing', flawedTarget('ingress-makes-no-role', { profile })],
  ])('come to the verdicts of the whole run, merged: %s', { timeout: 60_000 }, async (_what, target) => {
    const whole = await run(target);
    const parts = await shardsOn(target);
    const merged = mergeRuns(parts.toReversed());
    expect(verdicts(merged)).toEqual(verdicts(whole));
    expect(merged.shard).toBeUndefined();
    expect(merged.calls).toBe(parts.reduce((sum, part) => sum + part.calls, 0));
    // Each does a part of it, and not all of it again.
    for (const part of parts) expect(part.operations).toBeLessThan(whole.operations / 2);
    for (const { id, exercised } of merged.requirements)
      expect(exercised, id).toBe(
        parts.reduce((sum, part) => sum + (part.requirements.find((one) => one.id === id)?.exercised ?? 0), 0),
      );
  });

  it('accuse nobody whom a breach in another shard explains', async () => {
    const [one, two] = await conforming();
    const [a, b] = ['creation/on-enable-ingress', 'logging/enable'] as const;
    const program = [{ kind: 'GetRole', role: 'linked' }] as const;
    const counterexample = { program, steps: [], replay: '' };
    const accused = (part: Run, id: string): Run['requirements'] =>
      part.requirements.map((result) => (result.id === id ? { ...result, verdict: 'broken', counterexample } : result));
    const merged = mergeRuns([
      {
        ...one,
        requirements: accused(one, a),
        shard: { ...one.shard, sightings: [{ suspects: [a, b], program, times: 1 }] },
      },
      {
        ...two,
        requirements: accused(two, b),
        shard: { ...two.shard, sightings: [{ suspects: [b], program, times: 2 }] },
      },
    ]);
    const broken = merged.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id);
    expect(broken).toEqual([b]);
    expect(merged.requirements.find(({ id }) => id === a)?.verdict).toBe('holds');
    const lack = { kind: 'said', outcome: { kind: 'unsupported', evidence: 'no such action' } } as const;
    const missing = mergeRuns([
      { ...one, shard: { ...one.shard, missing: { TagRole: lack } } },
      { ...two, shard: { ...two.shard, missing: { TagRole: lack } } },
    ]);
    expect(missing.requirements.find(({ id }) => id === 'editing/tags')).toMatchObject({
      verdict: 'unsupported',
      reason: { kind: 'lacks', ability: 'TagRole', lack },
    });
  });

  it('are not merged unless they are all the shards of one run', async () => {
    const [one, two] = await conforming();
    expect(() => mergeRuns([])).toThrow('nothing to merge');
    expect(() => mergeRuns([one])).toThrow('Of 2 shards 2/2 is missing.');
    expect(() => mergeRuns([one, one])).toThrow('Shard 1/2 is there twice.');
    expect(() => mergeRuns([one, { ...two, seed: 2 }])).toThrow('differ in their seed: 1 and 2.');
    expect(() => mergeRuns([one, { ...two, shard: { ...two.shard, of: 3 } }])).toThrow('do not belong together');
    const { shard: _, ...whole } = two;
    expect(() => mergeRuns([one, whole])).toThrow('A run that is no shard stands among them.');
    expect(mergeRuns([whole])).toBe(whole);
  });
});
