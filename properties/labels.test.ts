import { describe, expect, it } from 'vitest';
import { referenceTarget } from '../adapters/index.ts';
import { mediapackage } from '../services/index.ts';
import { labelsOf, runSuite } from './index.ts';

/** Less than this, and the suite mostly asks for what is not there. */
const LEAST: Readonly<Record<string, number>> = {
  'deletions that met a role': 0.4,
  'deletions asked again while open': 0.03,
  'deletion tasks that failed because of use': 0.3,
  'ended tasks that were looked at again': 0.1,
  'roles made again after a deletion': 0.05,
  'enablings that made the role': 0.2,
  'enablings that met the role': 0.2,
  disablings: 0.15,
  'resources deleted while they were logging': 0.2,
  'protected edits that met a role': 0.5,
};

describe('what the suite comes by', () => {
  it.each([1, 20_260_911])('is what matters, in more than a few operations (seed %i)', async (seed) => {
    const run = await runSuite(referenceTarget({ profile: mediapackage }), {
      profile: mediapackage,
      depth: 'default',
      seed,
      suite: { name: 'labels', version: '0' },
    });
    const labels = run.coverage.labels ?? [];
    expect(labels.map(({ label }) => label).toSorted()).toEqual(Object.keys(LEAST).toSorted());
    const rare = labels.filter(({ label, share }) => share < (LEAST[label] ?? 1));
    expect(rare).toEqual([]);
  });

  it('is counted by the names of endings, and is nothing where nothing was met', () => {
    const labels = labelsOf({
      DeleteServiceLinkedRole: { 'deletion-accepted': 3, 'no-such-role': 1 },
    });
    expect(labels[0]).toEqual({ label: 'deletions that met a role', times: 3, share: 0.75 });
    expect(labels.slice(1).every(({ times, share }) => times === 0 && share === 0)).toBe(true);
  });
});
