import { existsSync, readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { AuditOptions, Profile } from '../properties/index.ts';
import { auditMarkdown, auditText, sectionsOf } from '../reports/index.ts';
import type { Context } from './context.ts';
import { checkWritable, write } from './files.ts';
import { didYouMean } from './nearest.ts';
import { suitePackage } from './package.ts';
import { UsageError } from './usage-error.ts';
import * as values from './values.ts';

export interface AuditFlags {
  readonly profile: Profile;
  readonly seeds: string;
  readonly over: AuditOptions['over'];
  readonly flaws?: string;
  readonly styles?: number;
  readonly markdown?: string;
  readonly optimum?: true;
  readonly json?: true;
}

/** Adds `audit` to a program. */
export const auditCommand = (program: Command): Command =>
  program
    .command('audit')
    .description('measure the suite: does it catch every flaw of its catalogue, how soon, and whom does it blame')
    .addOption(
      new Option('--profile <depth>', 'how deep to look').choices(['quick', 'default', 'deep']).default('default'),
    )
    .option('--seeds <list>', 'seeds with commas between them, or FIRST-LAST', '1')
    .addOption(
      new Option('--over <way>', 'how the flawed references are reached; over the wire, calls count as on an endpoint')
        .choices(['memory', 'wire'])
        .default('memory'),
    )
    .option('--flaws <names>', 'these flaws alone, with commas between them')
    .option(
      '--styles <n>',
      'each flaw in so many drawn styles of what AWS leaves open, and the conforming reference, too',
      values.styles,
    )
    .option(
      '--optimum',
      'also search for the shortest counterexample of each flaw, which took half an hour for ten seeds',
    )
    .option('--markdown <file>', 'also write the table of all flaws')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Exit codes: 0 every flaw was caught, nobody else accused and nothing shorter found, 1 not so, 2 wrong usage.

Examples:
  slr-conformance audit --profile quick
  slr-conformance audit --seeds 1-10 --markdown audit.md
  slr-conformance audit --flaws egress-ignored --json`,
    );

/** Audits the suite; gives the exit code. */
export async function audit(flags: AuditFlags, { io }: Context): Promise<number> {
  const seeds = values.seeds(flags.seeds);
  if (flags.markdown !== undefined) checkWritable(flags.markdown, 'report');
  const properties = await import('../properties/index.ts');
  const chosen = flags.flaws === undefined ? undefined : await flawsOf(flags.flaws);
  const controller = new AbortController();
  const release = io.onInterrupt(() => controller.abort());
  const progress = (done: number, of: number, flaw: string): void => {
    if (io.stderr.isTerminal) io.stderr.write(`\r\u001b[2K${done} of ${of}: ${flaw}`);
  };
  try {
    const options: AuditOptions = {
      depth: flags.profile,
      seeds,
      over: flags.over,
      suite: suitePackage,
      signal: controller.signal,
      ...(chosen === undefined ? {} : { flaws: chosen }),
      ...(flags.styles === undefined ? {} : { styles: flags.styles }),
      onRow: (row, done, of) => progress(done, of, row.flaw),
    };
    const rows = await properties.audit(options);
    const conforming =
      flags.styles === undefined ? undefined : await properties.auditStyles({ ...options, styles: flags.styles });
    const figures = properties.figuresOf(rows);
    const flawCount = new Set(rows.map(({ flaw }) => flaw)).size;
    let searched = 0;
    const optima =
      flags.optimum === undefined || controller.signal.aborted
        ? undefined
        : await properties.optimaOf(rows, {
            onFlaw: (flaw) => progress((searched += 1), flawCount, `shortest for ${flaw}`),
          });
    if (io.stderr.isTerminal) io.stderr.write('\r\u001b[2K');
    const result = {
      profile: flags.profile,
      over: flags.over,
      seeds,
      figures,
      rows,
      ...(conforming === undefined ? {} : { conforming }),
      ...(optima === undefined ? {} : { optima }),
    };
    io.stdout.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : auditText(result));
    if (flags.markdown !== undefined)
      await write(flags.markdown, withKeptSections(flags.markdown, auditMarkdown(result)));
    const isShortest = Object.keys(optima?.shorter ?? {}).length === 0;
    const clean =
      isShortest &&
      (conforming?.accused.length ?? 0) === 0 &&
      figures.caught === figures.runs &&
      figures.falseAccusations === 0 &&
      figures.harnessErrors === 0;
    return clean && !controller.signal.aborted ? 0 : 1;
  } finally {
    release();
  }
}

/** The page, with the further sections of the one that it replaces. */
function withKeptSections(file: string, page: string): string {
  const kept = existsSync(file) ? sectionsOf(readFileSync(file, 'utf8')) : '';
  return kept === '' ? page : `${page.trimEnd()}\n\n${kept}`;
}

async function flawsOf(text: string): Promise<readonly string[]> {
  const { flawNames } = await import('../adapters/index.ts');
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !flawNames.includes(name));
  if (unknown === undefined) return names;
  throw new UsageError(
    `There is no flaw "${unknown}".`,
    didYouMean(unknown, flawNames, '`slr-conformance list targets` shows all flaws.'),
  );
}
