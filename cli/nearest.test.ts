import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const names = [
  'permissions/name',
  'permissions/path',
  'creation/duplicate',
  'deletion/in-use-ingress',
  'deletion/in-use-egress',
];

describe('the nearest names', () => {
  it.each([
    ['a letter too few', 'permissions/nme', ['permissions/name']],
    ['neighbours swapped', 'permissions/naem', ['permissions/name']],
    ['another case', 'Creation/Duplicate', ['creation/duplicate']],
    ['a part alone', 'duplicate', ['creation/duplicate']],
    ['a part of several', 'in-use', ['deletion/in-use-ingress', 'deletion/in-use-egress']],
    ['nothing alike', 'zzzz', []],
    ['nothing at all', '', []],
    ['a text longer than any name', 'permissions/name '.repeat(100_000), []],
  ])('for %s', (_, text, expected) => {
    expect(nearest(text, names)).toEqual(expected);
  });
});
