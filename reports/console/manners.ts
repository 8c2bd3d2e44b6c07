import type { MannersCheck } from '../../properties/index.ts';
import { lackText, outcomeText } from '../finding/index.ts';
import { paint } from './paint.ts';
import { cut, labelled, plain } from '../common/index.ts';

/** The manners of a target for a person, and whether it can be judged; only what failed is told at length. */
export function mannersReport(
  name: string,
  checks: readonly MannersCheck[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const ink = paint(color);
  const bad = checks.filter((check) => check.ok === false).length;
  const verdict =
    bad === 0
      ? ink.bold(ink.good(`${plain(name)} can be judged.`))
      : ink.bold(ink.bad(`${plain(name)} cannot be judged fairly: ${bad} of ${checks.length} checks failed.`));
  const lines = checks.flatMap((check) => {
    const [symbol, tint] = check.ok === null ? ['?', ink.unsure] : check.ok ? ['✓', ink.good] : ['✗', ink.bad];
    const { detail, outcome, lack } = check;
    const details = [detail, outcome && outcomeText(outcome), lack && lackText(lack)]
      .filter((part) => part !== undefined && part !== '')
      .join(': ')
      .split('\n')
      .map(plain)
      .filter((line) => line !== '');
    const told = details.flatMap((line) =>
      check.ok === false ? labelled('    ', line, width) : [`    ${cut(line, width - 4)}`],
    );
    return [`${tint(symbol)} ${ink.bold(plain(check.name))}`, ...told.map((line) => ink.dim(line))];
  });
  return `${[...lines, '', verdict].join('\n')}\n`;
}
