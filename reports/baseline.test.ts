import { describe, expect, it } from 'vitest';
import { baselineOf, baselineSchema, baselineText, checkBaseline, departs } from './index.ts';
import { deviating, runWith } from './run.fixture.ts';

const TODAY = '2026-11-25';
const baseline = baselineOf(deviating);
const broken = deviating.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id);
const withFirst = (more: object) => ({
  ...baseline,
  entries: baseline.entries.map((one, index) => (index === 0 ? { ...one, ...more } : one)),
});

describe('a baseline', () => {
  it('has an entry with a reason for everything that is broken, and is valid', () => {
    expect(baseline.entries.map(({ id }) => id)).toEqual(broken);
    expect(baselineSchema.parse(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline);
  });

  it('excuses what it lists, and nothing else', () => {
    expect(departs(checkBaseline(deviating, baseline, TODAY))).toBe(false);
    const less = { ...baseline, entries: baseline.entries.slice(1) };
    const check = checkBaseline(deviating, less, TODAY);
    expect(check).toMatchObject({ fresh: [broken[0]], known: broken.slice(1) });
    expect(departs(check)).toBe(true);
  });

  it('is stale where a requirement holds now, and only there', () => {
    const check = checkBaseline(
      runWith({ [broken[0] as 'permissions/name']: { verdict: 'untouched' } }),
      baseline,
      TODAY,
    );
    expect(check.stale.map(({ id }) => id)).toEqual(broken.slice(1));
    expect(check.unproved).toMatchObject([{ entry: { id: broken[0] }, verdict: 'untouched' }]);
    expect(departs({ ...check, stale: [] })).toBe(false);
  });

  it('counts an entry until the end of its day', () => {
    expect(departs(checkBaseline(deviating, withFirst({ expires: TODAY }), TODAY))).toBe(false);
    const over = checkBaseline(deviating, withFirst({ expires: '2026-11-24' }), TODAY);
    expect(over.expired.map(({ id }) => id)).toEqual([broken[0]]);
    expect(over.fresh).toEqual([]);
    expect(departs(over)).toBe(true);
  });

  it('keeps what people wrote when it is written again', () => {
    const written = withFirst({ reason: 'ours', issue: 'https://example.com/1', expires: '2027-01-01' });
    expect(baselineOf(deviating, written)).toEqual(written);
  });

  it('says what to do about each line', () => {
    const text = baselineText(checkBaseline(runWith({}), withFirst({ expires: '2026-01-01' }), TODAY));
    expect(text).toContain(`expired: ${broken[0]} was known until 2026-01-01`);
    expect(text).toContain(`stale: ${broken[1]} holds now; delete its entry`);
    expect(text).toMatch(/\nbaseline: 0 known, 0 new, 3 stale, 1 expired, 0 not proved\n$/);
  });
});
