import type { RequirementId } from '../../model/index.ts';
import type { ReportedStep, Run } from '../../properties/index.ts';
import { whyOf, wholeAnswer } from '../finding/index.ts';
import { plainly } from '../encode/index.ts';
import { exitCodeOf, exitMeaning, targetName, labelled, plain, wrap } from '../common/index.ts';
import { harness } from './harness.ts';
import { holding, rows } from './listing.ts';
import { lookOf, type Look } from './look.ts';
import type { ConsoleOptions } from './report.ts';
import { stepLines } from './steps.ts';

/** A replayed program for a person: every step with what came, what was expected where it differs, and the verdicts. */
export function replayReport(
  given: Run,
  performed: readonly ReportedStep[],
  options: ConsoleOptions & { readonly requirement?: RequirementId },
): string {
  const [run, steps] = [plainly(given), plainly(performed)];
  const look = lookOf(options);
  const code = exitCodeOf(run);
  const tint = code === 0 ? look.ink.good : code === 3 ? look.ink.unsure : look.ink.bad;
  const blocks = [
    [look.ink.bold(`${steps.length === 1 ? '1 step' : `${steps.length} steps`} on ${targetName(run)}`)],
    steps.flatMap((step, index) => told(step, index + 1, look)),
    harness(given, look),
    rows(run, 'broken', 'broken', look),
    rows(run, 'inconclusive', 'inconclusive', look),
    holding(run, look),
    options.requirement === undefined
      ? []
      : wrap(fate(run, options.requirement), look.width).map((line) => look.ink.bold(line)),
    wrap(`exit ${code}: ${exitMeaning(code)}`, look.width).map(tint),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function told(step: ReportedStep, number: number, look: Look): readonly string[] {
  const lines = stepLines(step, number, look);
  return look.verbose ? [...lines, ...labelled('       in full   ', plain(wholeAnswer(step)), look.width)] : lines;
}

/** What became of the requirement that the program was saved for. */
function fate(run: Run, id: RequirementId): string {
  const result = run.requirements.find((one) => one.id === id);
  switch (result?.verdict) {
    case 'broken':
      return `${id} is broken, as the program was saved to show.`;
    case 'holds':
      return `${id}, which the program was saved to show broken, holds here.`;
    case 'inconclusive':
    case 'unsupported':
      return `${id}, which the program was saved to show broken, is ${result.verdict} here: ${plain(whyOf(result))}`;
    case 'untouched':
    case undefined:
      return `${id}, which the program was saved to show broken, was not exercised here.`;
  }
}
