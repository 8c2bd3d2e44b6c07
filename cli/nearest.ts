/** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

const FEW = 3;

/** Characters of a text that may be a slip of somebody's; comparing costs the product of the lengths. */
const LONGEST = 100;

/** The names that were likely meant: the ones fewest slips away, if these are few, then those that contain the text. */
export function nearest(text: string, names: readonly string[]): readonly string[] {
  if (text.length > LONGEST) return [];
  const asked = text.toLowerCase();
  const limit = Math.max(2, Math.floor(text.length / 3));
  const slips = names.map((name) => distance(asked, name.toLowerCase()));
  const least = Math.min(limit, ...slips);
  const close = names.filter((_, index) => slips[index] === least);
  const containing = asked.length < 3 ? [] : names.filter((name) => name.toLowerCase().includes(asked));
  return [...new Set([...close, ...containing])].slice(0, FEW);
}

/** `Did you mean A or B?`, or the fallback when nothing is near. */
export function didYouMean(text: string, names: readonly string[], fallback: string): string {
  const near = nearest(text, names);
  return near.length === 0 ? fallback : `Did you mean ${near.join(' or ')}?`;
}
