import { describe, expect, it } from 'vitest';
import { sectionsOf, withSection } from './index.ts';

const page = '# Page\n\nText.\n\n## One\n\nfirst\n\n## Two\n\nsecond\n';

describe('a section of a Markdown page', () => {
  it('takes the place of the one of its name, and of nothing else', () => {
    expect(withSection(page, 'One', 'new\n')).toBe('# Page\n\nText.\n\n## One\n\nnew\n\n## Two\n\nsecond\n');
    expect(withSection(page, 'Two', 'new\n')).toBe('# Page\n\nText.\n\n## One\n\nfirst\n\n## Two\n\nnew\n');
  });

  it('is added at the end where there is none of its name', () => {
    expect(withSection(page, 'Three', 'new\n')).toBe(`${page}\n## Three\n\nnew\n`);
    expect(withSection('', 'Three', 'new\n')).toBe('## Three\n\nnew\n');
  });

  it('is kept when the text before all sections is written anew', () => {
    expect(sectionsOf(page)).toBe('## One\n\nfirst\n\n## Two\n\nsecond\n');
    expect(sectionsOf('# Page\n')).toBe('');
  });
});
