/** A counterexample's `why`, read back: `name: expected "A"; observed "B"`. */
export interface BreachText {
  /** The part of the answer: `name`, or `outcome`, `code`, `http` for the answer itself. */
  readonly facet: string;
  readonly expected: string;
  readonly observed: string;
}

/** The sentence taken apart, or undefined when it has another form. */
export function breachText(why: string): BreachText | undefined {
  const [, facet, expected, observed] = /^(.+?): expected (.*); observed (.*)$/s.exec(why) ?? [];
  if (facet === undefined || expected === undefined || observed === undefined) return undefined;
  return { facet, expected, observed };
}

/** A refusal or a success in two words: its code, without what it said and without the model's name for it. */
const inShort = (outcome: string): string =>
  outcome
    .replace(/^success\b.*/s, 'success')
    .replace(/^refused: (\S+) \(HTTP (\d+)\).*/s, '$1 ($2)')
    .replace(/^a refusal with (.*?)(?: \([^()]*\))?$/s, '$1')
    .replace(/^(a refusal) \([^()]*\)$/, '$1');

/** Whether a breach is about the kind of answer, and not about a part of it. */
export const isAboutAnswer = (facet: string): boolean => ['outcome', 'code', 'http'].includes(facet);

/** The breach as a note: `success instead of UnmodifiableEntity`, `name "B" instead of "A"`. What came stands first. */
export function breachNote(why: string): string {
  const breach = breachText(why);
  if (breach === undefined) return why;
  const { facet, expected, observed } = breach;
  const subject = isAboutAnswer(facet) ? '' : `${facet} `;
  return `${subject}${inShort(observed)} instead of ${inShort(expected)}`;
}
