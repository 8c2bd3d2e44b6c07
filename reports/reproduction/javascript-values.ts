import { inTemplate, js, type Written } from '../encode/index.ts';
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

export type Code = Written<'javascript'>;

function told({ told: pieces }: Told): Code {
  const [only, ...others] = pieces;
  if (others.length === 0 && typeof only === 'object') return nameOf(only);
  return js`\`${pieces.map((piece) => (typeof piece === 'string' ? inTemplate(piece) : js`\${${nameOf(piece)}}`))}\``;
}

const nameOf = ({ of, inCapitals }: Kept): Code => (inCapitals ? js`${named(of)}.toUpperCase()` : named(of));

/** The name of something that is kept. */
export const named = (name: string): Code => js.identifier(camel(name));

export const camel = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

export const comma = (parts: readonly Code[]): Code => js.joined(parts, ', ');

export const member = (...path: readonly Code[]): Code => js.joined(path, '?.');

export function literal(value: Value | Plain): Code {
  if (value === null || typeof value !== 'object') return js`${value}`;
  if (isTold(value)) return told(value);
  if (Array.isArray(value)) return js`[${comma(value.map(literal))}]`;
  const members = Object.entries(value as Readonly<Record<string, Value>>);
  const texts = members.map(([key, one]) => js`${js.identifier(key)}: ${literal(one)}`);
  return members.length === 0 ? js`{}` : js`{ ${comma(texts)} }`;
}

/** How a script looks at a part of its `answer`. */
export function viewed(view: View): Code {
  const { within } = view;
  const path = view.path.map(js.identifier);
  const base =
    within === undefined
      ? js`answer.`
      : js`answer.${js.identifier(within.list)}?.find((one) => one.${js.identifier(within.member)} === ${literal(within.is)})?.`;
  const at = js`${base}${member(...path)}`;
  switch (view.as) {
    case 'text':
      return view.blank ? js`(${at} || null)` : js`(${at} ?? null)`;
    case 'number':
      return js`(${at} ?? null)`;
    case 'words':
      return js`(${at} ?? [])${view.member === undefined ? [] : js`.map((one) => one.${js.identifier(view.member)})`}.sort()`;
    case 'tags':
      return js`(${at} ?? []).map(({ Key, Value }) => [Key, Value]).sort()`;
    case 'log':
      return js`(${at} ? (${at}.LogGroupName ?? '') : null)`;
    case 'grants':
      return js`grants(${at})`;
    case 'listed':
      return js`(${at} ?? []).some((one) => one.${js.identifier(view.member)} === ${literal(view.text)})`;
  }
}

/** Whether what was seen is as wanted. */
export function isWanted(wanted: Wanted): Code {
  if ('form' in wanted)
    return js`new RegExp(${js.joined([js`'^'`, ...wanted.form.map(formOf), js`'$'`], ' + ')}).test(seen)`;
  const values = 'oneOf' in wanted ? wanted.oneOf : wanted.noneOf;
  const list = js`[${comma(values.map((value) => literal(asSeen(value))))}]`;
  const isPlain = values.every((value) => value === null || typeof value !== 'object' || isTold(value));
  const found = isPlain
    ? js`${list}.includes(seen)`
    : js`${list}.some((one) => JSON.stringify(one) === JSON.stringify(seen))`;
  return 'oneOf' in wanted ? found : js`!${found}`;
}

/** An object of tags as the sorted pairs that a view of them gives. */
const asSeen = (value: Plain | Told): Plain | Told | Value =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !isTold(value)
    ? Object.entries(value as Readonly<Record<string, string>>).sort()
    : value;

function formOf(piece: FormPiece): Code {
  if (piece === UUID) return js`${UUID_FORM}`;
  return js`escaped(${typeof piece === 'string' ? js`${piece}` : nameOf(piece as Kept)})`;
}
