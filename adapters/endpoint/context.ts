import type { ServiceProfile } from '../../model/index.ts';
import type { Calls } from './calls.ts';
import { Footprint } from './footprint.ts';
import { HolderBook, TaskBook } from './memory.ts';
import { Registry, type Made } from './registry.ts';
import { RestrictedCaller, type AccessKey } from './restricted-caller.ts';
import { RoleBook } from './role-book.ts';
import { Supports } from './supports.ts';

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
  /** Why the service's role is not the suite's to make, change or delete; absent where it is. */
  readonly notOurs?: string;
  /** Whether answers come from a client of another language, which decodes documents: how they were sent is not seen then. */
  readonly decoded?: true;
  readonly supports: Supports;
  readonly restricted: RestrictedCaller;
}

export interface ContextParts extends Pick<
  Context,
  'profile' | 'regions' | 'calls' | 'shared' | 'notOurs' | 'decoded'
> {
  /** Twelve digits, where it is known. */
  readonly account: string | undefined;
  /** The calls that another user of the account signs. */
  readonly signedBy: (key: AccessKey) => Calls;
  /** Hears of each thing before it is made. */
  readonly onWill?: (make: Made) => void;
}

/** What a new session knows: nothing yet. */
export function contextOf({ account, signedBy, onWill, ...parts }: ContextParts): Context {
  const registry = new Registry(onWill);
  return {
    ...parts,
    registry,
    roles: new RoleBook(parts.profile, account),
    tasks: new TaskBook(),
    holders: new HolderBook(),
    footprint: new Footprint(),
    supports: new Supports(parts.calls, registry),
    restricted: new RestrictedCaller(parts.calls, registry, signedBy, parts.profile),
  };
}
