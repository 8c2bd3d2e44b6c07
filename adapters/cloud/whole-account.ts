import type { ServiceProfile } from '../../model/index.ts';
import { profiles as allProfiles } from '../../services/index.ts';
import { Account, type AccountSettings, type SavedSide } from './account.ts';
import { ApiError, type ApiCall } from './api-call.ts';
import type { SavedBooks } from './books/books.ts';

/** An account as plain JSON. */
export interface SavedAccount {
  /** By the principal of each service. */
  readonly sides: Readonly<Record<string, SavedSide>>;
  readonly books: SavedBooks;
}

/** How every account of a cloud behaves. */
export interface WholeAccountSettings extends Omit<AccountSettings, 'profile'> {
  /** At least one; customers' roles are kept beside the role of the first. */
  readonly profiles: readonly ServiceProfile[];
}

/** Whether the resources of a service are used by an API. */
const hasApi = ({ resources }: ServiceProfile, service: ApiCall['service']): boolean =>
  resources.some(({ calls }) => calls.CreateResource?.service === service);

const isNamed = (profile: ServiceProfile, name: string): boolean =>
  profile.roleName.toLowerCase() === name.toLowerCase();

/**
 * One AWS account, in which several services have their roles: a side for each, made when it is first asked for, with one set
 * of books for all.
 */
export class WholeAccount {
  readonly id: string;
  readonly #settings: WholeAccountSettings;
  readonly #sides = new Map<string, Account>();
  #now = 0;

  /** @throws TypeError for a saved account with a service that is not among the profiles */
  constructor(id: string, settings: WholeAccountSettings, saved?: SavedAccount) {
    this.id = id;
    this.#settings = settings;
    const [home] = settings.profiles;
    if (home === undefined) throw new RangeError('An account needs a service.');
    this.#side(home, saved?.sides[home.principal], saved?.books);
    for (const [principal, side] of Object.entries(saved?.sides ?? {})) {
      const profile = settings.profiles.find((one) => one.principal === principal);
      if (profile === undefined)
        throw new TypeError(
          `This state has the role of ${principal}, which is not served here. Name it with --service.`,
        );
      if (profile !== home) this.#side(profile, side);
    }
  }

  save(): SavedAccount {
    const sides = [...this.#sides].map(([principal, side]) => [principal, side.save()] as const);
    return { sides: Object.fromEntries(sides), books: this.home.books.save() };
  }

  /** The side of the first service, with the customers' roles. */
  get home(): Account {
    return this.sides[0] as Account;
  }

  /** Those that were asked for yet. */
  get sides(): readonly Account[] {
    return [...this.#sides.values()];
  }

  /** Whether anything was ever made in it that the model knows of. */
  get isUsed(): boolean {
    return this.sides.some(({ isUsed }) => isUsed);
  }

  /** Milliseconds on the account's clock. */
  now(): number {
    return Math.max(...this.sides.map((side) => side.now()));
  }

  /** Lets the clock run to a later time. */
  until(now: number): void {
    this.#now = now;
    for (const side of this.sides) side.until(now);
  }

  /**
   * The side that a call is about: of the service that it names, or whose role, policy or task it does; else the first.
   * @throws ApiError NotImplemented (501) for a call of a service that is not played here
   */
  sideOf(call: ApiCall): Account {
    const { service, input } = call;
    const { profiles } = this.#settings;
    const own = profiles.find((profile) => hasApi(profile, service));
    if (own !== undefined) return this.#side(own);
    if (allProfiles.some((profile) => hasApi(profile, service)))
      throw new ApiError('NotImplemented', 501, `${service} is not played here: name it with --service.`);
    const text = (member: string): string | undefined => {
      const value = input[member];
      return typeof value === 'string' ? value : undefined;
    };
    const principal =
      text('AWSServiceName') ?? /^task\/aws-service-role\/([^/]+)\//.exec(text('DeletionTaskId') ?? '')?.[1];
    const name = text('RoleName') ?? text('RoleArn')?.split('/').at(-1);
    if (name !== undefined) {
      const known = this.sides.find((side) => side.roles.find(name, side.state) !== undefined);
      if (known !== undefined) return known;
    }
    const asked = profiles.find(
      (profile) =>
        profile.principal === principal?.toLowerCase() ||
        (name === undefined ? profile.policyArn === text('PolicyArn') : isNamed(profile, name)),
    );
    return asked === undefined ? this.home : this.#side(asked);
  }

  #side(profile: ServiceProfile, saved?: SavedSide, books?: SavedBooks): Account {
    const known = this.#sides.get(profile.principal);
    if (known !== undefined) return known;
    const shared = this.sides[0]?.books;
    const household = { sides: () => this.sides, ...(shared === undefined ? {} : { books: shared }) };
    const made = new Account(this.id, { ...this.#settings, profile }, household, saved, books);
    made.until(this.#now);
    this.#sides.set(profile.principal, made);
    return made;
  }
}
