import { describe, expect, it } from 'vitest';
import { headline, markdownReport } from './index.ts';
import { deviating, runWith, saying } from './run.fixture.ts';

describe('a run as Markdown', () => {
  it('begins with the verdict, and counts by section without losing a requirement', () => {
    const text = markdownReport(deviating);
    expect(text.startsWith(`## ${headline(deviating)}\n`)).toBe(true);
    const numbers = text
      .split('\n')
      .filter((line) => /^\| [a-z]+ \| [ \d|]+$/.test(line))
      .flatMap((line) => line.match(/\d+/g) ?? []);
    expect(numbers.map(Number).reduce((a, b) => a + b, 0)).toBe(deviating.requirements.length);
  });

  it('explains each broken requirement, and gives every other one with its reason', () => {
    const text = markdownReport(deviating);
    expect(text).toContain('<summary>❌ <code>permissions/name</code> <code>name ');
    expect(text).toMatch(/- expected: `name "AWSServiceRoleForMediaPackage"`/);
    expect(text).toContain('- `logging/vod` CreatePackagingGroup: not an AWS answer: HTTP 500');
    for (const { id } of deviating.requirements) expect(text).toContain(id);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('says that the suite failed where it did', () => {
    const text = markdownReport(runWith({}, { harnessErrors: [{ message: 'boom `x`' }] }));
    expect(text).toContain('the suite failed, which says nothing about the target: `` boom `x` ``');
  });

  it('shows whatever a target said as text', () => {
    const evidence = '</details><script>alert(1)</script>\n# x';
    const text = markdownReport(runWith({ 'regions/apart': { verdict: 'inconclusive', reason: saying(evidence) } }));
    expect(text).not.toContain('<script>');
    expect(text).toContain('- `regions/apart` \\</details\\>\\<script\\>alert(1)\\</script\\> \\# x');
  });
});
