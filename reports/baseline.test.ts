import { describe, expect, it } from 'vitest';
import type { Deviation, Run } from '../properties/index.ts';
import {
  annotations,
  badgeReport,
  baselineOf,
  baselineSchema,
  baselineText,
  checkBaseline,
  consoleReport,
  departs,
  exitCodeOf,
  headline,
  htmlReport,
  junitReport,
  markdownReport,
  withKnown,
} from './index.ts';
import { deviating, runWith } from './run.fixture.ts';

const TODAY = '2026-11-25';
const baseline = baselineOf(deviating);
const broken = deviating.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id);
const withFirst = (more: object) => ({
  ...baseline,
  entries: baseline.entries.map((one, index) => (index === 0 ? { ...one, ...more } : one)),
});

const deviation = (more: Partial<Deviation> = {}): Deviation => ({
  operation: 'GetRole',
  facet: 'http',
  expected: 'HTTP 404 with NoSuchEntity',
  observed: 'NoSuchEntity (HTTP 400)',
  ...more,
});
const brokenBy = (...deviations: readonly Deviation[]): Run =>
  runWith({ 'permissions/name': { verdict: 'broken', deviations } });

describe('a baseline pins what was seen', () => {
  it.each([
    ['on another call', { operation: 'DeleteServiceLinkedRole' }],
    ['in another part of the answer', { facet: 'code' }],
    ['by another answer', { observed: 'success' }],
  ])('and the same requirement broken otherwise, %s, is new', (_, more) => {
    const known = baselineOf(brokenBy(deviation()));
    const check = checkBaseline(brokenBy(deviation(), deviation(more)), known, TODAY);
    expect([check.known, check.fresh]).toEqual([
      [{ id: 'permissions/name', deviation: deviation() }],
      [{ id: 'permissions/name', deviation: deviation(more) }],
    ]);
    expect(departs(check)).toBe(true);
    expect(departs(checkBaseline(brokenBy(deviation()), known, TODAY))).toBe(false);
  });

  it('unless it is of an earlier version, which is said', () => {
    const { target, service } = baselineOf(brokenBy(deviation()));
    const former = baselineSchema.parse({
      schema: 'https://slr-conformance.dev/schema/baseline-1.json',
      target,
      service,
      entries: [{ id: 'permissions/name', reason: 'known' }],
    });
    const check = checkBaseline(brokenBy(deviation({ facet: 'code' })), former, TODAY);
    expect(departs(check)).toBe(false);
    expect(baselineText(check)).toMatch(/^former: the baseline pins requirements/);
  });

  it('and what was there: a call that is lacking now fails', () => {
    const needing = runWith({}).requirements.filter(({ needs }) => needs.includes('ConfigureLogs'));
    const outcome = { kind: 'unsupported', evidence: 'no such route' } as const;
    const reason = { kind: 'lacks', ability: 'ConfigureResource channel', lack: { kind: 'said', outcome } } as const;
    const lost = runWith(Object.fromEntries(needing.map(({ id }) => [id, { verdict: 'unsupported', reason }])));
    const check = checkBaseline(lost, baselineOf(runWith({})), TODAY);
    expect(check.lost).toEqual(['ConfigureLogs']);
    expect(departs(check)).toBe(true);
    expect(checkBaseline(lost, baselineOf(lost), TODAY).lost).toEqual([]);
  });
});

describe('what a baseline knows', () => {
  const known = withKnown(deviating, checkBaseline(deviating, baseline, TODAY));

  it('is no failure of a job, and shown as known', () => {
    expect(exitCodeOf(known)).toBe(3);
    expect(junitReport(known)).toContain('failures="0"');
    expect(annotations(known)).not.toContain('::error');
    expect(badgeReport(known)).not.toContain('"red"');
    expect(markdownReport(known)).not.toContain('❌ <code>');
    expect(htmlReport(known)).toContain(', known</span>');
    expect(consoleReport(known, { color: false, width: 100 })).toMatch(/✗ permissions\/name +known: /);
    expect(headline(known)).toContain('deviates as is known: 4 of 16 requirements broken');
  });

  it('leaves in place what is new', () => {
    const half = { ...baseline, entries: baseline.entries.slice(1) };
    const run = withKnown(deviating, checkBaseline(deviating, half, TODAY));
    expect(exitCodeOf(run)).toBe(1);
    expect(junitReport(run)).toContain('failures="1"');
    expect(headline(run)).toContain('4 of 16 requirements broken (3 known)');
  });
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
    expect([check.fresh, check.known].map((some) => some.map(({ id }) => id))).toEqual([[broken[0]], broken.slice(1)]);
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
    expect(text).toMatch(/\nbaseline: 0 known, 0 new, 3 stale, 1 expired, 0 not proved, 0 lost\n$/);
  });
});
