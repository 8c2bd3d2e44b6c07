import { jsonInner } from '../encode/index.ts';
import { isTold, type Kept, type Plain, type Told, type Value } from './reproduction.ts';

/** A value as JSON in ASCII, in pieces: text, and what a script keeps of earlier answers, which is the inside of a string of JSON already. */
export function jsonPieces(value: Value | Plain): readonly (string | Kept)[] {
  if (typeof value === 'string') return [`"${jsonInner(value)}"`];
  if (value === null || typeof value !== 'object') return [String(value)];
  if (isTold(value)) return ['"', ...toldPieces(value), '"'];
  if (Array.isArray(value)) return ['[', ...listed(value.map(jsonPieces)), ']'];
  const members = Object.entries(value as Readonly<Record<string, Value>>);
  return ['{', ...listed(members.map(([key, one]) => [`"${jsonInner(key)}":`, ...jsonPieces(one)])), '}'];
}

const toldPieces = ({ told }: Told): readonly (string | Kept)[] =>
  told.map((piece) => (typeof piece === 'string' ? jsonInner(piece) : piece));

const listed = (all: readonly (readonly (string | Kept)[])[]): readonly (string | Kept)[] =>
  all.flatMap((pieces, index) => (index === 0 ? pieces : [',', ...pieces]));
