import { expect, it } from 'vitest';
import { referenceTarget } from '../adapters/index.ts';
import type { Outcome } from '../model/index.ts';
import { mediapackage as profile } from '../services/index.ts';
import { markdownReport } from '../reports/index.ts';
import { answering } from './answering.fixture.ts';
import { bounded } from './bounds.ts';
import { runSuite } from './index.ts';

const LONG = 'x'.repeat(100_000);

it('a long text, a long list and a large object are cut, and their length told', () => {
  const facets = { description: LONG, inline: Array.from({ length: 5000 }, String), tags: { key: LONG } };
  const answer = bounded({ kind: 'answered', facets }) as Extract<Outcome, { kind: 'answered' }>;
  const { description, inline, tags } = answer.facets;
  expect(description).toMatch(/^x{2048}… \(100,000 characters\)$/);
  expect(tags).toEqual({ key: description });
  expect(inline).toHaveLength(1001);
  expect((inline as readonly string[]).at(-1)).toBe('… (5,000 entries)');
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key ${index}`, '']));
  const { facets: cut } = bounded({ kind: 'answered', facets: { tags: many } }) as typeof answer;
  expect(Object.keys(cut.tags ?? {}).slice(999)).toEqual(['key 999', '… (5,000 members)']);
});

it('an outcome of ordinary size is left as it is', () => {
  const outcome: Outcome = { kind: 'refused', code: 'NoSuchEntity', http: 404, message: 'Gone.' };
  expect(bounded(outcome)).toBe(outcome);
});

it('a target that refuses at great length makes no large report', async () => {
  const wordy = answering(referenceTarget({ profile }), async (_, ask) => {
    const outcome = await ask();
    return outcome.kind === 'refused' ? { ...outcome, code: 'Odd', message: LONG } : outcome;
  });
  const run = await runSuite(wordy, { profile, depth: 'quick', seed: 1, suite: { name: 'bounds', version: '0' } });
  expect(run.requirements.filter(({ verdict }) => verdict === 'broken').length).toBeGreaterThan(10);
  expect(JSON.stringify(run).length).toBeLessThan(500_000);
  expect(markdownReport(run).length).toBeLessThan(300_000);
});
