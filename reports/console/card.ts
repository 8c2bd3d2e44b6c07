import { nameOf, needsOf, type Requirement } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import type { Run } from '../../properties/index.ts';
import { plainly } from '../encode/index.ts';
import { stepByStep } from './explanation.ts';
import { PAGE, SOURCES, count, labelled, plain, wrap } from '../common/index.ts';
import { noteOf } from './listing.ts';
import { lookOf, type Look } from './look.ts';
import { SYMBOL } from './paint.ts';
import type { ConsoleOptions } from './report.ts';

const LEVELS: Readonly<Record<Requirement['level'], string>> = {
  must: 'must',
  should: 'should (what AWS does is not fully documented)',
  may: 'may (observed, and judged only by the success that it promises)',
};

/** One requirement for a person: what it says, how binding it is, where it comes from; with a run, how it fared. */
export function explainRequirement(requirement: Requirement, options: ConsoleOptions & { readonly run?: Run }): string {
  const { run } = options;
  const look = lookOf({ ...options, verbose: true });
  const { ink, width } = look;
  const { page, facts, kind } = requirement.provenance;
  const needs = (needsOf(mediapackage, requirement) ?? []).map((ability) => nameOf(mediapackage, ability));
  const fields: readonly (readonly [string, string])[] = [
    ['level', LEVELS[requirement.level]],
    ['source', SOURCES[kind]],
    ...(page === undefined ? [] : [['page', `${PAGE}#${page}`] as const]),
    ...(facts.length === 0 ? [] : [['facts', facts.join(', ')] as const]),
    ['needs', needs.length === 0 ? 'nothing in particular' : needs.join(', ')],
    ...(requirement.later === undefined
      ? []
      : [['later', `not exercised by this version: ${requirement.later}`] as const]),
  ];
  const card = [
    ink.bold(requirement.id),
    ...wrap(requirement.statement, width - 2).map((line) => `  ${line}`),
    '',
    ...fields.flatMap(([name, text]) =>
      labelled(`  ${name.padEnd(8)}`, text, width).map((line) => `${ink.dim(line.slice(0, 10))}${line.slice(10)}`),
    ),
  ];
  return `${[...card, ...(run === undefined ? [] : ['', ...fared(requirement, run, look, options)])].join('\n')}\n`;
}

function fared({ id }: Requirement, given: Run, look: Look, options: ConsoleOptions): readonly string[] {
  const run = plainly(given);
  const { ink, width } = look;
  const result = run.requirements.find((one) => one.id === id);
  const on = `${run.target.name}${run.target.version === undefined ? '' : ` ${run.target.version}`} (seed ${run.seed})`;
  if (result === undefined) return [ink.dim(`Not part of the run on ${on}.`)];
  const times = result.exercised === 0 ? '' : `, kept ${count(result.exercised)} times`;
  const verdict = ink.bold(ink.verdict[result.verdict](`${SYMBOL[result.verdict]} ${result.verdict}`));
  const head = `${verdict} on ${on}${times}`;
  if (result.counterexample === undefined) {
    const note = noteOf(result);
    return [head, ...(note === '' ? [] : labelled('  ', plain(note), width))];
  }
  const programFile = options.programFiles?.[result.id];
  return [head, '', ...stepByStep(result, look, { run: given, ...(programFile === undefined ? {} : { programFile }) })];
}
