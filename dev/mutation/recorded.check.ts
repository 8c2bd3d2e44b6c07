import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flaws } from '../../adapters/index.ts';
import { counterexamplesIn, flawSection } from '../pages/flaw-page.ts';
import { specification } from '../pages/specification/pages.ts';

/** What the model allowed, and what was said of each flaw, before anything was mutated: by dev/mutation/mutation.mjs. */
const recorded = JSON.parse(readFileSync(process.env['RECORDED'] ?? '', 'utf8')) as {
  readonly specification: Readonly<Record<string, string>>;
  readonly flaws: Readonly<Record<string, string>>;
};
const counterexamples = counterexamplesIn(readFileSync(new URL('../../docs/strength.md', import.meta.url), 'utf8'));

describe.runIf(process.env['MUTATED'] === 'model')('the model', () => {
  it.each([...specification])('allows what it allowed: %s', (path, text) => {
    expect(text()).toBe(recorded.specification[path]);
  });
});

describe.runIf(process.env['MUTATED'] === 'judging')('the judge', () => {
  it.each(flaws.map((flaw) => [flaw.name, flaw] as const))('says what it said of %s', async (name, flaw) => {
    expect(await flawSection(flaw, counterexamples.get(name) ?? [])).toBe(recorded.flaws[name]);
  });
});
