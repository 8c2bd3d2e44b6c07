import { readFile } from 'node:fs/promises';
import { JsonTooLarge, parseJson } from '../model/index.ts';
import type { z } from 'zod';
import type { Io } from './io.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** What a file is meant to hold, for errors: `program file`, and how to come by one. */
export interface FileKind {
  readonly noun: string;
  readonly mend: string;
}

/** The largest runs have some 20 MB and nest twenty deep. */
const BOUNDS = { length: 100_000_000, depth: 64, values: 3_000_000 };

/**
 * Reads JSON from a file, or from standard input where the path is `-`.
 * @throws UsageError when it cannot be read, is not JSON, or is beyond all bounds
 */
export async function readJson(path: string, kind: FileKind, io: Io): Promise<unknown> {
  const from = path === '-' ? 'standard input' : path;
  let text: string;
  try {
    text = path === '-' ? await io.readStdin() : await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (error as Error).message;
    throw new UsageError(`The ${kind.noun} ${from} cannot be read: ${why}.`, 'Give the path of a readable file.');
  }
  try {
    return parseJson(text, BOUNDS);
  } catch (error) {
    if (error instanceof JsonTooLarge)
      throw new UsageError(`The ${kind.noun} ${from} is not read: ${error.message}.`, kind.mend);
    const said = (error as Error).message.replace(/ in JSON at position/, ' at position');
    throw new UsageError(`The ${kind.noun} ${from} is not JSON: ${said}.`.replace(/\.\.$/, '.'), kind.mend);
  }
}

/** How an unknown or missing key is told, where the schema's own words do not help. */
export type Keys = (value: unknown, path: readonly PropertyKey[]) => readonly string[];

/**
 * Checks a value against a schema.
 * @throws UsageError that shows the first thing amiss: where it stands, the offending value, and what may stand there
 */
export function checked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  kind: FileKind,
  path: string,
  keys: Keys = () => [],
): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const from = path === '-' ? 'standard input' : path;
  const issue = result.error.issues[0];
  if (issue === undefined) throw new UsageError(`The ${kind.noun} ${from} is not valid.`, kind.mend);
  const { problem, mend } = explain(issue, value, keys);
  throw new UsageError(`The ${kind.noun} ${from} is not valid: ${problem}.`, mend ?? kind.mend);
}

interface Explained {
  readonly problem: string;
  readonly mend?: string;
}

function explain(issue: z.core.$ZodIssue, whole: unknown, keys: Keys): Explained {
  const place = placeOf(issue.path);
  const value = at(whole, issue.path);
  const shown = shorten(value);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = keys(value, issue.path);
    const fallback = known.length === 0 ? 'Leave it out.' : `Known: ${known.join(', ')}.`;
    return {
      problem: `unknown key "${key}" at ${place}, of value ${shorten(at(value, [key]))}`,
      mend: didYouMean(key, known, fallback),
    };
  }
  if (value === undefined) {
    const parent = at(whole, issue.path.slice(0, -1));
    return {
      problem: `${place} is missing in ${shorten(parent)}`,
      mend: mendOf(issue, undefined, keys(value, issue.path)),
    };
  }
  return { problem: `${place} is ${shown}`, mend: mendOf(issue, value, keys(value, issue.path)) };
}

/** What may stand there. */
function mendOf(issue: z.core.$ZodIssue, value: unknown, names: readonly string[]): string {
  const values = valuesOf(issue);
  const choices = values.length > 0 ? values.map(String) : names;
  if (choices.length === 1) return `It must be ${JSON.stringify(values[0] ?? choices[0])}.`;
  if (choices.length > 1) {
    const all = choices.length > 8 ? '' : `It must be one of ${choices.join(', ')}.`;
    return (
      [typeof value === 'string' ? didYouMean(value, choices, '') : '', all].filter((part) => part !== '').join(' ') ||
      'See `slr-conformance replay --help`.'
    );
  }
  if (issue.code === 'too_small') return `It must be at least ${issue.minimum}.`;
  if (issue.code === 'too_big') return `It must be at most ${issue.maximum}.`;
  if (issue.code === 'invalid_type') return `It must be ${article(issue.expected)} ${issue.expected}.`;
  return `${issue.message}.`;
}

/** The values that may stand there, in any form that may. */
const valuesOf = (issue: z.core.$ZodIssue): readonly unknown[] =>
  issue.code === 'invalid_value'
    ? issue.values
    : issue.code === 'invalid_union'
      ? issue.errors.flatMap((form) => form.filter(({ path }) => path.length === 0).flatMap(valuesOf))
      : [];

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a');

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key],
    value,
  );

/** `program[2].channel`; the whole file is `the top`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('') || 'the top';

const LONGEST = 60;

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
