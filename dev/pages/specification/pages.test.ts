import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { specification } from './pages.ts';

const folder = fileURLToPath(new URL('../../../docs/specification/', import.meta.url));

describe('docs/specification', () => {
  it('has the pages that `npm run pages` writes, and no others', () => {
    expect(readdirSync(folder).sort()).toEqual([...specification.keys()].sort());
  });

  // What is expected is what it was, or else the page says what changed.
  it.each([...specification])(
    '%s says what the model allows, and what is believed after a difference',
    (path, text) => {
      const written = readFileSync(join(folder, path), 'utf8');
      expect(text()).toBe(written);
      expect(written).toMatch(/^(## |- )/m);
    },
  );
});
