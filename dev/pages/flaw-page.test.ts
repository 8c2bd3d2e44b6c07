import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flaws } from '../../adapters/index.ts';
import { counterexamplesIn, flawSection } from './flaw-page.ts';

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const page = read('flaws.md');
const counterexamples = counterexamplesIn(read('strength.md'));

const written = (name: string): string => {
  const from = page.indexOf(`## ${name}\n`);
  const to = page.indexOf('\n## ', from);
  return page.slice(from, to < 0 ? undefined : to);
};

describe('docs/flaws.md', () => {
  it('has a section for each flaw, in their order', () => {
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, name]) => name)).toEqual(flaws.map(({ name }) => name));
  });

  it.each(flaws.map((flaw) => [flaw.name, flaw] as const))('says what is said of %s', async (name, flaw) => {
    const section = await flawSection(flaw, counterexamples.get(name) ?? []);
    expect(section).toBe(written(name));
    expect(section).toContain(`- \`${flaw.breaks}\`: `);
  });

  it('does not guess at an operation that it does not know', () => {
    const row = '| `permissions/name` | a-flaw | 1/1 | 1 | 1 | 1 | answer | `GetRoll()` |  |';
    expect(() => counterexamplesIn(row)).toThrow('a-flaw: there is no operation GetRoll()');
  });
});
