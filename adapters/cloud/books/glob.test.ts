import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledIn, globMatches } from './glob.ts';

/** The definition, word for word: exponential, for short texts only. */
function defined(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === '*') return defined(rest, text) || (text !== '' && defined(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text.charAt(0)) && defined(rest, text.slice(1));
}

const letters = (...of: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...of), { maxLength: 8 }).map((list) => list.join(''));

describe('patterns of a policy', () => {
  it('fit what their definition says', () => {
    fc.assert(
      fc.property(letters('a', 'b', '*', '?'), letters('a', 'b'), (pattern, text) => {
        expect(globMatches(pattern, text)).toBe(defined(pattern, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('tell letters apart by their case, and take no other sign for a wildcard', () => {
    expect(globMatches('arn:aws:iam::*:role/A', 'arn:aws:iam::1:role/a')).toBe(false);
    expect(globMatches('a.c[x]+', 'abcx')).toBe(false);
    expect(globMatches('a.c', 'a.c')).toBe(true);
  });

  it('are decided in a moment, however hostile', () => {
    const started = performance.now();
    expect(globMatches(`${'*a'.repeat(40)}b`, 'a'.repeat(2000))).toBe(false);
    expect(globMatches(`${'a'.repeat(100_000)}*`, 'a'.repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });

  const variables = (key: string): string | undefined => ({ 'aws:username': 'eve', odd: '*' })[key];

  it('are filled in with what the request has, where no wildcard counts', () => {
    expect(globMatches('user/${aws:username}', 'user/eve', variables)).toBe(true);
    expect(globMatches('user/${aws:username}*', 'user/eve-2', variables)).toBe(true);
    expect(globMatches('user/${odd}', 'user/anybody', variables)).toBe(false);
    expect(globMatches('user/${odd}', 'user/*', variables)).toBe(true);
    expect(globMatches('a${*}c', 'abc', variables)).toBe(false);
    expect(globMatches('a${*}c', 'a*c', variables)).toBe(true);
    expect(filledIn('${aws:username}-${$}*', variables)).toBe('eve-$*');
  });

  it('fit nothing where a variable has no value, and take it for plain text where there are none', () => {
    expect(globMatches('${aws:userid}*', 'anything', variables)).toBe(false);
    expect(filledIn('${aws:userid}', variables)).toBeUndefined();
    expect(globMatches('${aws:username}', '${aws:username}')).toBe(true);
    expect(filledIn('${aws:username}', undefined)).toBe('${aws:username}');
  });
});
