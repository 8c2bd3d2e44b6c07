import type { RequirementId } from '../../model/index.ts';
import type { Run, VerdictKind } from '../../properties/index.ts';
import {
  exitCodeOf,
  exitCodeOfAll,
  exitMeaning,
  targetName,
  tally,
  count,
  counted,
  cut,
  duration,
  plain,
} from '../common/index.ts';
import { lookOf, type Look } from './look.ts';
import { SYMBOL } from './paint.ts';
import type { ConsoleOptions } from './report.ts';

const COLUMNS: readonly VerdictKind[] = ['holds', 'broken', 'unsupported', 'inconclusive', 'untouched'];

/** Runs on one target, each for a service: a row for each service, and for each requirement that one breaks the services that do. */
export function servicesReport(runs: readonly Run[], options: ConsoleOptions): string {
  const look = lookOf(options);
  const blocks = [title(runs, look), rows(runs, look), broken(runs, look), footer(runs, look)];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function title(runs: readonly Run[], { ink, width }: Look): readonly string[] {
  const [first] = runs;
  const deviating = runs.filter((run) => exitCodeOf(run) === 1).length;
  const on =
    first === undefined
      ? 'nothing was judged'
      : `${targetName(first)}: ${deviating} of ${counted(runs.length, 'service')} deviate`;
  return [ink.bold(cut(plain(on), width))];
}

function rows(runs: readonly Run[], { ink }: Look): readonly string[] {
  const wide = Math.max(7, ...runs.map(({ service }) => service.length)) + 4;
  const head = `${' '.repeat(wide)}${COLUMNS.map((kind) => kind.padStart(kind.length + 2)).join('')}`;
  return [
    ink.dim(head),
    ...runs.map((run) => {
      const counts = tally(run);
      const verdict = (['broken', 'inconclusive'] as const).find((kind) => counts[kind] > 0) ?? 'holds';
      const cells = COLUMNS.map((kind) => {
        const cell = String(counts[kind] || '').padStart(kind.length + 2);
        return ink.verdict[kind](cell);
      });
      const failed = run.harnessErrors.length > 0 ? ink.unsure('  the suite itself failed') : '';
      return `${ink.verdict[verdict](SYMBOL[verdict])} ${plain(run.service).padEnd(wide - 2)}${cells.join('')}${failed}`.trimEnd();
    }),
  ];
}

/** The requirements that any service breaks, those that most break first; whom they are broken for is cut short unless the look is close. */
function broken(runs: readonly Run[], { ink, width, verbose }: Look): readonly string[] {
  const by = new Map<RequirementId, string[]>();
  for (const { requirements, service } of runs)
    for (const { id, verdict } of requirements) if (verdict === 'broken') by.set(id, [...(by.get(id) ?? []), service]);
  if (by.size === 0) return [];
  const wide = Math.max(...[...by.keys()].map((id) => id.length)) + 2;
  const told = [...by].sort(([, a], [, b]) => b.length - a.length);
  return [
    ink.bold(ink.bad(`${SYMBOL.broken} ${counted(by.size, 'requirement')} broken, and for which services`)),
    ...told.map(([id, services]) => {
      const names = services.length === runs.length ? 'all' : `${services.length}: ${services.map(plain).join(', ')}`;
      const line = `  ${id.padEnd(wide)}${names}`;
      return verbose ? line : cut(line, width);
    }),
  ];
}

function footer(runs: readonly Run[], { ink }: Look): readonly string[] {
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const code = exitCodeOfAll(runs);
  const [first] = runs;
  const facts = [
    ...(first === undefined ? [] : [`seed ${first.seed}`, `profile ${first.profile}`]),
    `${count(sum(({ calls }) => calls))} calls`,
    duration(sum(({ durationMs }) => durationMs)),
  ];
  return [ink.dim(facts.join(' · ')), `exit ${code}: ${exitMeaning(code)}`];
}
