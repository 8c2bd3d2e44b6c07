import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { actionModel, NO_MEMBERS } from '../../services/index.ts';
import { elements, escapeXml } from './xml.ts';

const parser = new XMLParser({ trimValues: false, parseTagValue: false, htmlEntities: true, ignoreDeclaration: true });

/** What XML can hold of a text. */
const held = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');

const outputOf = (action: string) => actionModel('iam', action)?.output ?? NO_MEMBERS;
const role = (members: object): string => elements(outputOf('GetRole'), { Role: members });

describe('the XML of an answer', () => {
  it.each<[object, string]>([
    [{}, ''],
    [{ Path: undefined, Arn: null, RoleName: '' }, '<RoleName></RoleName>'],
    [{ MaxSessionDuration: 0, Unknown: 1 }, '<MaxSessionDuration>0</MaxSessionDuration>'],
    [{ CreateDate: new Date(1_700_000_000_999) }, '<CreateDate>2023-11-14T22:13:20Z</CreateDate>'],
    [{ Tags: [] }, '<Tags></Tags>'],
    [{ Tags: [{ Key: 'a' }] }, '<Tags><member><Key>a</Key></member></Tags>'],
  ])('writes %j', (members, text) => {
    expect(role(members)).toBe(`<Role>${text}</Role>`);
  });

  it('URL-encodes policy documents and nothing else', () => {
    const encoded = '%7B%22a%22%3A%20%22%2A%21%27%28%29~-_.%C3%A9%22%7D%EF%BF%BD';
    expect(role({ Path: 'a b', AssumeRolePolicyDocument: `{"a": "*!'()~-_.é"}\ud800` })).toBe(
      `<Role><Path>a b</Path><AssumeRolePolicyDocument>${encoded}</AssumeRolePolicyDocument></Role>`,
    );
  });

  it('is read by another parser as it was meant, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('&', '<', '>', '"', ']', ';', '#', 'a', '\r', '\ud800') }),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (names) => {
        const PolicyNames = names.map((name) => `.${name}.`);
        const xml = `<R>${elements(outputOf('ListRolePolicies'), { PolicyNames })}</R>`;
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(parser.parse(xml)).toEqual({ R: { PolicyNames: { member: PolicyNames.map(held) } } });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('leaves plain text as it is', () => {
    expect(escapeXml('a "b" \'c\'\t\n')).toBe('a "b" \'c\'\t\n');
  });
});
