import type { Run } from '../../properties/index.ts';
import { freshlyBroken, tally, type Tally } from './tally.ts';

/** The target as people call it: `moto 5.2.5`. */
export const targetName = ({ target }: Pick<Run, 'target'>): string =>
  target.version === undefined ? target.name : `${target.name} ${target.version}`;

/**
 * The run in one sentence. Its counts add up to all requirements, and it says "conforms" only where something was
 * proved and nothing is missing but what the suite could not touch.
 */
export function headline(run: Run): string {
  if (run.shard !== undefined) {
    const { shard: part, ...whole } = run;
    return `Shard ${part.index}/${part.of} alone: ${headline(whole)}`;
  }
  return run.interrupted ? `Interrupted; by then, ${sentence(run)}` : sentence(run);
}

function sentence(run: Run): string {
  const counts = tally(run);
  const total = `${run.requirements.length} ${run.requirements.length === 1 ? 'requirement' : 'requirements'}`;
  const name = targetName(run);
  if (run.harnessErrors.length > 0) {
    const errors =
      run.harnessErrors.length === 1 ? 'an error of its own' : `${run.harnessErrors.length} errors of its own`;
    return `The suite met ${errors} on ${name}: of ${total}, ${list(counts, [])}`;
  }
  const known = counts.broken - freshlyBroken(run);
  if (counts.broken > 0) {
    const as = known === counts.broken ? ' as is known' : '';
    const ofThem = known === 0 || as !== '' ? '' : ` (${known} known)`;
    return `${name} deviates${as}: ${counts.broken} of ${total} broken${ofThem}${rest(counts, ['broken'])}`;
  }
  if (counts.inconclusive > 0)
    return `${name} is not proved to conform: ${counts.inconclusive} of ${total} inconclusive${rest(counts, ['broken', 'inconclusive'])}`;
  if (counts.holds === 0)
    return `${name} is not proved to conform: none of ${total} holds${rest(counts, ['broken', 'holds'])}`;
  const verb = counts.unsupported > 0 ? 'conforms in what it has' : 'conforms';
  return `${name} ${verb}: ${counts.holds} of ${total} hold${rest(counts, ['holds'])}`;
}

const WORDS: readonly (readonly [keyof Tally, string])[] = [
  ['broken', 'broken'],
  ['holds', 'hold'],
  ['unsupported', 'unsupported'],
  ['inconclusive', 'inconclusive'],
  ['untouched', 'untouched'],
];

const list = (counts: Tally, told: readonly (keyof Tally)[]): string =>
  WORDS.filter(([verdict]) => counts[verdict] > 0 && !told.includes(verdict))
    .map(([verdict, word]) => `${counts[verdict]} ${word}`)
    .join(', ');

function rest(counts: Tally, told: readonly (keyof Tally)[]): string {
  const text = list(counts, told);
  return text === '' ? '' : `, ${text}`;
}
