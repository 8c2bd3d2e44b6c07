/** Bounds of a JSON text that comes from elsewhere. */
export interface JsonBounds {
  /** Characters. */
  readonly length: number;
  /** Lists and objects inside each other. */
  readonly depth: number;
  /** Values altogether. */
  readonly values: number;
}

/** What is beyond a bound is not parsed. */
export class JsonTooLarge extends Error {
  override readonly name = 'JsonTooLarge';
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 44, 91, 93, 123, 125];

/**
 * Parses JSON once a single pass over the text has shown that it is within bounds, so that neither parsing it nor going through
 * what it holds can take long.
 * @throws JsonTooLarge beyond a bound; SyntaxError where it is no JSON
 */
export function parseJson(text: string, { length, depth, values }: JsonBounds): unknown {
  if (text.length > length) throw new JsonTooLarge(`it is longer than ${length} characters`);
  let [level, count, isString] = [0, 1, false];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isString = false;
    } else if (code === QUOTE) isString = true;
    else if (code === COMMA) count += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) level -= 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      level += 1;
      count += 1;
      if (level > depth) throw new JsonTooLarge(`it nests deeper than ${depth}`);
    }
  }
  if (count > values) throw new JsonTooLarge(`it holds more than ${values} values`);
  return JSON.parse(text);
}
