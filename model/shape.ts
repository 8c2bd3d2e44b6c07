import type { FacetName, Json } from './outcome.ts';

/** A piece of a text: these characters, what an earlier answer showed of the same role or task, or what an id may be. */
export type ShapePart = string | { readonly seen: FacetName } | { readonly form: 'uuid' };

/**
 * A set of allowed values as data, for whoever cannot call a domain's `admits`: a reader of a saved run, or a script in
 * another language. What a target made up itself is told by where it was seen, never by its value.
 *
 * - `oneOf`: exactly these; `noneOf`: any but these
 * - `text`: these pieces one after the other
 * - `unlike`: none that an earlier answer showed in this facet
 */
export type Shape =
  | { readonly oneOf: readonly Json[] }
  | { readonly noneOf: readonly Json[] }
  | { readonly text: readonly ShapePart[] }
  | { readonly unlike: FacetName };
