import { describe, expect, it } from 'vitest';
import { mediapackage } from '../services/index.ts';
import { requirements, type Ability, type RequirementId } from '../model/index.ts';
import type { Doubt } from './doubts.ts';
import type { Lack, Reason } from './run/reason.ts';
import type { Accusation, Counterexample } from './run/run-schema.ts';
import { verdictOn, type Evidence } from './verdict.ts';

const id: RequirementId = 'deletion/removes';
const rowOf = (wanted: string) => requirements.find((one) => one.id === wanted) as (typeof requirements)[number];
const row = rowOf(id);
const counterexample: Counterexample = { program: [], steps: [], replay: 'replay FILE' };

const LACK: Lack = { kind: 'said', outcome: { kind: 'unsupported', evidence: 'HTTP 501' } };

/** Evidence of a run that saw nothing, but for what is given. */
function evidence({
  exercised = 0,
  undecided,
  doubt,
  broken = false,
  explained,
  shown = false,
  unsteady,
  missing,
  through,
}: {
  readonly exercised?: number;
  readonly undecided?: string;
  readonly doubt?: Doubt;
  readonly broken?: boolean;
  readonly explained?: readonly RequirementId[];
  readonly shown?: boolean;
  readonly unsteady?: Reason;
  readonly missing?: Ability;
  readonly through?: readonly Ability[];
}): Evidence {
  return {
    profile: mediapackage,
    docket: { deviations: () => [], exercised: () => exercised, undecided: () => undecided, doubt: () => doubt },
    convictions: {
      broken: new Map(broken ? [[id, {} as Accusation]] : []),
      explained: new Map(explained === undefined ? [] : [[id, explained]]),
    },
    counterexamples: new Map(shown ? [[id, counterexample]] : []),
    unsteady: new Map(unsteady === undefined ? [] : [[id, unsteady]]),
    missing: new Map(missing === undefined ? [] : [[missing, LACK]]),
    through,
  };
}

const verdict = (given: Parameters<typeof evidence>[0]) => {
  const { verdict: word, reason: why, followsFrom, counterexample: shown } = verdictOn(row, evidence(given));
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
    expect(verdict({})).toEqual({ word: 'untouched', why: { kind: 'never-occurred' } });
  });

  it('is broken where the breach was seen a second time, and inconclusive where it was not', () => {
    expect(verdict({ broken: true, shown: true, exercised: 4 })).toEqual({ word: 'broken', shown: counterexample });
    expect(verdict({ broken: true, exercised: 4 })).toEqual({
      word: 'inconclusive',
      why: { kind: 'not-repeated-yet' },
    });
  });

  it('is inconclusive where a breach did not come back, whatever else was seen', () => {
    const unsteady: Reason = {
      kind: 'not-repeated',
      breach: { suspects: [id], facet: 'http', expects: { status: [404], code: 'NoSuchEntity' } },
      outcome: { kind: 'refused', code: 'NoSuchEntity', http: 400, message: '' },
    };
    expect(verdict({ unsteady, exercised: 9 })).toEqual({ word: 'inconclusive', why: unsteady });
  });

  it('is unsupported where the target lacks an operation, whose answer it tells', () => {
    const lacking = row.needs[0] as Ability;
    expect(verdict({ missing: lacking, exercised: 2 })).toEqual({
      word: 'unsupported',
      why: { kind: 'lacks', ability: lacking, lack: LACK },
    });
  });

  it('is broken rather than unsupported where the breach was proved', () => {
    expect(verdict({ missing: row.needs[0] as Ability, broken: true, shown: true }).word).toBe('broken');
  });

  it('follows from others where every breach of it does, and nothing else was seen of it', () => {
    const explained: readonly RequirementId[] = ['deletion/accepted', 'deletion/task-ends'];
    expect(verdict({ explained })).toEqual({
      word: 'broken',
      followsFrom: explained,
    });
    expect(verdict({ explained, exercised: 1 })).toEqual({ word: 'holds' });
  });

  it('is inconclusive where nobody could tell', () => {
    expect(verdict({ undecided: 'no answer came' })).toEqual({
      word: 'inconclusive',
      why: { kind: 'undecided', said: 'no answer came' },
    });
    expect(verdict({ undecided: 'no answer came', exercised: 1 })).toEqual({ word: 'holds' });
  });

  it('is inconclusive where one form of an operation left it open every time, whatever others showed', () => {
    const doubt: Doubt = { said: 'HTTP 500', times: 3, of: 9 };
    expect(verdict({ doubt, exercised: 6 })).toEqual({ word: 'inconclusive', why: { kind: 'undecided', ...doubt } });
  });

  it('is inconclusive where the target fails at what it needs, and does not say that it lacks it', () => {
    const fails: Lack = { kind: 'fails', outcome: { kind: 'indeterminate', why: 'HTTP 500', http: 500 } };
    const both = evidence({ exercised: 6, missing: 'GetRole' });
    const missing = (lack: Lack): Evidence => ({ ...both, missing: new Map([['GetRole', lack]]) });
    expect(verdictOn(row, missing(fails)).verdict).toBe('inconclusive');
    expect(verdictOn(row, missing(LACK)).verdict).toBe('unsupported');
  });

  it('is untouched where the code under test performs none of its operations', () => {
    const why = { kind: 'suite-only' };
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
      reason: { kind: 'later', until: later.later },
    });
  });
});
