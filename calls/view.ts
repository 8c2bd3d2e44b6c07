import { policyGrants, type FacetName, type Facets, type Json } from '../model/index.ts';

/**
 * How a part of an answer is read as a facet; a path goes through members by their names.
 *
 * - `text`: with `date`, a date in any form, as ISO 8601; with `blank`, none at all and an empty one are null (some emulators send an empty element for none)
 * - `number`; `words`: a list of texts, or of this member of a list, sorted; `tags`: as an object
 * - `log`: an access log: null when off, '' when on without a group shown, else the group
 * - `grants`: a policy document as the grants that it gives
 */
export type View = { readonly path: readonly string[] } & (
  | { readonly as: 'text'; readonly blank?: true; readonly date?: true }
  | { readonly as: 'number' | 'tags' | 'log' | 'grants' }
  | { readonly as: 'words'; readonly member?: string }
);

/** The facets that an answer shows. */
export type Views = { readonly [F in FacetName]?: View };

export const text = (...path: readonly string[]): View => ({ as: 'text', path });
export const blank = (...path: readonly string[]): View => ({ as: 'text', path, blank: true });

/** The same views of a member. */
export const within = (member: string, views: Views): Views =>
  Object.fromEntries(entriesOf(views).map(([facet, view]) => [facet, { ...view, path: [member, ...view.path] }]));

const entriesOf = (views: Views): readonly (readonly [string, View])[] =>
  Object.entries(views) as readonly (readonly [string, View])[];

/** The part of an answer at a path; undefined where there is none, null where the answer says that there is none. */
export function partAt(answer: unknown, path: readonly string[]): unknown {
  let part = answer;
  for (const name of path) {
    if (typeof part !== 'object' || part === null) return part === null ? null : undefined;
    part = (part as { readonly [name: string]: unknown })[name];
  }
  return part;
}

/** The entries of a list of an answer; none where there is no list. */
export const entriesAt = (answer: unknown, ...path: readonly string[]): readonly unknown[] => {
  const part = partAt(answer, path);
  return Array.isArray(part) ? part : [];
};

/** The text of an answer; undefined where there is none. */
export const textAt = (answer: unknown, ...path: readonly string[]): string | undefined => {
  const part = partAt(answer, path);
  return typeof part === 'string' ? part : undefined;
};

/** IAM sends policy documents URL-encoded; some emulators send them plain. */
function decoded(document: string): string {
  if (!document.includes('%') || document.trimStart().startsWith('{')) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

/** Characters of an unreadable document that are told. */
const QUOTED = 120;

/** A policy document as its sorted grants, or one line that tells that it cannot be read. */
function grants(document: string): readonly string[] {
  const quoted = document
    .slice(0, 20 * QUOTED)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const shown = quoted.length > QUOTED ? `${quoted.slice(0, QUOTED)}...` : quoted;
  return policyGrants(decoded(document)) ?? [`unreadable: ${shown}`];
}

/** A part of an answer as a facet; undefined where it shows none. */
function read(view: View, part: unknown): Json | undefined {
  switch (view.as) {
    case 'text': {
      const isText = typeof part === 'string';
      if (view.date === true) return part instanceof Date || isText ? isoDate(new Date(part)) : undefined;
      const said = isText ? part : undefined;
      return view.blank === true ? (said ?? '') || null : said;
    }
    case 'number':
      return typeof part === 'number' ? part : undefined;
    case 'words': {
      const words = entriesAt(part).map((entry) => (view.member === undefined ? entry : partAt(entry, [view.member])));
      return words.map((word) => String(word ?? '')).sort();
    }
    case 'tags':
      return Object.fromEntries(entriesAt(part).map((tag) => [textAt(tag, 'Key') ?? '', textAt(tag, 'Value') ?? '']));
    case 'log':
      return part === undefined || part === null ? null : (textAt(part, 'LogGroupName') ?? '');
    case 'grants':
      if (part === undefined || part === null) return undefined;
      return grants(typeof part === 'string' ? part : JSON.stringify(part));
  }
}

const isoDate = (date: Date): string | undefined => (Number.isNaN(date.getTime()) ? undefined : date.toISOString());

/**
 * The facets that an answer shows; what it does not show is not judged.
 * @param partial whether what the answer lacks may be there all the same: then only null says that there is none
 */
export function readViews(views: Views, answer: unknown, partial = false): Facets {
  const facets = entriesOf(views).map(([facet, view]): [string, Json | undefined] => {
    const part = partAt(answer, view.path);
    return [facet, partial && part === undefined ? undefined : read(view, part)];
  });
  return Object.fromEntries(facets.filter(([, value]) => value !== undefined));
}
