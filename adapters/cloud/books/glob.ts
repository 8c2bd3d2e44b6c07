const ANY_TEXT = 'any text';
const ANY_CHARACTER = 'any character';

/** One character each, or one of the two wildcards. */
type Parts = readonly string[];

const wildcard = (character: string): string =>
  character === '*' ? ANY_TEXT : character === '?' ? ANY_CHARACTER : character;

/** What fills in a policy variable; undefined where nothing does. */
export type Variables = (key: string) => string | undefined;

// `${aws:username}`, and `${*}`, `${?}`, `${$}` for the characters themselves.
const VARIABLE = /\$\{([^{}]*)\}/g;

/** The text of a variable: a character itself, what the key has, or the default that stands after it, in quotes. */
function valueOf(variable: string, variables: Variables): string | undefined {
  if (['*', '?', '$'].includes(variable)) return variable;
  const comma = variable.indexOf(',');
  if (comma < 0) return variables(variable.trim());
  const fallback = variable.slice(comma + 1).trim();
  return variables(variable.slice(0, comma).trim()) ?? fallback.replace(/^'|'$/g, '');
}

/** The parts of a pattern, with its variables filled in; undefined where one has no value. What fills in is no wildcard. */
function parts(pattern: string, variables: Variables | undefined): Parts | undefined {
  const plain = (text: string): Parts => text.split('').map(wildcard);
  if (variables === undefined || !pattern.includes('${')) return plain(pattern);
  const found: Parts[] = [];
  let end = 0;
  for (const match of pattern.matchAll(VARIABLE)) {
    const value = valueOf(match[1] ?? '', variables);
    if (value === undefined) return undefined;
    found.push(plain(pattern.slice(end, match.index)), value.split(''));
    end = match.index + match[0].length;
  }
  return [...found, plain(pattern.slice(end))].flat();
}

/** The keys of the variables in a text of a policy. */
export const variableKeys = (text: string): readonly string[] =>
  text.includes('${')
    ? [...text.matchAll(VARIABLE)].map(([, variable = '']) => variable.split(',')[0]?.trim() ?? '')
    : [];

/** Goes back to the last `*` alone, so the work is bounded by the product of the two lengths whatever the pattern. */
function fits(pattern: Parts, text: string): boolean {
  let [at, place] = [0, 0];
  let [star, resume] = [-1, 0];
  while (place < text.length) {
    const part = pattern[at];
    if (part === ANY_TEXT) {
      star = at;
      resume = place;
      at += 1;
    } else if (part === ANY_CHARACTER || part === text[place]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      resume += 1;
      place = resume;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === ANY_TEXT) at += 1;
  return at === pattern.length;
}

/**
 * Whether a pattern of a policy fits a whole text, letter for letter: `*` stands for any text and `?` for one character,
 * `${key}` for what `variables` has for it. A pattern whose variable has no value fits nothing; without `variables` it is
 * a text like any other.
 */
export function globMatches(pattern: string, text: string, variables?: Variables): boolean {
  if (pattern === '*') return true;
  if (!/[*?]|\$\{/.test(pattern)) return pattern === text;
  const found = parts(pattern, variables);
  return found !== undefined && fits(found, text);
}

/** The text that a value of a policy is, its variables filled in, wildcards being characters; undefined where one has no value. */
export function filledIn(value: string, variables: Variables | undefined): string | undefined {
  if (variables === undefined || !value.includes('${')) return value;
  let missing = false;
  const filled = value.replaceAll(VARIABLE, (_, key: string) => {
    const found = valueOf(key, variables);
    missing ||= found === undefined;
    return found ?? '';
  });
  return missing ? undefined : filled;
}
