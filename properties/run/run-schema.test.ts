import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../reports/index.ts';
import { deviating, runWith, undecided } from '../../reports/run.fixture.ts';
import { runJsonSchema, runSchema, type Run } from './index.ts';

describe('the JSON of a run', () => {
  it.each([
    ['conforming', runWith({})],
    ['deviating', deviating],
    ['undecided', undecided],
    ['crashed', runWith({}, { harnessErrors: [{ message: 'boom', program: [{ kind: 'Wait', for: 'window' }] }] })],
  ])('of a %s target is read back as it was written', (_, run) => {
    expect(runSchema.parse(JSON.parse(jsonReport(run)))).toEqual(run);
  });

  it.each<readonly [string, (run: Run) => unknown]>([
    ['an unknown key', (run) => ({ ...run, extra: 1 })],
    ['another schema', (run) => ({ ...run, schema: 'https://slr-conformance.dev/schema/run-1.json' })],
    ['a seed beyond 32 bits', (run) => ({ ...run, seed: 2 ** 32 })],
    ['an unknown verdict', (run) => ({ ...run, requirements: [{ ...run.requirements[0], verdict: 'passed' }] })],
    [
      'a slot that is no slot',
      (run) => ({
        ...run,
        harnessErrors: [{ message: '', program: [{ kind: 'ListResources', resource: 'channel', region: -1 }] }],
      }),
    ],
    [
      'an operation of unknown kind',
      (run) => ({ ...run, harnessErrors: [{ message: '', program: [{ kind: 'MakeTea' }] }] }),
    ],
  ])('with %s is refused', (_, spoil) => {
    expect(runSchema.safeParse(spoil(deviating)).success).toBe(false);
  });

  it('has 256 shards at most', () => {
    const shard = (of: number) =>
      runSchema.safeParse({
        ...deviating,
        shard: {
          index: 1,
          of,
          sightings: [],
          unsteady: {},
          undecided: {},
          tallies: {},
          missing: {},
          visibleAfterMs: [],
        },
      });
    expect([256, 257, 4e9].map((of) => shard(of).success)).toEqual([true, false, false]);
  });

  it('is read even when it names a requirement of another catalogue', () => {
    const [first] = deviating.requirements;
    const other = { ...deviating, requirements: [{ ...first, id: 'permissions/of-tomorrow' }] };
    expect(runSchema.safeParse(other).success).toBe(true);
  });

  it('is published as JSON Schema', () => {
    const schema = runJsonSchema();
    expect(schema).toMatchObject({
      $id: 'https://slr-conformance.dev/schema/run-2.json',
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
    });
    expect(schema['required']).toEqual(Object.keys(deviating));
    expect(Object.keys(schema['$defs'] as object)).toEqual(expect.arrayContaining(['operation', 'program']));
  });
});
