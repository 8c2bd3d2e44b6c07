import type { RequirementId } from '../../model/index.ts';
import type { Run } from '../../properties/index.ts';
import { plainly } from '../encode/index.ts';
import { exitCodeOf, headline, tally, wrap } from '../common/index.ts';
import { coverage } from './coverage.ts';
import { explanation } from './explanation.ts';
import { footer } from './footer.ts';
import { harness } from './harness.ts';
import { grouped, holding, leftOut, rows } from './listing.ts';
import { lookOf, type Look } from './look.ts';
import { matrix } from './matrix.ts';
import { observations } from './observations.ts';

export interface ConsoleOptions {
  readonly color: boolean;
  /** Characters of a line, at least 50. */
  readonly width: number;
  /** Every requirement in a row of its own, every broken one explained, and how much was explored. */
  readonly verbose?: boolean;
  /** The files that counterexamples were saved to. */
  readonly programFiles?: Readonly<Partial<Record<RequirementId, string>>>;
  /** A baseline is laid beside the run afterwards, which tells the exit code then. */
  readonly baseline?: boolean;
  /** The file that the run was written to as JSON. */
  readonly runFile?: string;
}

/**
 * The run for a person: the verdict in one sentence, the requirements by verdict, the first broken one explained step by
 * step, what AWS leaves open, and how to do it again. No line is longer than `width` unless a word or a command is.
 */
export function consoleReport(given: Run, options: ConsoleOptions): string {
  const run = plainly(given);
  const look = lookOf(options);
  const { broken, inconclusive, unsupported } = tally(run);
  const plainSailing = broken + inconclusive + unsupported === 0;
  const blocks: readonly (readonly string[])[] = [
    title(run, look),
    harness(given, look),
    plainSailing ? [] : matrix(run, look),
    rows(run, 'broken', 'broken', look),
    rows(run, 'inconclusive', 'inconclusive', look),
    grouped(run, 'unsupported', `unsupported: ${run.target.name} lacks what they need`, look),
    holding(run, look),
    grouped(run, 'untouched', 'untouched', look),
    leftOut(run, look),
    ...explained(run, given, look, options),
    observations(run, look),
    coverage(run, look),
    footer(run, look, options.baseline ?? false),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function title(run: Run, { ink, width }: Look): readonly string[] {
  const code = exitCodeOf(run);
  const { through } = run.target;
  const tint = code === 0 ? ink.good : code === 3 ? ink.unsure : ink.bad;
  const about = [run.target.endpoint, run.service, run.target.isolation]
    .filter((part) => part !== undefined)
    .join(' · ');
  return [
    ...wrap(headline(run), width).map((line) => ink.bold(tint(line))),
    ...wrap(about, width).map((line) => ink.dim(line)),
    ...(through === undefined
      ? []
      : wrap(`under test: ${through.join(', ')}; the rest are the suite's own SDK calls`, width).map((line) =>
          ink.dim(line),
        )),
  ];
}

/** The first broken requirement that another does not explain, or all of them; then how to see the others. */
function explained(run: Run, given: Run, look: Look, options: ConsoleOptions): readonly (readonly string[])[] {
  const broken = run.requirements.filter((result) => result.verdict === 'broken');
  const own = broken.filter((result) => (result.followsFrom ?? []).length === 0 && result.counterexample !== undefined);
  const shown = look.verbose ? own : own.slice(0, 1);
  const bodies = shown.map((result, index) => {
    const programFile = options.programFiles?.[result.id];
    const told = explanation(result, look, { run: given, ...(programFile === undefined ? {} : { programFile }) });
    return index === 0 ? [look.ink.bold('Step by step'), '', ...told] : told;
  });
  const next = own[shown.length];
  return next === undefined ? bodies : [...bodies, howToSee(own.length - shown.length, next.id, look, options)];
}

/** Commands stand on lines of their own, unbroken, to be copied. */
function howToSee(
  others: number,
  next: RequirementId,
  { ink, width }: Look,
  { runFile }: ConsoleOptions,
): readonly string[] {
  const them = others === 1 ? 'The other one' : `The other ${others}`;
  const command = ink.accent(`  slr-conformance explain ${next} --run ${runFile ?? 'run.json'}`);
  if (runFile !== undefined) return [`${them}:`, command];
  return [
    ...wrap(`${them}: all at once with --verbose, or one by one after a run with --report json=run.json:`, width),
    command,
  ];
}
