/** A parameter and its value, decoded. */
export type Pair = readonly [name: string, value: string];

const decoded = (text: string): string =>
  text.includes('%') || text.includes('+') ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

/**
 * The parameters of a query string or a form body, decoded once, in order, duplicates included; a parameter without `=`
 * has an empty value. Undefined when the percent-encoding is broken or does not give UTF-8.
 */
export function readForm(text: string): readonly Pair[] | undefined {
  const pairs: Pair[] = [];
  try {
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('&', start);
      const part = end < 0 ? text.slice(start) : text.slice(start, end);
      start += part.length + 1;
      if (part === '') continue;
      const at = part.indexOf('=');
      pairs.push(at < 0 ? [decoded(part), ''] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))]);
    }
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  return pairs;
}
