import { describe, expect, it } from 'vitest';
import { covered } from '../../model/index.ts';
import { requirementPages } from './requirement-pages.ts';

describe('the pages of the requirements', () => {
  it('tell of every requirement that is exercised a program that does, and a flaw that breaks it', () => {
    const pages = requirementPages();
    const missing = covered.filter(({ id }) => {
      const text = pages.get(`${id}.md`) ?? '';
      return !/The shortest program|Whatever a target answers/.test(text) || !text.includes('--target flawed:');
    });
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});
