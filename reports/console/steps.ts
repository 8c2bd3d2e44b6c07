import { operationText, characters, cut, labelled, plain, wrap } from '../common/index.ts';
import type { Answer, ReportedStep } from '../../properties/index.ts';
import {
  differenceOf,
  findingIn,
  type Finding,
  isAboutAnswer,
  noteOf,
  outcomeInShort,
  outcomePieces,
  type Piece,
} from '../finding/index.ts';
import type { Look } from './look.ts';
import { SYMBOL } from './paint.ts';

const EXPECTED = '       expected  ';
const OBSERVED = '       observed  ';
const WHY = '       why       ';

/** A step: on one line where it went as allowed, else with what came under what was expected. */
export function stepLines(step: ReportedStep, number: number, look: Look): readonly string[] {
  const finding = findingIn(step);
  return finding === undefined ? passingStep(step, number, look) : breakingStep(step, finding, number, look);
}

/** What was asked, and what came in short. */
function passingStep({ operation, outcome }: ReportedStep, number: number, { ink, width }: Look): readonly string[] {
  const asked = `    ${number}. ${operationText(operation)}`;
  const came = plain(outcomeInShort(outcome));
  const room = width - characters(asked).length - 4;
  if (room >= 12) return [`${asked}${ink.dim(`  → ${cut(came, room)}`)}`];
  return [...labelled(`    ${number}. `, operationText(operation), width), ink.dim(cut(`       → ${came}`, width))];
}

/** What was asked, and what came under what was expected, with the difference marked. */
function breakingStep(step: ReportedStep, finding: Finding, number: number, look: Look): readonly string[] {
  const { ink, width } = look;
  const pieces = observedPieces(step, finding);
  const shown = pieces.some((piece) => piece.fault);
  const expected = plain(differenceOf(finding).expected);
  return [
    ...labelled(`  ${SYMBOL.broken} `, `${number}. ${operationText(step.operation)}`, width).map((line) =>
      ink.bad(line),
    ),
    ...labelled(EXPECTED, expected, width).map(
      (line) => `${line.slice(0, EXPECTED.length)}${ink.good(line.slice(EXPECTED.length))}`,
    ),
    ...observed(pieces, look),
    ...(shown ? [] : labelled(WHY, plain(noteOf(finding.breach, finding.answer.outcome)), width)),
  ];
}

/** The answer and those of the reads after it; of what is not at fault only the names. */
const observedPieces = (step: ReportedStep, { answer, breach }: Finding): readonly Piece[] =>
  [step, ...step.after].flatMap((one: Answer): readonly Piece[] => [
    ...(one === step ? [] : [{ text: `; then ${one.operation.kind} `, fault: false }]),
    ...answerPieces(one, one === answer ? breach.facet : undefined),
  ]);

function answerPieces({ outcome }: Answer, guilty: Finding['breach']['facet'] | undefined): readonly Piece[] {
  const isWhole = guilty !== undefined && isAboutAnswer(guilty);
  if (outcome.kind !== 'answered') return [{ text: plain(outcomeInShort(outcome)), fault: isWhole }];
  const names = Object.keys(outcome.facets);
  const own = outcomePieces(outcome, guilty).filter((piece) => piece.fault);
  if (own.length === 0) {
    const others = names.length === 0 ? '' : ` (${names.join(', ')})`;
    return [{ text: `success${others}`, fault: isWhole }];
  }
  const others = names.filter((name) => name !== guilty);
  return [
    { text: 'success: ', fault: false },
    ...own.map(({ text }) => ({ text: plain(text), fault: true })),
    ...(others.length === 0 ? [] : [{ text: ` (beside ${others.join(', ')})`, fault: false }]),
  ];
}

/** The observed text; the part at fault is red, or underlined by carets where there is no colour. */
function observed(pieces: readonly Piece[], { ink, width }: Look): readonly string[] {
  const text = characters(pieces.map((piece) => piece.text).join(''));
  const flags = pieces.flatMap((piece) => characters(piece.text).map(() => piece.fault));
  const carets = ink.bad('') === '' && flags.includes(true) && flags.includes(false);
  let at = 0;
  return wrap(text.join(''), Math.max(16, width - OBSERVED.length)).flatMap((line, index) => {
    const all = characters(line);
    const faults = all.map((_, i) => flags[at + i] ?? false);
    at += all.length;
    while (text[at] === ' ') at += 1;
    const inked = all.map((c, i) => (faults[i] ? ink.bad(c) : c)).join('');
    const under = faults
      .map((fault) => (fault ? '^' : ' '))
      .join('')
      .trimEnd();
    const start = index === 0 ? OBSERVED : ' '.repeat(OBSERVED.length);
    return [`${start}${inked}`, ...(carets && under !== '' ? [`${' '.repeat(OBSERVED.length)}${under}`] : [])];
  });
}
