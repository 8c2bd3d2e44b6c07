import { describe, expect, it } from 'vitest';
import { breachNote } from './breach.ts';
import { observedPieces, parts, withoutFacets } from './parts.ts';

describe('an outcome in words', () => {
  it('is split at commas that stand in no quotes and no brackets', () => {
    expect(parts('name "a, \\"b, c", tags {"x":"1","y":"2"}, attached ["p","q"], reason null')).toEqual([
      'name "a, \\"b, c"',
      'tags {"x":"1","y":"2"}',
      'attached ["p","q"]',
      'reason null',
    ]);
  });

  it.each([
    ['success: name "a", path "b"', 'success'],
    ['success', 'success'],
    ['refused: NoSuchEntity (HTTP 404) gone', 'refused: NoSuchEntity (HTTP 404) gone'],
    ['success: name "a"; then GetRole success: name "b"', 'success'],
  ])('%s in short', (observed, short) => {
    expect(withoutFacets(observed)).toBe(short);
  });

  it('shows the part at fault, and of the others their names', () => {
    const breach = { facet: 'path', expected: '"/a/"', observed: '"/b/"' };
    expect(observedPieces('success: name "n", path "/b/", arn "x"; then GetRole success: path "/b/"', breach)).toEqual([
      { text: 'success: ', fault: false },
      { text: 'path "/b/"', fault: true },
      { text: ' (beside name, arn)', fault: false },
      { text: '; then GetRole success: ', fault: false },
      { text: 'path "/b/"', fault: true },
    ]);
  });

  it('is shown whole where it has another form, or where nothing is known to be at fault', () => {
    expect(observedPieces('something else', undefined)).toEqual([{ text: 'something else', fault: false }]);
  });
});

describe('a breach as a note', () => {
  it.each([
    ['name: expected "A"; observed "B"', 'name "B" instead of "A"'],
    ['outcome: expected a refusal with X or Y (edit refused); observed success: name "n"', 'success instead of X or Y'],
    ['outcome: expected a refusal (name clash refused); observed success', 'success instead of a refusal'],
    ['code: expected a refusal with X (edit refused); observed refused: Z (HTTP 409) taken', 'Z (409) instead of X'],
    ['outcome: expected success (role made); observed refused: Z (HTTP 400) no', 'Z (400) instead of success'],
    ['anything else', 'anything else'],
  ])('%s', (why, note) => {
    expect(breachNote(why)).toBe(note);
  });
});
