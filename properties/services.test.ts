import { describe, expect, it } from 'vitest';
import { flawedTarget, referenceTarget } from '../adapters/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import { services } from '../services/index.ts';
import { runSuite, type Run } from './index.ts';

const named = (id: string): ServiceProfile => services.find((one) => one.id === id) as ServiceProfile;
const suite = { name: 'slr-conformance', version: 'test' };
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
    expect(services.length).toBe(99);
  });

  it.each(['acm', 'lexv2', 'support', 'airflow'])('let a reference of %s conform', async (id) => {
    const profile = named(id);
    const run = await runSuite(referenceTarget({ profile, personality: 'arbitrary' }), {
      profile,
      depth: 'quick',
      seed: 1,
      suite,
    });
    expect([brokenIn(run), run.harnessErrors]).toEqual([[], []]);
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
