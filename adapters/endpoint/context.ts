import type { Facets, ServiceProfile } from '../../model/index.ts';
import type { SpeltKind, SpeltOf } from '../spelt.ts';
import type { Calls } from './calls.ts';
import type { Footprint } from './footprint.ts';
import type { HolderBook, TaskBook } from './memory.ts';
import type { Registry } from './registry.ts';
import type { RestrictedCaller } from './restricted-caller.ts';
import type { RoleBook } from './role-book.ts';
import type { Supports } from './supports.ts';

/** What one session knows and may use while it performs an operation. */
export interface Context {
  readonly profile: ServiceProfile;
  readonly regions: readonly string[];
  readonly calls: Calls;
  readonly roles: RoleBook;
  readonly tasks: TaskBook;
  readonly holders: HolderBook;
  readonly registry: Registry;
  readonly footprint: Footprint;
  /** Whether the account may hold what others made. */
  readonly shared: boolean;
  readonly supports: Supports;
  readonly restricted: RestrictedCaller;
}

/** Performs one kind of operation: gives what the answer shows, or throws `NotAnswered`. */
export type Performer<K extends SpeltKind> = (operation: SpeltOf<K>, context: Context) => Promise<Facets>;

/** Performers of some kinds. */
export type Performers<K extends SpeltKind> = { readonly [P in K]: Performer<P> };
