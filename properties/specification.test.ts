import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { operationKinds } from '../model/index.ts';
import { beliefs, specification, specificationOf } from './specification.ts';

const folder = fileURLToPath(new URL('../docs/specification/', import.meta.url));
const written = (path: string): string => readFileSync(join(folder, path), 'utf8');
const kinds = operationKinds.filter((kind) => kind !== 'Wait');

describe('docs/specification', () => {
  it('has the pages that `npm run pages` writes, and no others', () => {
    const pages = specification();
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    expect(pages.get('README.md')).toBe(written('README.md'));
  });

  // What is expected is what it was, or else the page says what changed.
  it.each(kinds)('says what the model allows for %s', (kind) => {
    expect(specificationOf(kind)).toBe(written(`${kind}.md`));
    expect(written(`${kind}.md`)).toMatch(/^## /m);
  });

  it('says what is believed after a difference', () => {
    expect(beliefs()).toBe(written('beliefs.md'));
  });
});
