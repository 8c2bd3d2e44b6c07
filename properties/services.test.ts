import { describe, expect, it } from 'vitest';
import { flawedTarget, referenceTarget, type PersonalityName } from '../adapters/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import { services } from '../services/index.ts';
import { runSuite, type Run } from './index.ts';

const named = (id: string): ServiceProfile => services.find((one) => one.id === id) as ServiceProfile;
const suite = { name: 'slr-conformance', version: 'test' };
const judged = (id: string, personality: PersonalityName): Promise<Run> => {
  const profile = named(id);
  return runSuite(referenceTarget({ profile, personality }), { profile, depth: 'quick', seed: 1, suite });
};
const brokenIn = ({ requirements }: Run): readonly string[] =>
  requirements.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []));
const brokenBy = async (flaw: string, id: string): Promise<readonly string[]> =>
  brokenIn(
    await runSuite(flawedTarget(flaw, { profile: named(id) }), { profile: named(id), depth: 'quick', seed: 1, suite }),
  );

describe('the services', () => {
  it('are one for each principal, and each has a name and a role of its own', () => {
    for (const of of ['id', 'principal', 'roleName'] as const)
      expect(new Set(services.map((one) => one[of])).size).toBe(services.length);
  });

  it.each(['acm', 'lexv2', 'support', 'airflow'])('let a reference of %s conform', async (id) => {
    const run = await judged(id, 'arbitrary');
    expect([brokenIn(run), run.harnessErrors]).toEqual([[], []]);
  });

  it.each(['acm', 'airflow'])('are judged in less than 100 calls, none of which %s does not have', async (id) => {
    const run = await judged(id, 'prompt');
    expect(run.calls).toBeLessThan(100);
    expect(Object.keys(run.coverage.operations).join()).not.toMatch(/Channel|Logs|Packaging|Resource/);
    expect(run.leftOut?.map((one) => one.id)).toContain('creation/on-enable-egress');
    expect(run.requirements.filter(({ verdict }) => verdict === 'unsupported')).toEqual([]);
  });

  it('are judged by what a source shows of their policies, and by nothing where none does', async () => {
    expect(await brokenBy('no-policy-attached', 'acm')).toEqual(['permissions/policy-attached']);
    expect(await brokenBy('no-policy-attached', 'airflow')).toEqual([]);
  });

  it('are judged by their rule on suffixes where a source shows it', async () => {
    expect(await brokenBy('suffix-ignored', 'acm')).toEqual(['creation/suffix']);
    expect(await brokenBy('suffix-ignored', 'guardduty')).toEqual([]);
  });
});
