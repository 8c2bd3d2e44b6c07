import type { Run } from '../../properties/index.ts';
import type { Look } from './look.ts';
import { outlineText, count, counted, wrap } from '../common/index.ts';

/** How far the exploration came: transitions of the abstract machine, and what the programs came by. With `verbose` alone. */
export function coverage(run: Run, { ink, width, verbose }: Look): readonly string[] {
  const { labels = [], machine } = run.coverage;
  if (!verbose || (machine === undefined && labels.length === 0)) return [];
  const met =
    machine === undefined
      ? []
      : wrap(
          `${counted(machine.transitions, 'transition')} from ${count(machine.classes)} classes of states, ${counted(machine.pairs, 'pair')} in a row`,
          width - 2,
        );
  const outlines =
    machine?.outlines === undefined
      ? []
      : wrap(`Of the role's own machine: ${outlineText(machine.outlines)}`, width - 2);
  const times = Math.max(0, ...labels.map((label) => count(label.times).length));
  return [
    ink.bold('What was explored'),
    ...[...met, ...outlines].map((line) => `  ${line}`),
    ...labels.map(({ label, times: n, share }) => {
      const line = `  ${count(n).padStart(times)}  ${label}`;
      return n === 0 ? ink.unsure(line) : `${line} ${ink.dim(`(${percent(share)} of those that could)`)}`;
    }),
  ];
}

const percent = (share: number): string => (share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(100 * share)} %`);
