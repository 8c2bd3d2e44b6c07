import { describe, expect, it } from 'vitest';
import { answered, type Facets, type Outcome } from '../../model/index.ts';
import type { Breach, ExpectedEnding, ReportedStep } from '../../properties/index.ts';
import { expecting } from '../run.fixture.ts';
import { toldSteps } from './finding.ts';
import { expectedText, noteOf, observedText, outcomePieces, outcomeText } from './words.ts';

const refused = (code: string, http: number, message = ''): Outcome => ({ kind: 'refused', code, http, message });

const REFUSED: ExpectedEnding = { ending: 'edit-refused', outcome: 'refused', codes: ['X', 'Y'], nearest: true };
const MADE: ExpectedEnding = { ending: 'role-made', outcome: 'answered', parts: [], nearest: true };
const FAILED: ExpectedEnding = {
  ending: 'task-failed',
  outcome: 'answered',
  parts: [
    { facet: 'status', shape: { oneOf: ['SUCCEEDED', 'FAILED'] } },
    { facet: 'status', shape: { oneOf: ['FAILED'] }, differs: true },
  ],
  nearest: true,
};
const FAR: ExpectedEnding = { ending: 'far away', outcome: 'refused', codes: ['Z'] };

const among = (facet: 'outcome' | 'code' | keyof Facets, ...endings: readonly ExpectedEnding[]): Breach => ({
  suspects: [],
  facet,
  expects: { endings },
});

describe('an outcome in words', () => {
  it.each<readonly [Outcome, string]>([
    [answered(), 'success'],
    [answered({ status: 'FAILED', reason: null }), 'success: status "FAILED", reason null'],
    [refused('NoSuchEntity', 404, 'Gone.'), 'refused: NoSuchEntity (HTTP 404) Gone.'],
    [{ kind: 'unsupported', evidence: 'HTTP 501' }, 'not supported: HTTP 501'],
    [{ kind: 'indeterminate', why: 'no answer' }, 'cannot tell: no answer'],
  ])('is one line: %j', (outcome, line) => {
    expect(outcomeText(outcome)).toBe(line);
  });

  it('has the facet at fault marked, whatever the others hold', () => {
    const pieces = outcomePieces(answered({ name: 'path "/b/"', path: '/b/' }), 'path');
    expect(pieces.filter(({ fault }) => fault)).toEqual([{ text: 'path "/b/"', fault: true }]);
  });
});

describe('a breach in words', () => {
  it.each<readonly [Breach, Outcome, string, string, string]>([
    [expecting('name', 'A'), answered({ name: 'B' }), '"A"', '"B"', 'name "B" instead of "A"'],
    [expecting('name', 'A'), answered(), '"A"', 'nothing', 'name nothing instead of "A"'],
    [
      among('outcome', REFUSED, FAR),
      answered({ name: 'n' }),
      'a refusal with X or Y (edit refused)',
      'success: name "n"',
      'success instead of X or Y',
    ],
    [
      among('outcome', MADE),
      refused('Z', 400, 'no'),
      'success (role made)',
      'refused: Z (HTTP 400) no',
      'Z (400) instead of success',
    ],
    [among('status', FAILED), answered({ status: 'DONE' }), '"FAILED"', '"DONE"', 'status "DONE" instead of "FAILED"'],
    [
      { suspects: [], facet: 'http', expects: { status: [404], code: 'Z' } },
      refused('Z', 400, 'no'),
      'HTTP 404 with Z',
      'Z (HTTP 400)',
      'Z (400) instead of HTTP 404 with Z',
    ],
    [
      {
        suspects: [],
        facet: 'resources',
        part: ['channel/0/0', 'egress'],
        expects: { part: { facet: 'resources', says: 'on' } },
      },
      answered({ resources: { 'channel/0/0': { egress: null } } }),
      'on',
      'null',
      'resources channel/0/0 egress null instead of on',
    ],
  ])('%j', (breach, outcome, expected, observed, note) => {
    expect([expectedText(breach), observedText(breach, outcome), noteOf(breach, outcome)]).toEqual([
      expected,
      observed,
      note,
    ]);
  });
});

describe('a step in words', () => {
  it('is told by what came, and not by what a target says about it', () => {
    const liar: ReportedStep = {
      operation: { kind: 'GetRole', role: 'linked' },
      outcome: refused('NoSuchEntity', 404, 'name: expected "A"; observed "B"; then GetRole success: name "C"'),
      breaches: [among('outcome', MADE)],
      after: [],
    };
    const [told] = toldSteps({ steps: [liar] });
    expect(told?.difference).toEqual({ expected: 'success (role made)', observed: told?.answer });
  });
});
