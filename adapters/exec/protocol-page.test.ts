import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descriptionText, nameOf, operationsOf, SUFFIX } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import {
  groupName,
  MALFORMED_PRINCIPAL,
  MALFORMED_TASK,
  READ_ONLY,
  UNKNOWN_PRINCIPAL,
  unknownTask,
} from '../../calls/index.ts';
import { MAX_LINE } from './line-reader.ts';
import { helloShape, performShape, PROTOCOL } from './messages.ts';
import { facetShapes } from './outcome-shape.ts';

const page = readFileSync(new URL('../../docs/exec-protocol.md', import.meta.url), 'utf8');

/** The names in the first column of the table under a heading. */
function firstColumn(heading: string): readonly string[] {
  const section = page.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';
  const rows = section.match(/^\| [^|]+/gm) ?? [];
  return rows.flatMap((row) => [...row.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name));
}

/** The examples of messages on the page, each on one line. */
const examples = (mark: string): readonly string[] =>
  (page.match(new RegExp(`^${mark} \\{.*(?:\\n {4}.*)*`, 'gm')) ?? []).map((one) => one.slice(3).replaceAll('\n', ' '));

describe('docs/exec-protocol.md', () => {
  it('tells every facet, and no other', () => {
    expect([...firstColumn('### Facets')].sort()).toEqual(Object.keys(facetShapes).sort());
  });

  it('tells every kind of operation, and no other', () => {
    const kinds = firstColumn('## Operations').filter((name) => /^[A-Z]/.test(name));
    const names = operationsOf(mediapackage).map((one) => nameOf(mediapackage, one));
    expect([...kinds, 'Wait'].sort()).toEqual([...names].sort());
  });

  it('tells every member of an introduction', () => {
    const { capabilities, ...members } = helloShape.shape;
    const nested = Object.keys(capabilities.shape).map((name) => `capabilities.${name}`);
    expect([...firstColumn('### hello')].sort()).toEqual([...Object.keys(members), ...nested].sort());
  });

  it.each([
    UNKNOWN_PRINCIPAL,
    MALFORMED_PRINCIPAL,
    MALFORMED_TASK,
    READ_ONLY,
    unknownTask('PRINCIPAL', 'ROLENAME'),
    groupName('custom') ?? '',
    groupName('bad') ?? '',
    SUFFIX,
    descriptionText('plain'),
    descriptionText('other'),
    descriptionText('bad-characters'),
    mediapackage.policyArn,
    mediapackage.roleName,
    `protocol ${PROTOCOL}`,
    MAX_LINE.toLocaleString('en'),
  ])('tells the text %s', (text) => {
    expect(page).toContain(text);
  });

  it('shows messages that are taken', () => {
    const [performed, introduced] = examples('<-').map((line) => (JSON.parse(line) as { ok: unknown }).ok);
    expect(performShape.parse(performed)).toHaveProperty('outcome.code', 'NoSuchEntity');
    expect(helloShape.parse(introduced)).toMatchObject({ name: 'my wrapper' });
    const { principal, roleName, policyArn } = mediapackage;
    const [, hello] = examples('->').map((line) => JSON.parse(line) as unknown);
    const members = { op: 'hello', protocol: PROTOCOL, service: mediapackage.id, principal, roleName, policyArn };
    expect(hello).toEqual({ id: 1, ...members });
  });
});
