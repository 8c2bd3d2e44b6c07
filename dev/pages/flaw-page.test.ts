import { describe, expect, it } from 'vitest';
import { flaws } from '../../adapters/index.ts';
import { counterexamplesIn, flawPage } from './flaw-page.ts';

/** A row of the table of flaws, as `auditMarkdown` writes it. */
const rowOf = (flaw: string, program: string): string =>
  `| \`permissions/name\` | ${flaw} | 1/1 | 1 | 1 | 1 | answer | \`${program}\` |  |`;

describe('the page of all flaws', () => {
  it('says of each that has a counterexample what it breaks, and performs the program again', async () => {
    const [flaw] = flaws.filter(({ breaks }) => breaks === 'deletion/in-use-egress');
    const program =
      'CreateChannel(region 0, channel 0); ConfigureLogs(region 0, channel 0, egress default); DeleteServiceLinkedRole(role linked); GetServiceLinkedRoleDeletionStatus(task last, await)';
    const page = await flawPage(counterexamplesIn(rowOf(flaw?.name ?? '', program)));
    expect(page.split('\n## ')).toHaveLength(2);
    expect(page).toContain(`## ${flaw?.name}\n\nBreaks \`deletion/in-use-egress\``);
    expect(page).toContain('- `deletion/in-use-egress`: ');
  });

  it('does not guess at an operation that it does not know', () => {
    expect(() => counterexamplesIn(rowOf('a-flaw', 'GetRoll()'))).toThrow('a-flaw: there is no operation GetRoll()');
  });
});
