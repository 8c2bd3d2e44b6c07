import {
  isTold,
  UUID,
  UUID_FORM,
  type FormPiece,
  type Kept,
  type Plain,
  type Told,
  type Value,
  type View,
  type Wanted,
} from './reproduction.ts';

export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

function told({ told: pieces }: Told): string {
  const [only, ...others] = pieces;
  if (others.length === 0 && typeof only === 'object') return nameOf(only);
  const inside = pieces.map((piece) =>
    typeof piece === 'string' ? piece.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${nameOf(piece)}}`,
  );
  return `\`${inside.join('')}\``;
}

const nameOf = ({ of, inCapitals }: Kept): string => (inCapitals ? `${camel(of)}.toUpperCase()` : camel(of));

export const camel = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

export function valueText(value: Value | Plain): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isTold(value)) return told(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  const members = Object.entries(value as Readonly<Record<string, Value>>);
  return members.length === 0 ? '{}' : `{ ${members.map(([key, one]) => `${key}: ${valueText(one)}`).join(', ')} }`;
}

/** How a script looks at a part of its `answer`. */
export function viewText(view: View): string {
  const base =
    view.within === undefined
      ? 'answer'
      : `answer.${view.within.list}?.find((one) => one.${view.within.member} === ${valueText(view.within.is)})`;
  const at = [base, ...view.path].join('?.').replace('answer?.', 'answer.');
  switch (view.as) {
    case 'text':
      return view.blank ? `(${at} || null)` : `(${at} ?? null)`;
    case 'number':
      return `(${at} ?? null)`;
    case 'words':
      return `(${at} ?? [])${view.member === undefined ? '' : `.map((one) => one.${view.member})`}.sort()`;
    case 'tags':
      return `(${at} ?? []).map(({ Key, Value }) => [Key, Value]).sort()`;
    case 'log':
      return `(${at} ? (${at}.LogGroupName ?? '') : null)`;
    case 'grants':
      return `grants(${at})`;
    case 'listed':
      return `(${at} ?? []).some((one) => one.${view.member} === ${valueText(view.text)})`;
  }
}

/** Whether what was seen is as wanted. */
export function wantedText(wanted: Wanted): string {
  if ('form' in wanted) return `${formText(wanted.form)}.test(seen)`;
  const values = 'oneOf' in wanted ? wanted.oneOf : wanted.noneOf;
  const list = `[${values.map((value) => valueText(asSeen(value))).join(', ')}]`;
  const isPlain = values.every((value) => value === null || typeof value !== 'object' || isTold(value));
  const found = isPlain
    ? `${list}.includes(seen)`
    : `${list}.some((one) => JSON.stringify(one) === JSON.stringify(seen))`;
  return 'oneOf' in wanted ? found : `!${found}`;
}

/** An object of tags as the sorted pairs that a view of them gives. */
const asSeen = (value: Plain | Told): Plain | Told | Value =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !isTold(value)
    ? Object.entries(value as Readonly<Record<string, string>>).sort()
    : value;

function formText(pieces: readonly FormPiece[]): string {
  const texts = pieces.map((piece) =>
    piece === UUID
      ? UUID_FORM
      : typeof piece === 'string'
        ? piece.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
        : `\${${nameOf(piece as Kept)}}`,
  );
  return `new RegExp(\`^${texts.join('').replaceAll('\\', '\\\\')}$\`)`;
}
