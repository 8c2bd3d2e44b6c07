import type { Run } from '../../properties/index.ts';
import { exitCodeOf, exitMeaning, count, counted, duration, wrap } from '../common/index.ts';
import type { Look } from './look.ts';

const INTERRUPTED = 'interrupted; what was not reached by then is untouched';

/** What was done, how to do it again, and, unless a baseline has a say in it, what the exit code will say. */
export function footer(run: Run, { ink, width }: Look, baseline: boolean): readonly string[] {
  const { timeToVisible } = run.coverage;
  const visible =
    timeToVisible.samples === 0
      ? 'every change showed at once'
      : `changes showed after ${duration(timeToVisible.p50Ms)} (median), ${duration(timeToVisible.maxMs)} (longest)`;
  const facts = [
    `seed ${run.seed}`,
    `profile ${run.profile}`,
    counted(run.programs, 'program'),
    counted(run.operations, 'operation'),
    `${counted(run.calls, 'call')}${run.snapshotCalls === 0 ? '' : ` (${count(run.snapshotCalls)} of them between operations)`}`,
    duration(run.durationMs),
    visible,
    ...(run.inconclusive === undefined
      ? []
      : [`${counted(run.inconclusive.times, 'answer')} told nothing: ${run.inconclusive.said}`]),
  ];
  const code = exitCodeOf(run);
  const tint = code === 0 ? ink.good : code === 3 ? ink.unsure : ink.bad;
  return [
    ...(code === 1 && run.target.issues !== undefined ? wrap(`report deviations to ${run.target.issues}`, width) : []),
    ...joined(facts, width).map((line) => ink.dim(line)),
    ...(baseline ? [] : wrap(`exit ${code}: ${run.interrupted ? INTERRUPTED : exitMeaning(code)}`, width).map(tint)),
  ];
}

/** Facts with dots between them; a line is broken between facts, and within one only where it does not fit. */
function joined(facts: readonly string[], width: number): readonly string[] {
  const whole = facts.map((fact, index) => (index === facts.length - 1 ? fact : `${fact} ·`));
  const bound = whole.map((fact) => (fact.length > width ? fact : fact.replaceAll(' ', '\u00a0')));
  return wrap(bound.join(' '), width).map((line) => line.replaceAll('\u00a0', ' '));
}
