import type { Counterexample, RequirementResult, Run } from '../../properties/index.ts';
import { whyOf } from '../finding/index.ts';
import { programText, labelled, plain, wrap } from '../common/index.ts';
import type { Look } from './look.ts';
import { stepLines } from './steps.ts';

/** What explains a broken requirement beside the run itself. */
export interface Surroundings {
  /** As it was given: the program of a counterexample stands in it as it is performed. */
  readonly run: Run;
  /** The file that the program was saved to, when it was. */
  readonly programFile?: string;
}

/** A broken requirement from its id to the command that shows it again. */
export function explanation(result: RequirementResult, look: Look, around: Surroundings): readonly string[] {
  const { ink, width } = look;
  return [
    ink.bold(ink.bad(result.id)),
    ...wrap(plain(result.statement), width - 2).map((line) => `  ${line}`),
    ...wrap(origin(result), width - 2).map((line) => ink.dim(`  ${line}`)),
    '',
    ...stepByStep(result, look, around),
  ];
}

/** Where a requirement comes from: `must · documented · slr-permissions · F10, F11`. */
function origin({ level, provenance }: RequirementResult): string {
  const kind = provenance.kind === 'recorded' ? 'recorded on AWS' : provenance.kind;
  const facts = provenance.facts.length === 0 ? [] : [provenance.facts.join(', ')];
  return [level, kind, ...(provenance.page === undefined ? [] : [provenance.page]), ...facts].join(' · ');
}

/** The counterexample alone; what else is known where there is none. */
export function stepByStep(result: RequirementResult, look: Look, around: Surroundings): readonly string[] {
  const { counterexample } = result;
  if (counterexample === undefined) return labelled('  ', plain(whyOf(result)), look.width);
  const told = counterexample.steps.flatMap((step, index) => stepLines(step, index + 1, look));
  return [...told, '', ...again(counterexample, result, look, around)];
}

/** How to see it again: with the saved file, or with the program on standard input. Commands are never broken. */
function again(
  { replay }: Counterexample,
  { id }: RequirementResult,
  { ink }: Look,
  { run, programFile }: Surroundings,
): readonly string[] {
  if (programFile !== undefined)
    return ['  replay it with:', ink.accent(`  ${replay.replace(/\bFILE\b/, () => programFile)}`)];
  const program = run.requirements.find((one) => one.id === id)?.counterexample?.program ?? [];
  return [
    '  replay it with:',
    ink.accent(`${replay.replace(/\bFILE\b/, '-')} <<'PROGRAM'`),
    ...programText(program, { service: run.service, requirement: id, seed: run.seed }).trimEnd().split('\n'),
    ink.accent('PROGRAM'),
  ];
}
