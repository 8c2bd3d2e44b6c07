import type { Facets, Operation, Outcome, RoleRef, ServiceProfile, State } from '../../model/index.ts';
import { type Flaw, EPOCH_MS, Implementation, type SavedImplementation, type Personality } from '../reference/index.ts';
import { ApiError } from './api-call.ts';
import { Books, type SavedBooks } from './books/books.ts';
import { FailureBook, type SavedFailures } from './failure-book.ts';
import { refusalMessage } from './actions/messages.ts';
import { ResourceDirectory, type SavedResources } from './resource-directory.ts';
import { RoleDirectory, type RoleDetails } from './role-directory.ts';
import { rolesBeside } from './actions/role-members.ts';

/** How every account of a cloud behaves. */
export interface AccountSettings {
  readonly profile: ServiceProfile;
  readonly personality: Personality;
  readonly flaw?: Flaw;
  readonly seed: number;
  /** A virtual clock begins at zero; a real one counts from 1970. */
  readonly clock: 'virtual' | 'real';
}

/** What an account has of one service, as plain JSON. */
export interface SavedSide {
  readonly implementation: SavedImplementation;
  readonly roles: readonly (readonly [Exclude<RoleRef, 'linked' | 'suffixed'>, RoleDetails])[];
  /** By the name of their kind. */
  readonly resources: Readonly<Record<string, SavedResources>>;
  readonly failures: SavedFailures;
}

/** What an account has of other services. */
export interface Household {
  /** Those that the sides share; absent for the first of them. */
  readonly books?: Books;
  readonly sides: () => readonly Account[];
}

/**
 * One AWS account, as far as one service goes. What the suite's requirements speak of is decided by the model, dressed as an implementation; the
 * directories keep what names stand for it, and the books what else real clients need (users, keys, instance profiles).
 */
export class Account {
  readonly id: string;
  readonly profile: ServiceProfile;
  readonly roles: RoleDirectory;
  readonly books: Books;
  readonly failures: FailureBook;
  readonly #model: Implementation;
  readonly #directories: ReadonlyMap<string, ResourceDirectory>;
  readonly #epochMs: number;
  readonly #isFlawed: boolean;

  /** The sides of all services. */
  readonly sides: () => readonly Account[];

  constructor(id: string, settings: AccountSettings, household: Household, saved?: SavedSide, books?: SavedBooks) {
    const { profile, personality, flaw, seed, clock } = settings;
    const epochMs = clock === 'real' ? 0 : EPOCH_MS;
    this.id = id;
    this.profile = profile;
    this.#epochMs = epochMs;
    this.#isFlawed = flaw !== undefined;
    this.#model = new Implementation({
      rules: { profile, settleMs: personality.consistency.settleMs },
      personality,
      seed,
      account: id,
      epochMs,
      callMs: clock === 'real' ? 0 : 1,
      ...(flaw === undefined ? {} : { flaw }),
      ...(saved === undefined ? {} : { saved: saved.implementation }),
    });
    this.roles = new RoleDirectory(profile, saved?.roles);
    this.#directories = new Map(
      profile.resources.map(({ name }) => [name, new ResourceDirectory(name, saved?.resources[name])]),
    );
    this.failures = new FailureBook(saved?.failures);
    this.sides = household.sides;
    this.books =
      household.books ??
      new Books({ account: id, seed, now: () => this.date(), roles: rolesBeside(this.sides) }, books);
  }

  save(): SavedSide {
    return {
      implementation: this.#model.save(),
      roles: this.roles.all,
      resources: Object.fromEntries([...this.#directories].map(([name, directory]) => [name, directory.save()])),
      failures: this.failures.save(),
    };
  }

  /**
   * The resources of one kind.
   * @throws RangeError for a kind that the service does not have
   */
  directory(resource: string): ResourceDirectory {
    const directory = this.#directories.get(resource);
    if (directory === undefined) throw new RangeError(`${this.profile.id} has no ${resource}`);
    return directory;
  }

  /** What the model holds to be the case. */
  get state(): State {
    return this.#model.state;
  }

  /** Whether anything was ever made in it that the model knows of. */
  get isUsed(): boolean {
    const { roles, holders, tasks } = this.state;
    return tasks.length > 0 || Object.keys(roles).length > 0 || Object.keys(holders).length > 0;
  }

  /** Milliseconds on the account's clock. */
  now(): number {
    return this.#model.now();
  }

  /** The account's date, in whole seconds, as IAM shows dates. */
  date(): Date {
    return new Date(Math.floor((this.#epochMs + this.now()) / 1000) * 1000);
  }

  /** Lets the clock run to a later time; deletions that were under way end. */
  until(now: number): void {
    this.#model.advance(now - this.now());
    for (const [task, outcome] of this.#model.endTasks())
      if (outcome.kind === 'answered') this.failures.note(this.state.tasks[task]?.id, outcome.facets);
  }

  /**
   * Performs an operation of the model.
   * @param name what the operation is about, as the caller names it, for the message of a refusal
   * @throws ApiError when it is refused
   */
  ask(operation: Operation, name: string): Facets {
    return this.#answer(operation, this.#model.perform(operation), name);
  }

  /**
   * Performs an operation of the model as part of another: what the other has brought about is seen at once.
   * @throws ApiError when it is refused
   */
  within(operation: Operation, name: string): Facets {
    return this.#answer(operation, this.#model.within(operation), name);
  }

  /** A role that a service made a moment ago dates from then, not from when somebody looks. A flaw may hang on who looks first. */
  #date(): void {
    const { linked } = this.state.roles;
    if (linked === undefined || linked.facets.createDate !== undefined || this.#isFlawed) return;
    this.#model.within({ kind: 'GetRole', role: 'linked' });
  }

  #answer(operation: Operation, outcome: Outcome, name: string): Facets {
    if (outcome.kind === 'answered') {
      this.#date();
      return outcome.facets;
    }
    if (outcome.kind !== 'refused') throw new TypeError(`the model cannot tell: ${outcome.kind}`);
    throw new ApiError(outcome.code, outcome.http, refusalMessage(operation, outcome, name));
  }
}
