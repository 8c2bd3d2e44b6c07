import { formatOperation } from '../../model/index.ts';
import type { ExplainedStep } from '../../properties/index.ts';
import { breachNote, breachText, isAboutAnswer, type BreachText } from './breach.ts';
import type { Look } from './look.ts';
import { SYMBOL } from './paint.ts';
import { observedPieces, withoutFacets, type Piece } from './parts.ts';
import { characters, cut, labelled, plain, wrap } from './text.ts';

const EXPECTED = '       expected  ';
const OBSERVED = '       observed  ';
const WHY = '       why       ';

/** A step that went as allowed, on one line: what was asked, and what came in short. */
export function passingStep(step: ExplainedStep, number: number, { ink, width }: Look): readonly string[] {
  const asked = `    ${number}. ${formatOperation(step.operation)}`;
  const came = withoutFacets(plain(step.observed));
  const room = width - characters(asked).length - 4;
  if (room >= 12) return [`${asked}${ink.dim(`  → ${cut(came, room)}`)}`];
  return [
    ...labelled(`    ${number}. `, formatOperation(step.operation), width),
    ink.dim(cut(`       → ${came}`, width)),
  ];
}

/**
 * A step that broke something: what was asked, and what came under what was expected, with the difference marked.
 * `why` tells which of its breaches is meant; without it, the first one is.
 */
export function breakingStep(step: ExplainedStep, number: number, look: Look, why?: string): readonly string[] {
  const { ink, width } = look;
  const breach = why === undefined ? firstBreach(step) : breachText(plain(why));
  const pieces = observedPieces(plain(step.observed), breach);
  const shown = pieces.some((piece) => piece.fault);
  return [
    ...labelled(`  ${SYMBOL.broken} `, `${number}. ${formatOperation(step.operation)}`, width).map((line) =>
      ink.bad(line),
    ),
    ...labelled(EXPECTED, expectedText(step, breach), width).map(
      (line) => `${line.slice(0, EXPECTED.length)}${ink.good(line.slice(EXPECTED.length))}`,
    ),
    ...observed(pieces, look),
    ...(shown || why === undefined ? [] : labelled(WHY, breachNote(plain(why)), width)),
  ];
}

/** `name: "A"`, as a step tells what it expected, has no word of what came. */
function firstBreach({ expected }: ExplainedStep): BreachText | undefined {
  const [, facet, text] = /^(.+?): (.*)$/s.exec(plain(expected)) ?? [];
  return facet === undefined || text === undefined ? undefined : { facet, expected: text, observed: '' };
}

function expectedText({ expected }: ExplainedStep, breach: BreachText | undefined): string {
  if (breach === undefined) return plain(expected);
  return isAboutAnswer(breach.facet) ? breach.expected : `${breach.facet} ${breach.expected}`;
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
