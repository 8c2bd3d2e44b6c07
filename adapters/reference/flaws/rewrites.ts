import {
  anyOf,
  endings,
  exactly,
  sideFacet,
  type Clause,
  type Draw,
  type Ending,
  type FacetName,
  type Facets,
  type Json,
  type Operation,
  type OperationKind,
  type OperationOf,
  type State,
} from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';

export type Rewrite = Flaw['rewrite'];

/** What a flaw knows when one of these operations is performed. */
export type On<K extends OperationKind> = FlawContext & { readonly operation: OperationOf<K> };

type Kinds<K> = K | readonly K[];
type When<K extends OperationKind> = (context: On<K>) => boolean;

const always = (): boolean => true;

/** Whether the specification refuses the operation. */
export const isRefused = ({ endings: [usual] }: FlawContext): boolean => usual?.outcome === 'refused';

/** Rewrites the endings of some operations, and leaves those of all others. */
export function on<K extends OperationKind>(
  kinds: Kinds<K>,
  rewrite: (context: On<K>) => readonly Ending[] | undefined,
): Rewrite {
  const named: readonly string[] = typeof kinds === 'string' ? [kinds] : kinds;
  return (context) => (named.includes(context.operation.kind) ? rewrite(context as On<K>) : undefined);
}

/** One rewrite after the other. */
export const all =
  (...rewrites: readonly Rewrite[]): Rewrite =>
  (context) =>
    rewrites.reduce<readonly Ending[]>(
      (before, rewrite) => rewrite({ ...context, endings: before }) ?? before,
      context.endings,
    );

/** An answer that shows these facets and leaves this state. */
export const success = (next: State, facets: Facets = {}): Ending => ({
  id: 'answered-all-the-same',
  outcome: 'answered',
  because: [],
  clauses: Object.entries(facets).map(([facet, value]) => ({
    facet: facet as FacetName,
    allows: exactly(value as Json),
    because: [],
  })),
  next: () => next,
});

/** What the specification refuses is done. `next` is what comes of it; nothing unless given. */
export const accepting = <K extends OperationKind>(
  kinds: Kinds<K>,
  when: When<K> = always,
  next: (context: On<K>) => State = ({ state }) => state,
): Rewrite => on(kinds, (context) => (isRefused(context) && when(context) ? [success(next(context))] : undefined));

/** What the specification does is refused with this code, and nothing changes. */
export const refusing = <K extends OperationKind>(kinds: Kinds<K>, code: string, when: When<K> = always): Rewrite =>
  on(kinds, (context) =>
    !isRefused(context) && when(context)
      ? [
          {
            id: 'refused-all-the-same',
            outcome: 'refused',
            because: [],
            codes: [code],
            clauses: [],
            next: () => context.state,
          },
        ]
      : undefined,
  );

/** What the specification refuses is refused with another code, or another HTTP status. */
export const recoding = <K extends OperationKind>(
  kinds: Kinds<K>,
  change: { readonly code?: string; readonly http?: number },
  when: When<K> = always,
): Rewrite =>
  on(kinds, (context) =>
    isRefused(context) && when(context)
      ? context.endings.map((ending) => ({
          ...ending,
          ...(change.code === undefined ? {} : { codes: [change.code] }),
          ...(change.http === undefined ? {} : { http: change.http }),
        }))
      : undefined,
  );

/** Whether a clause is about a facet, in an answer or in an entry of a list. */
const isAbout = ({ facet: own, part }: Clause, facet: FacetName): boolean =>
  part === undefined
    ? own === facet
    : own === 'resources'
      ? sideFacet(part.at(-1) ?? '') === facet
      : part.at(-1) === facet;

/** Another value is shown instead of the honest one. */
export const shows = <K extends OperationKind>(
  kinds: Kinds<K>,
  facet: FacetName,
  value: (honest: Json, context: On<K>, draw: Draw) => Json,
  when: When<K> = always,
): Rewrite =>
  on(kinds, (context) => {
    if (!when(context)) return undefined;
    const instead = ({ allows }: Clause) =>
      anyOf(allows.text, (draw, facets) => value(allows.sample(draw, facets), context, draw));
    return context.endings.map((ending) => ({
      ...ending,
      clauses: ending.clauses.map((clause) =>
        isAbout(clause, facet) ? { ...clause, allows: instead(clause) } : clause,
      ),
    }));
  });

/** A success is sent with this wrong in its form. */
export const sending = (kinds: Kinds<OperationKind>, wire: Json): Rewrite =>
  on(kinds, ({ endings: honest }) =>
    honest.map((ending) =>
      ending.outcome === 'answered'
        ? { ...ending, clauses: [...ending.clauses, { facet: 'wire', allows: exactly(wire), because: [] } as const] }
        : ending,
    ),
  );

/** The answer leaves a facet out. */
export const omits = (kinds: Kinds<OperationKind>, facet: FacetName): Rewrite =>
  on(kinds, ({ endings: honest }) =>
    honest.map((ending) => ({
      ...ending,
      clauses: ending.clauses.map((clause) =>
        isAbout(clause, facet) ? { ...clause, omitted: true as const } : clause,
      ),
    })),
  );

/** The answer is honest; what comes of it is not, unless it is only a lagging one. */
export const leaving = <K extends OperationKind>(
  kinds: Kinds<K>,
  change: (next: State, context: On<K>) => State,
  when: (context: On<K>, ending: Ending) => boolean = always,
): Rewrite =>
  on(kinds, (context) =>
    context.endings.map((ending) =>
      ending.passing || !when(context, ending)
        ? ending
        : { ...ending, next: (facets) => change(ending.next(facets), context) },
    ),
  );

/** An operation is taken for another one. */
export const asIf = <K extends OperationKind>(
  kinds: Kinds<K>,
  other: (operation: OperationOf<K>, context: On<K>) => Operation | undefined,
): Rewrite =>
  on(kinds, (context) => {
    const taken = other(context.operation, context);
    return taken === undefined ? undefined : endings(context.rules, context.state, taken);
  });
