import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mediapackage } from '../../services/index.ts';
import { MAX_LINE } from './line-reader.ts';
import { callShape, helloShape, PROTOCOL } from './messages.ts';

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
  it('tells every member of an introduction', () => {
    expect([...firstColumn('### hello')].sort()).toEqual(Object.keys(helloShape.shape).sort());
  });

  it('tells everything that may come of a call', () => {
    const members = callShape.options.flatMap(({ shape }) => Object.keys(shape));
    expect(firstColumn('### call')).toEqual(members);
  });

  it.each([mediapackage.policyArn, mediapackage.roleName, `protocol ${PROTOCOL}`, MAX_LINE.toLocaleString('en')])(
    'tells the text %s',
    (text) => {
      expect(page).toContain(text);
    },
  );

  it('shows messages that are taken', () => {
    const [called, introduced] = examples('<-').map((line) => (JSON.parse(line) as { ok: unknown }).ok);
    expect(callShape.parse(called)).toHaveProperty('refused.code', 'NoSuchEntity');
    expect(helloShape.parse(introduced)).toMatchObject({ name: 'my wrapper' });
    const { principal, roleName, policyArn } = mediapackage;
    const [, hello] = examples('->').map((line) => JSON.parse(line) as unknown);
    const members = { op: 'hello', protocol: PROTOCOL, service: mediapackage.id, principal, roleName, policyArn };
    expect(hello).toEqual({ id: 1, ...members });
  });
});
