import { describe, expect, it } from 'vitest';
import { JsonTooLarge, parseJson, policyDocument, policyGrants } from '../../model/index.ts';
import { redact, secretsIn } from '../machine/secrets.ts';
import { newAttempt, quoteAnswer } from './attempt.ts';
import { readWireError } from './wire-error.ts';

const SIZE = 5_000_000;
const filled = (piece: string): string => piece.repeat(Math.floor(SIZE / piece.length));

/** Texts that are slow to read for whoever tries again at every place, or goes down with every level. */
const TEXTS = [
  '<Error>',
  '<Error ',
  '<Error><Code',
  '<Error><Code>&#x41;',
  '<?xml ',
  ' \n',
  '{"a":',
  '["",',
  '[[',
  '"\\',
  'authorization: ',
  'x-amz-security-token=',
  'AWS4-HMAC-SHA256 Credential=',
  'eyJ00000000.',
  'eyJ-',
  'key:key:',
  '://a:',
  ' with a',
  'Bearer  ',
];

/** Each takes some 0.1 s on an idle machine; what tries again at every place takes minutes. */
const AT_ONCE_MS = 3000;

const timed = (action: () => unknown): number => {
  const before = performance.now();
  action();
  return performance.now() - before;
};

/** A grant as a policy document, or that it is none. */
function grantsOf(line: string): unknown {
  try {
    return policyDocument([line]);
  } catch (error) {
    return error;
  }
}

describe('5 MB that mean ill are read at once:', () => {
  it.each(TEXTS)('%j over and over', (piece) => {
    const body = filled(piece);
    const attempt = { ...newAttempt(), status: 500, body };
    expect(timed(() => readWireError(attempt))).toBeLessThan(AT_ONCE_MS);
    expect(timed(() => readWireError({ ...attempt, body: `<Error>${body}</Error>` }))).toBeLessThan(AT_ONCE_MS);
    expect(timed(() => quoteAnswer(attempt))).toBeLessThan(AT_ONCE_MS);
    expect(timed(() => policyGrants(body))).toBeLessThan(AT_ONCE_MS);
    expect(timed(() => redact(body))).toBeLessThan(AT_ONCE_MS);
    expect(timed(() => secretsIn(body))).toBeLessThan(AT_ONCE_MS);
    expect(timed(() => grantsOf(`Allow a on b${body}`))).toBeLessThan(AT_ONCE_MS);
  });
});

describe('a policy document whose lines are a product of its lists', () => {
  it.each([
    ['many of both', Array.from({ length: 3000 }, (_, i) => `a:${i}`), Array.from({ length: 3000 }, (_, i) => `s${i}`)],
    ['one that is long', ['a'.repeat(60_000)], Array.from({ length: 3000 }, (_, i) => `s${i}`)],
  ])('of %s is none', (_what, Action, Service) => {
    const document = JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Principal: { Service } }] });
    let grants: unknown = 'unread';
    expect(timed(() => (grants = policyGrants(document)))).toBeLessThan(AT_ONCE_MS);
    expect(grants).toBeUndefined();
  });
});

describe('JSON beyond a bound is not parsed', () => {
  const bounds = { length: 1000, depth: 4, values: 10 };

  it.each([
    ['longer', `"${'x'.repeat(1000)}"`],
    ['deeper', '[[[[[]]]]]'],
    ['fuller', '[1,2,3,4,5,6,7,8,9,10,11]'],
  ])('where it is %s', (_how, text) => {
    expect(() => parseJson(text, bounds)).toThrow(JsonTooLarge);
  });

  it('and brackets in a text are no levels', () => {
    expect(parseJson(String.raw`["[[[[[[", "\"[[[[[,,,,,,,,,,,"]`, bounds)).toHaveLength(2);
  });
});
