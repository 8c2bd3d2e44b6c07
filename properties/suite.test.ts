import { describe, expect, it } from 'vitest';
import { personalities, referenceTarget, type PersonalityName } from '../adapters/index.ts';
import {
  covered,
  requirements,
  type Operation,
  type Outcome,
  type Program,
  type RequirementId,
} from '../model/index.ts';
import { mediapackage } from '../services/index.ts';
import { answering } from './answering.fixture.ts';
import { replayProgram, runSuite, type Run, type SuiteOptions } from './index.ts';

const suite = { name: 'slr-conformance', version: 'test' };
const options: SuiteOptions = { profile: mediapackage, depth: 'quick', seed: 20_260_911, suite };

const verdictsOf = (run: Run, verdict: string) =>
  run.requirements.filter((row) => row.verdict === verdict).map((row) => row.id);
const reference = () => referenceTarget({ profile: mediapackage });

describe('the suite on a conforming target', () => {
  it.each(Object.keys(personalities) as PersonalityName[])(
    'holds %s to every covered requirement and finds nothing',
    async (personality) => {
      const run = await runSuite(referenceTarget({ profile: mediapackage, personality }), {
        ...options,
        depth: 'default',
      });
      expect(run.harnessErrors).toEqual([]);
      expect(verdictsOf(run, 'broken')).toEqual([]);
      expect(verdictsOf(run, 'inconclusive')).toEqual([]);
      expect(verdictsOf(run, 'holds')).toEqual(covered.map((row) => row.id));
      expect(verdictsOf(run, 'untouched')).toEqual(
        requirements.filter((row) => row.later !== undefined || row.wire === true).map((row) => row.id),
      );
    },
  );

  it('gives the same run for the same seed, but for times', async () => {
    const timeless = (run: Run) => ({ ...run, startedAt: '', durationMs: 0 });
    const first = await runSuite(reference(), { ...options, budgetOperations: 1500 });
    const second = await runSuite(reference(), { ...options, budgetOperations: 1500 });
    expect(timeless(second)).toEqual(timeless(first));
  });

  it('gives another run for another seed', async () => {
    const first = await runSuite(reference(), { ...options, budgetOperations: 1500 });
    const second = await runSuite(reference(), { ...options, seed: 4, budgetOperations: 1500 });
    expect(second.coverage.operations).not.toEqual(first.coverage.operations);
  });

  it('explores no further than its budget of calls', async () => {
    const run = await runSuite(reference(), { ...options, depth: 'deep', budgetCalls: 1200 });
    expect(run.calls).toBeLessThan(1200 + 400);
    expect(verdictsOf(run, 'broken')).toEqual([]);
  });

  it('reports on the requirements that were asked for, and on no other', async () => {
    const run = await runSuite(reference(), { ...options, only: ['deletion/task-malformed', 'editing/trust'] });
    expect(verdictsOf(run, 'holds').toSorted()).toEqual(['deletion/task-malformed', 'editing/trust']);
    expect(run.requirements).toHaveLength(2);
  });
});

describe('what the suite does not take for a breach', () => {
  it('calls its own fault its own, and gives no verdict for it', async () => {
    let calls = 0;
    const faulty = answering(reference(), async (operation, ask) => {
      if (operation.kind === 'TagRole' && (calls += 1) === 1) throw new TypeError('a fault of the adapter');
      return ask();
    });
    const run = await runSuite(faulty, options);
    expect(run.harnessErrors.length).toBeGreaterThan(0);
    expect(run.harnessErrors[0]?.message).toContain('a fault of the adapter');
    expect(run.harnessErrors[0]?.message).not.toContain('/');
    expect(verdictsOf(run, 'broken')).toEqual([]);
  });

  it('calls an operation that the target lacks unsupported, with what it answered', async () => {
    const without = answering(reference(), async (operation, ask) =>
      operation.kind === 'ConfigureResource'
        ? { kind: 'unsupported', evidence: 'HTTP 404 text/html: <title>404</title>' }
        : ask(),
    );
    const run = await runSuite(without, options);
    const row = run.requirements.find((one) => one.id === 'logging/enable');
    const evidence = expect.stringContaining('<title>404</title>') as unknown;
    expect(row).toMatchObject({ verdict: 'unsupported', reason: { lack: { kind: 'said', outcome: { evidence } } } });
    expect(verdictsOf(run, 'broken')).toEqual([]);
    expect(verdictsOf(run, 'holds')).toContain('editing/description');
  });

  it.each([
    ['inconclusive', 'HTTP 500 text/html: <h1>Oops</h1>'],
    ['unsupported', 'HTTP 500 application/json: {"message":"UpdateChannel has not been implemented"}'],
  ])('calls an operation that only ever fails with a server error %s, by what it says', async (verdict, why) => {
    const without = answering(reference(), async (operation, ask) =>
      operation.kind === 'UpdateResource' ? { kind: 'indeterminate', why, http: 500 } : ask(),
    );
    const run = await runSuite(without, options);
    expect(run.requirements.find((one) => one.id === 'logging/kept-by-update')?.verdict).toBe(verdict);
    expect(verdictsOf(run, 'broken')).toEqual([]);
  });

  const fault: Outcome = { kind: 'indeterminate', why: 'HTTP 500 text/html: <h1>Oops</h1>', http: 500 };
  const isMissing = (outcome: Outcome): boolean => outcome.kind === 'refused' && outcome.code === 'NoSuchEntity';

  it.each<readonly [string, readonly RequirementId[], (operation: Operation, outcome: Outcome) => boolean]>([
    [
      'a read of a missing role',
      ['deletion/removes', 'protocol/missing-role'],
      ({ kind }, outcome) => kind === 'GetRole' && isMissing(outcome),
    ],
    [
      'a deletion of a missing role',
      ['deletion/missing-role'],
      (operation, outcome) =>
        operation.kind === 'DeleteServiceLinkedRole' && operation.role === 'linked' && isMissing(outcome),
    ],
    [
      'one form of an edit',
      ['editing/description', 'retry/safe-to-repeat'],
      (operation, outcome) =>
        operation.kind === 'UpdateRole' && operation.description === 'longest' && outcome.kind === 'answered',
    ],
  ])('lets nothing else vouch for %s that only ever fails', async (_title, ids, fails) => {
    const failing = answering(reference(), async (operation, ask) => {
      const outcome = await ask();
      return fails(operation, outcome) ? fault : outcome;
    });
    const run = await runSuite(failing, { ...options, depth: 'default' });
    expect(verdictsOf(run, 'inconclusive')).toEqual(ids);
    expect(verdictsOf(run, 'broken')).toEqual([]);
  });

  it.each<readonly [string, (operation: Operation) => boolean]>([
    ['of every role', ({ kind }) => ['CreateServiceLinkedRole', 'CreateRole', 'GetRole', 'ListRoles'].includes(kind)],
    ['of whatever makes a role', ({ kind }) => kind === 'CreateServiceLinkedRole' || kind === 'ConfigureResource'],
    ['of a channel', (operation) => 'resource' in operation && operation.resource === 'channel'],
  ])('blames an answer that cannot be read for that alone: %s', async (_title, isAbout) => {
    const garbled = answering(reference(), async (operation, ask) => {
      const outcome = await ask();
      return isAbout(operation) && outcome.kind === 'answered'
        ? { kind: 'indeterminate', why: 'unreadable: HTTP 200 text/xml', http: 200, unreadable: true }
        : outcome;
    });
    const run = await runSuite(garbled, { ...options, depth: 'default' });
    expect(verdictsOf(run, 'broken')).toEqual(['protocol/readable']);
    expect(run.harnessErrors).toEqual([]);
  });

  it('tells how often no answer came, where the same operation answers elsewhere', async () => {
    let asked = 0;
    const slow = answering(reference(), async (operation, ask) =>
      operation.kind === 'TagRole' && (asked += 1) === 3 ? { kind: 'indeterminate', why: 'no answer' } : ask(),
    );
    const run = await runSuite(slow, { ...options, depth: 'default' });
    expect([verdictsOf(run, 'broken'), verdictsOf(run, 'inconclusive'), run.inconclusive]).toEqual([
      [],
      [],
      { times: 1, said: 'no answer' },
    ]);
  });

  it('calls an operation unsupported that is refused every time, and never in the manner of AWS', async () => {
    const without = answering(reference(), async (operation, ask) =>
      'resource' in operation
        ? { kind: 'indeterminate', why: 'not an AWS answer: HTTP 400 {"error": "Unsupported service"}', http: 400 }
        : ask(),
    );
    const run = await runSuite(without, options);
    expect(run.requirements.find((one) => one.id === 'logging/enable')).toMatchObject({
      verdict: 'unsupported',
      reason: { lack: { outcome: { why: expect.stringContaining('Unsupported service') as unknown } } },
    });
    expect(verdictsOf(run, 'broken')).toEqual([]);
    expect(verdictsOf(run, 'inconclusive')).toEqual([]);
  });

  it('calls a breach that does not repeat inconclusive', async () => {
    let lies = 0;
    const once = answering(reference(), async (operation, ask) => {
      const outcome = await ask();
      if (operation.kind !== 'TagRole' || outcome.kind !== 'answered' || (lies += 1) !== 1) return outcome;
      return { kind: 'refused', code: 'UnmodifiableEntity', http: 400, message: 'once' };
    });
    const run = await runSuite(once, options);
    expect(verdictsOf(run, 'broken')).toEqual([]);
    expect(run.requirements.find((row) => row.id === 'editing/tags')).toMatchObject({
      verdict: 'inconclusive',
      reason: { kind: 'not-repeated', breach: { facet: 'outcome' } },
    });
  });

  it('does not judge calls that time out', async () => {
    const hanging = answering(reference(), async (operation, ask) =>
      operation.kind === 'UpdateRole' ? { kind: 'indeterminate', why: 'no answer within 10000 ms' } : ask(),
    );
    const run = await runSuite(hanging, options);
    expect(verdictsOf(run, 'broken')).toEqual([]);
    expect(run.requirements.find((row) => row.id === 'editing/description')).toMatchObject({
      verdict: 'inconclusive',
      reason: { kind: 'undecided', said: expect.stringContaining('no answer within') as unknown },
    });
  });

  it('refuses a target that does not speak like AWS at all', async () => {
    const html = answering(reference(), async () => ({ kind: 'unsupported', evidence: 'HTTP 200 text/html: <html>' }));
    await expect(runSuite(html, options)).rejects.toMatchObject({ name: 'TargetError', code: 'not-aws' });
  });
});

describe('a target that names the role wrongly', () => {
  const misnamed = () =>
    answering(reference(), async (_, ask) => {
      const outcome = await ask();
      if (outcome.kind !== 'answered' || outcome.facets.name !== mediapackage.roleName) return outcome;
      const arn = String(outcome.facets.arn).replace(mediapackage.roleName, 'AWSServiceRoleForMediapackage');
      return { kind: 'answered', facets: { ...outcome.facets, name: 'AWSServiceRoleForMediapackage', arn } };
    });

  it('is told so once, and judged on everything else by the name it uses', async () => {
    const run = await runSuite(misnamed(), options);
    expect(run.requirements.find((row) => row.id === 'permissions/name')?.counterexample?.program).toHaveLength(1);
    const others = verdictsOf(run, 'broken').filter((id) => id !== 'permissions/name');
    // The port's task ids still carry the documented name, so that one requirement differs with it.
    expect(others).toEqual(['deletion/task-id']);
  });

  it('gives a counterexample that replays to the same verdict', async () => {
    const run = await runSuite(misnamed(), { ...options, only: ['permissions/name'] });
    const program: Program = run.requirements[0]?.counterexample?.program ?? [];
    const again = await replayProgram(misnamed(), program, {
      profile: mediapackage,
      seed: options.seed,
      suite,
      only: ['permissions/name'],
    });
    expect(again.requirements[0]).toMatchObject({ id: 'permissions/name', verdict: 'broken' });
    expect(again.requirements[0]?.counterexample?.program).toEqual(program);
    expect(again.steps.at(-1)?.outcome).toMatchObject({ facets: { name: 'AWSServiceRoleForMediapackage' } });
  });
});
