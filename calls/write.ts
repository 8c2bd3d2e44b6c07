import { policyDocument, type FacetName, type Facets, type Json } from '../model/index.ts';
import type { Members } from './call.ts';
import type { View, Views } from './view.ts';

/** A facet as the part of an answer that a view reads it from. */
function part(view: View, value: Json): unknown {
  switch (view.as) {
    case 'words':
      return (value as readonly string[]).map((word) => (view.member === undefined ? word : { [view.member]: word }));
    case 'tags':
      return Object.entries(value as { readonly [key: string]: string }).map(([Key, Value]) => ({ Key, Value }));
    case 'log':
      return value === null ? undefined : value === '' ? {} : { LogGroupName: value };
    case 'grants':
      return policyDocument(value as readonly string[]);
    case 'text':
    case 'number':
      return value ?? undefined;
  }
}

const put = (answer: Members, [head = '', ...rest]: readonly string[], value: unknown): Members => ({
  ...answer,
  [head]: rest.length === 0 ? value : put((answer[head] ?? {}) as Members, rest, value),
});

/** The members of an answer that shows these facets: what `readViews` reads, written. */
export function writeViews(views: Views, facets: Facets): Members {
  let answer: Members = {};
  for (const [facet, view] of Object.entries(views) as [FacetName, View][]) {
    const value = facets[facet];
    if (value !== undefined) answer = put(answer, view.path, part(view, value));
  }
  return answer;
}
