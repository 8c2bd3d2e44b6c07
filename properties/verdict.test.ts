import { describe, expect, it } from 'vitest';
import { requirements, type Ability, type RequirementId } from '../model/index.ts';
import type { Sighting } from './docket.ts';
import type { Counterexample } from './run.ts';
import { verdictOn, type Evidence } from './verdict.ts';

const id: RequirementId = 'deletion/removes';
const rowOf = (wanted: string) => requirements.find((one) => one.id === wanted) as (typeof requirements)[number];
const row = rowOf(id);
const counterexample: Counterexample = { program: [], steps: [], why: 'it is there', replay: 'replay FILE' };

/** Evidence of a run that saw nothing, but for what is given. */
function evidence({
  exercised = 0,
  undecided,
  broken = false,
  explained,
  shown = false,
  unsteady,
  missing,
  through,
}: {
  readonly exercised?: number;
  readonly undecided?: string;
  readonly broken?: boolean;
  readonly explained?: readonly RequirementId[];
  readonly shown?: boolean;
  readonly unsteady?: string;
  readonly missing?: readonly [Ability, string];
  readonly through?: readonly Ability[];
}): Evidence {
  return {
    docket: { exercised: () => exercised, undecided: () => undecided },
    convictions: {
      broken: new Map(broken ? [[id, {} as Sighting]] : []),
      explained: new Map(explained === undefined ? [] : [[id, explained]]),
    },
    counterexamples: new Map(shown ? [[id, counterexample]] : []),
    unsteady: new Map(unsteady === undefined ? [] : [[id, unsteady]]),
    support: {
      supports: (ability) => ability !== missing?.[0],
      missing: new Map(missing === undefined ? [] : [missing]),
    },
    through,
  };
}

const verdict = (given: Parameters<typeof evidence>[0]) => {
  const { verdict: word, evidence: why, followsFrom, counterexample: shown } = verdictOn(row, evidence(given));
  return {
    word,
    ...(why === undefined ? {} : { why }),
    ...(followsFrom === undefined ? {} : { followsFrom }),
    ...(shown === undefined ? {} : { shown }),
  };
};

describe('the verdict on a requirement', () => {
  it('tells what the requirement is beside it', () => {
    expect(verdictOn(row, evidence({ exercised: 3 }))).toEqual({
      id,
      section: 'deletion',
      level: row.level,
      statement: row.statement,
      exercised: 3,
      needs: row.needs,
      provenance: row.provenance,
      verdict: 'holds',
    });
  });

  it('is holds only where it was exercised', () => {
    expect(verdict({ exercised: 1 })).toEqual({ word: 'holds' });
    expect(verdict({})).toEqual({ word: 'untouched', why: 'its antecedent never occurred on this target' });
  });

  it('is broken where the breach was seen a second time, and inconclusive where it was not', () => {
    expect(verdict({ broken: true, shown: true, exercised: 4 })).toEqual({ word: 'broken', shown: counterexample });
    expect(verdict({ broken: true, exercised: 4 })).toEqual({
      word: 'inconclusive',
      why: 'a breach was seen, but the run ended before it was looked at again',
    });
  });

  it('is inconclusive where a breach did not come back, whatever else was seen', () => {
    expect(verdict({ unsteady: 'did not repeat', exercised: 9 })).toEqual({
      word: 'inconclusive',
      why: 'did not repeat',
    });
  });

  it('is unsupported where the target lacks an operation, whose answer it tells', () => {
    const lacking = row.needs[0] as Ability;
    expect(verdict({ missing: [lacking, 'HTTP 501'], exercised: 2 })).toEqual({
      word: 'unsupported',
      why: `${lacking}: HTTP 501`,
    });
    const silent = evidence({ missing: [lacking, 'HTTP 501'] });
    const unknown = { ...silent, support: { ...silent.support, missing: new Map() } };
    expect(verdictOn(row, unknown)).toMatchObject({ verdict: 'unsupported', evidence: `${lacking}: ` });
  });

  it('is broken rather than unsupported where the breach was proved', () => {
    expect(verdict({ missing: [row.needs[0] as Ability, ''], broken: true, shown: true }).word).toBe('broken');
  });

  it('follows from others where every breach of it does, and nothing else was seen of it', () => {
    const explained: readonly RequirementId[] = ['deletion/accepted', 'deletion/task-ends'];
    expect(verdict({ explained })).toEqual({
      word: 'broken',
      followsFrom: explained,
      why: 'every breach of it follows from deletion/accepted, deletion/task-ends',
    });
    expect(verdict({ explained, exercised: 1 })).toEqual({ word: 'holds' });
  });

  it('is inconclusive where nobody could tell', () => {
    expect(verdict({ undecided: 'no answer came' })).toEqual({ word: 'inconclusive', why: 'no answer came' });
    expect(verdict({ undecided: 'no answer came', exercised: 1 })).toEqual({ word: 'holds' });
  });

  it('is untouched where the code under test performs none of its operations', () => {
    const why = "none of it goes through the code under test: the suite's own calls did it";
    expect(verdict({ exercised: 1, through: ['GetPolicy'] })).toEqual({ word: 'untouched', why });
    expect(verdict({ exercised: 1, through: [row.needs.at(-1) as Ability] })).toEqual({ word: 'holds' });
    expect(verdict({ exercised: 1, through: [] })).toEqual({ word: 'untouched', why });
    const any = requirements.find((one) => one.needs.length === 0 && one.later === undefined);
    expect(any).toBeDefined();
    if (any === undefined) return;
    expect(verdictOn(any, evidence({ exercised: 1, through: [] })).verdict).toBe('holds');
  });

  it('is untouched where this version does not exercise it, whatever was seen', () => {
    const later = requirements.find((one) => one.later !== undefined);
    if (later === undefined) throw new Error('every requirement is exercised');
    expect(verdictOn(later, evidence({ exercised: 5 }))).toMatchObject({
      verdict: 'untouched',
      evidence: later.later,
    });
  });
});
