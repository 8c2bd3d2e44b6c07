import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { element, elements, escapeXml } from './xml.ts';

const parser = new XMLParser({ trimValues: false, parseTagValue: false, htmlEntities: true, ignoreDeclaration: true });
const parse = (text: string): unknown => parser.parse(text);

/** What XML can hold of a text. */
const held = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');

describe('the XML of an answer', () => {
  it.each<[unknown, string]>([
    [undefined, ''],
    [null, ''],
    ['', '<A></A>'],
    [0, '<A>0</A>'],
    [false, '<A>false</A>'],
    [new Date(1_700_000_000_999), '<A>2023-11-14T22:13:20Z</A>'],
    [[], '<A></A>'],
    [['a', 'b'], '<A><member>a</member><member>b</member></A>'],
    [[{ K: 'a' }, { K: undefined }], '<A><member><K>a</K></member><member></member></A>'],
    [{}, '<A></A>'],
    [{ B: { C: [['d']] } }, '<A><B><C><member><member>d</member></member></C></B></A>'],
  ])('writes %j', (value, text) => {
    expect(element('A', value)).toBe(text);
  });

  it('URL-encodes policy documents and nothing else', () => {
    const text = `{"a": "*!'()~-_.é"}`;
    const encoded = '%7B%22a%22%3A%20%22%2A%21%27%28%29~-_.%C3%A9%22%7D';
    expect(elements({ PolicyDocument: text, Policy: 'a b' })).toBe(
      `<PolicyDocument>${encoded}</PolicyDocument><Policy>a b</Policy>`,
    );
    expect(element('Document', 'a\ud800')).toBe('<Document>a%EF%BF%BD</Document>');
  });

  it('is read by another parser as it was meant, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('&', '<', '>', '"', ']', ';', '#', 'a', '\r', '\ud800') }),
    );
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 2, maxLength: 4 }), (one, several) => {
        const xml = `<R>${elements({ One: `.${one}.`, Several: several.map((each) => `.${each}.`) })}</R>`;
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(parse(xml)).toEqual({
          R: { One: `.${held(one)}.`, Several: { member: several.map((each) => `.${held(each)}.`) } },
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('leaves plain text as it is', () => {
    expect(escapeXml('a "b" \'c\'\t\n')).toBe('a "b" \'c\'\t\n');
  });
});
