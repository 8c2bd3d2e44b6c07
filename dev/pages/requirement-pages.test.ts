import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { covered, requirements } from '../../model/index.ts';
import { requirementPages } from './requirement-pages.ts';

const folder = fileURLToPath(new URL('../../docs/requirements/', import.meta.url));
const pages = requirementPages();

describe('docs/requirements', () => {
  it('has the pages that `npm run pages` writes, and no others', () => {
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
    expect(there.sort()).toEqual([...pages.keys()].sort());
    for (const [path, text] of pages) expect(readFileSync(join(folder, path), 'utf8'), path).toBe(text);
  });

  it('tells of every requirement that is exercised a program that does, and a flaw that breaks it', () => {
    const missing = covered.filter(({ id }) => {
      const text = pages.get(`${id}.md`) ?? '';
      return !/The shortest program|Whatever a target answers/.test(text) || !text.includes('--target flawed:');
    });
    expect(missing.map(({ id }) => id)).toEqual([]);
    expect(pages.size).toBe(requirements.length + 1);
  });

  it('leads only to places that are there', () => {
    for (const [path, text] of pages)
      for (const [, link = ''] of text.matchAll(/\]\((?!https:)([^)#]+)\)/g))
        expect(existsSync(join(folder, path, '..', link)), `${link} in ${path}`).toBe(true);
  });
});
