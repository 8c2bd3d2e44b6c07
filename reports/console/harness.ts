import { operationText, labelled, plain } from '../common/index.ts';
import type { Run } from '../../properties/index.ts';
import type { Look } from './look.ts';

/** More of them than this rarely tell more. */
const SHOWN = 3;

/** Faults of the suite itself; they say nothing about the target. */
export function harness(run: Run, { ink, width, verbose }: Look): readonly string[] {
  const errors = run.harnessErrors;
  if (errors.length === 0) return [];
  const shown = verbose ? errors : errors.slice(0, SHOWN);
  return [
    ink.bold(ink.bad('! Faults of the suite itself, not of the target; please report them')),
    ...shown.flatMap(({ message, program }) => [
      ...labelled('  - ', plain(verbose ? message : (message.split('\n')[0] ?? '')), width),
      ...(program === undefined ? [] : labelled('    in ', program.map(operationText).join('; '), width)),
    ]),
    ...(shown.length < errors.length ? [ink.dim(`  and ${errors.length - shown.length} more`)] : []),
  ];
}
