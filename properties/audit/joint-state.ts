import type { Operation, State } from '../../model/index.ts';

/** Times, which nothing in a world without lag depends on. */
const TIMES: ReadonlySet<string> = new Set(['now', 'at', 'acceptedAt', 'until']);

/** What implementations give names to: role ids, ids of tasks, dates. */
const NAME =
  /\b(?:AROA[A-Z0-9]{17}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]{1,20}Z)/g;

/** Two joint states of one key differ in times and in the names of ids and dates, and in nothing else. */
export function jointKey(believed: State, actual: State | undefined): string {
  const names = new Map<string, string>();
  return JSON.stringify([ordered(believed), ordered(actual)]).replaceAll(NAME, (name) => {
    const known = names.get(name) ?? `#${names.size}`;
    names.set(name, known);
    return known;
  });
}

/** The same value with the keys of every object in order, and without times. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !TIMES.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, ordered(one)]),
  );
}

/** A slot of a resource. */
export interface Place {
  readonly kind: string;
  readonly slot: number;
}

/** The slot that an operation is about, if it is about one. */
export const placeKey = (operation: Operation): Place | undefined =>
  'slot' in operation ? { kind: operation.resource, slot: operation.slot } : undefined;
