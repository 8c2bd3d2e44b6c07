/**
 * Why a mutant survived, as far as its place tells: the first rule that fits. A rule sees the mutant, the path of its file and the line
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
    reason: 'What the reference draws where AWS leaves it open',
    fits: ({ line }) => /\bdraw\b|\bsample\b|pick\(/.test(line),
  },
  {
    reason: 'A list of nobody, or of nothing: no fast test looks whether anything stands in it',
    fits: ({ mutatorName }) => mutatorName === 'ArrayDeclaration',
  },
  {
    reason: 'A regular expression that is given nothing which tells the two apart',
    fits: ({ mutatorName }) => mutatorName === 'Regex',
  },
];

const UNKNOWN = 'Nobody has said why yet: it changes nothing, or the fast tests have a gap';

/** The reason, in a few words; the same for mutants that survive alike. */
export const reasonFor = (mutant) => RULES.find(({ fits }) => fits(mutant))?.reason ?? UNKNOWN;
