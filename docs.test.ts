import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requirements } from './model/index.ts';

const root = dirname(fileURLToPath(import.meta.url));
const facts = readFileSync(join(root, 'docs', 'facts.md'), 'utf8');

type Kind = 'recorded' | 'documented' | 'inferred';

/** Every way in which a fact is known, by its number: `F25` is recorded for one call, documented for another. */
const kinds: ReadonlyMap<string, readonly Kind[]> = new Map(
  [...facts.matchAll(/^- \*\*(F\d+)\*\* \(([^)]*)\) \S/gm)].map(([, number = '', known = '']) => [
    number,
    (known.match(/\b(recorded|documented|inferred)\b/g) as readonly Kind[] | null) ?? [],
  ]),
);
const questions = [...facts.matchAll(/^- \*\*(U\d+)\*\* [^\n]*\?$/gm)].map(([, number]) => number);
const anchors = [...facts.matchAll(/^\| `([a-z-]+)` \| [^|\n]+ \|$/gm)].map(([, anchor]) => anchor);

const OUTSIDE = ['node_modules', 'dist', 'coverage'];

/** The texts of the project: sources, tests and documents. */
function texts(folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return OUTSIDE.includes(path) || entry.name.startsWith('.') ? [] : texts(path);
    return /\.(ts|md)$/.test(path) ? [path] : [];
  });
}

/** Numbers of facts and open questions that a file names. */
const citedIn = (path: string): readonly string[] =>
  readFileSync(join(root, path), 'utf8').match(/(?<![\w#&%\\])[FU][1-9]\d?(?!\w)/g) ?? [];

describe('docs/facts.md', () => {
  it.each(requirements.map((row) => [row.id, row.provenance.facts] as const))('tells the facts of %s', (_id, cited) => {
    expect(cited.filter((number) => !kinds.has(number))).toEqual([]);
  });

  it('tells every fact and every open question that any file names', () => {
    const known = new Set([...kinds.keys(), ...questions]);
    const missing = texts().flatMap((path) =>
      citedIn(path)
        .filter((number) => !known.has(number))
        .map((number) => `${path}: ${number}`),
    );
    expect(missing).toEqual([]);
  });

  it('says of every fact how it is known', () => {
    expect([...kinds].filter(([, known]) => known.length === 0)).toEqual([]);
    expect(kinds.size).toBe([...facts.matchAll(/^- \*\*F/gm)].length);
  });

  it('tells each fact and each question once, in order', () => {
    const numbers = (list: readonly (string | undefined)[]) => list.map((one) => Number(one?.slice(1)));
    for (const list of [numbers([...kinds.keys()]), numbers(questions)]) {
      expect(list).toEqual([...new Set(list)].sort((a, b) => a - b));
      expect(list.length).toBeGreaterThan(20);
    }
  });

  it('knows every section of the page that a requirement points at, and no other', () => {
    expect(new Set(requirements.flatMap((row) => row.provenance.page ?? []))).toEqual(new Set(anchors));
  });

  it.each(['recorded', 'documented'] as const)('has a fact for what a requirement calls %s', (kind) => {
    const strength: readonly Kind[] = kind === 'recorded' ? ['recorded'] : ['recorded', 'documented'];
    const bare = requirements.filter(
      ({ provenance }) =>
        provenance.kind === kind &&
        !provenance.facts.some((number) => kinds.get(number)?.some((known) => strength.includes(known))),
    );
    expect(bare.map((row) => row.id)).toEqual([]);
  });
});
