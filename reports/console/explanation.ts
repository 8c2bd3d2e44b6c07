import { formatOperation } from '../../model/index.ts';
import type { Counterexample, ExplainedStep, RequirementResult, Run } from '../../properties/index.ts';
import { programText } from '../program-text.ts';
import { breachNote, breachText, isAboutAnswer } from './breach.ts';
import type { Look } from './listing.ts';
import { SYMBOL } from './paint.ts';
import { observedPieces, withoutFacets, type Piece } from './parts.ts';
import { cut, labelled, plain, wrap } from './text.ts';

/** What explains a broken requirement beside the run itself. */
export interface Surroundings {
  readonly run: Run;
  /** The file that the program was saved to, when it was. */
  readonly programFile?: string;
}

/** Where a requirement comes from: `must · documented · slr-permissions · F10, F11`. */
export function origin({ level, provenance }: Pick<RequirementResult, 'level' | 'provenance'>): string {
  const kind = provenance.kind === 'recorded' ? 'recorded on AWS' : provenance.kind;
  const facts = provenance.facts.length === 0 ? [] : [provenance.facts.join(', ')];
  return [level, kind, ...(provenance.page === undefined ? [] : [provenance.page]), ...facts].join(' · ');
}

/** A broken requirement, step by step: what was asked, what the breaking step should have given, and what it gave. */
export function explanation(result: RequirementResult, look: Look, around: Surroundings): readonly string[] {
  const { ink, width } = look;
  const { counterexample } = result;
  const lines = [
    ink.bold(ink.bad(result.id)),
    ...wrap(plain(result.statement), width - 2).map((line) => `  ${line}`),
    ...wrap(origin(result), width - 2).map((line) => ink.dim(`  ${line}`)),
  ];
  if (counterexample === undefined) {
    const reason = plain(result.evidence ?? '');
    return reason === '' ? lines : [...lines, '', ...labelled('  ', reason, width)];
  }
  return [...lines, '', ...steps(counterexample, look), '', ...again(counterexample, result, look, around)];
}

function steps({ steps: all, why }: Counterexample, look: Look): readonly string[] {
  const { ink, width } = look;
  return all.flatMap((step, index) => {
    const last = index === all.length - 1;
    const asked = `  ${index + 1}. ${formatOperation(step.operation)}`;
    if (!last) {
      const short = `  ${asked}`;
      const room = width - short.length - 4;
      const outcome = withoutFacets(plain(step.observed));
      return room < 12 ? [cut(short, width)] : [`${short}${ink.dim(`  → ${cut(outcome, room)}`)}`];
    }
    const pieces = observedPieces(plain(step.observed), plain(why));
    return [
      ...labelled(`  ${SYMBOL.broken} `, asked.trimStart(), width).map((line) => ink.bad(line)),
      ...labelled('       expected  ', expectedText(step, why), width).map((line) => marked(line, line.slice(17), ink.good)),
      ...observed(pieces, look),
      ...(pieces.some((piece) => piece.fault) ? [] : labelled('       why       ', plain(breachNote(why)), width)),
    ];
  });
}

/** What the explained breach expected; a step may hold other breaches as well. */
function expectedText({ expected }: ExplainedStep, why: string): string {
  const breach = breachText(plain(why));
  if (breach === undefined) return plain(expected);
  return isAboutAnswer(breach.facet) ? breach.expected : `${breach.facet} ${breach.expected}`;
}

const marked = (line: string, part: string, ink: (text: string) => string): string =>
  part === '' ? line : `${line.slice(0, line.length - part.length)}${ink(part)}`;

/** The observed text; the part at fault is red, or underlined by carets where there is no colour. */
function observed(pieces: readonly Piece[], { ink, width }: Look): readonly string[] {
  const label = '       observed  ';
  const text = pieces.map((piece) => piece.text).join('');
  const flags = pieces.flatMap((piece) => [...piece.text].map(() => piece.fault));
  const carets = ink.bad('') === '' && flags.includes(true) && flags.includes(false);
  let at = 0;
  return wrap(text, Math.max(16, width - label.length)).flatMap((line, index) => {
    const characters = [...line];
    const faults = characters.map((_, i) => flags[at + i] ?? false);
    at += characters.length;
    while ([...text][at] === ' ') at += 1;
    const inked = characters.map((c, i) => (faults[i] ? ink.bad(c) : c)).join('');
    const under = faults.map((fault) => (fault ? '^' : ' ')).join('').trimEnd();
    const start = index === 0 ? label : ' '.repeat(label.length);
    return [`${start}${inked}`, ...(carets && under !== '' ? [`${' '.repeat(label.length)}${under}`] : [])];
  });
}

/** How to see it again: the command with the saved file, or with the program on its standard input. */
function again(
  { program, replay }: Counterexample,
  { id }: RequirementResult,
  { ink, width }: Look,
  { run, programFile }: Surroundings,
): readonly string[] {
  if (programFile !== undefined)
    return labelled('  replay  ', replay.replace(/\bFILE\b/, programFile), width).map((line) => ink.accent(line));
  const facts = { service: run.service, requirement: id, seed: run.seed };
  return [
    '  replay it with:',
    ink.accent(`${replay.replace(/\bFILE\b/, '-')} <<'PROGRAM'`),
    ...programText(program, facts).trimEnd().split('\n'),
    ink.accent('PROGRAM'),
  ];
}
