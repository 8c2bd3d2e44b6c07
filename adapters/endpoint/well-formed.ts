/** An input with U+FFFD for each half of a character in its texts: no request carries one, wherever the name or the program is from. */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(/\p{Cs}/gu, '\ufffd') as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, wellFormed(one)])) as T;
}
