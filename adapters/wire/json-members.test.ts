import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromJson, jsonOf } from './json-members.ts';

const name = fc.constantFrom('id', 'egressAccessLogs', 'ingestEndpoints', 'x', 'tagSet');
const { document } = fc.letrec<{ document: object; value: unknown }>((tie) => ({
  document: fc.dictionary(name, tie('value')),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('document'),
  ),
}));
const tags = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));

it('a document comes out as it went in, the customer’s tags untouched', () => {
  fc.assert(
    fc.property(document, tags, (members, tagged) => {
      const asked = { ...members, tags: tagged };
      expect(JSON.parse(jsonOf(fromJson(asked)))).toEqual(JSON.parse(JSON.stringify(asked)));
    }),
  );
});

it.each([
  ['a member that is absent or null is left out', { A: undefined, B: null, C: 1 }, '{"c":1}'],
  ['a date is in ISO 8601', { CreatedAt: new Date(0) }, '{"createdAt":"1970-01-01T00:00:00.000Z"}'],
  ['a list keeps the place of what is absent', { Items: [undefined, null, 'a'] }, '[null,null,"a"]'],
  ['nothing is an empty document', {}, '{}'],
])('%s', (_, members, text) => {
  expect(jsonOf(members)).toContain(text);
});

it('a list that is shown again is written the same', () => {
  const list = [{ Url: 'a' }, { Url: 'b' }];
  expect(jsonOf({ Items: list })).toBe('{"items":[{"url":"a"},{"url":"b"}]}');
  expect(jsonOf({ Other: list })).toBe('{"other":[{"url":"a"},{"url":"b"}]}');
});
