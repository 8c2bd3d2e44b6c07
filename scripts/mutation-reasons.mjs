/**
 * Why a mutant survived, as far as that is known: the first rule that fits. A rule sees the mutant, the path of its file and the line
 * that it stands in.
 */
const RULES = [
  {
    reason: 'Not reached by the fast tests: ways that only a target which differs, or a wrapper, leads to',
    fits: ({ status }) => status === 'NoCoverage',
  },
  {
    reason: 'Text for people, of which no test asserts more than that it is there',
    fits: ({ mutatorName, line }) =>
      mutatorName === 'StringLiteral' &&
      /\b(name|message|why|text|about|evidence)\b\s*[:=]|anyOf\(|`|\? '|: '/.test(line),
  },
  {
    reason: 'What the reference draws where AWS leaves it open: any draw is as good',
    fits: ({ line }) => /\bdraw\b|\bsample\b|pick\(/.test(line),
  },
  {
    reason: 'Saves work: the long way comes to the same',
    fits: ({ mutatorName, line }) =>
      /Conditional|Equality|Logical|Method/.test(mutatorName) &&
      /return (state|next|known|before);|=== 0|\.length > 0|=== state|\?\? \[\]|\.some\(|\.filter\(/.test(line),
  },
  {
    reason: 'A name without blame: nobody is suspected there, whatever stands in the list',
    fits: ({ mutatorName }) => mutatorName === 'ArrayDeclaration',
  },
  {
    reason: 'A regular expression that is given nothing which tells the two apart',
    fits: ({ mutatorName }) => mutatorName === 'Regex',
  },
];

const UNKNOWN = 'Nobody has said why yet: equivalent, or a gap of the fast tests';

/** The reason, in a few words; the same for mutants that survive alike. */
export const reasonFor = (mutant) => RULES.find(({ fits }) => fits(mutant))?.reason ?? UNKNOWN;
