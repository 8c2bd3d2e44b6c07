import { expect, it } from 'vitest';
import type { Json } from './outcome.ts';
import { sameJson } from './outcome.ts';

it.each<readonly [string, Json | undefined, Json | undefined, boolean]>([
  ['objects, their keys in any order', { a: 1, b: [null] }, { b: [null], a: 1 }, true],
  ['objects of other keys', { a: 1 }, { b: 1 }, false],
  ['objects of more keys', { a: 1 }, { a: 1, b: 1 }, false],
  ['lists in the same order', [1, [2]], [1, [2]], true],
  ['lists in another order', [1, 2], [2, 1], false],
  ['lists of which one goes on', [1], [1, 2], false],
  ['a list and an object', [], {}, false],
  ['a list and an object of its entries', ['a'], { 0: 'a' }, false],
  ['an object of its entries and a list', { 0: 'a' }, ['a'], false],
  ['a list and an object that tells as many entries', [], { length: 0 }, false],
  ['text and a number', '1', 1, false],
  ['null and an object', null, {}, false],
  ['an object and null', {}, null, false],
  ['nothing and null', undefined, null, false],
  ['nothing and nothing', undefined, undefined, true],
])('whether JSON is the same: %s', (_title, a, b, expected) => {
  expect(sameJson(a, b)).toBe(expected);
});
