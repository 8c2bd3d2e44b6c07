import type { ApiKind, ServiceProfile } from '../../model/index.ts';
import { isQuery, mediapackage, profiles as allProfiles } from '../../services/index.ts';
import { flaws, steadied, EPOCH_MS, personalities, type PersonalityName } from '../reference/index.ts';
import { WholeAccount, type WholeAccountSettings } from './whole-account.ts';
import type { Action, Actions } from './action.ts';
import { ApiError, UnknownAction, type Api, type ApiCall, type Members, type Request } from './api-call.ts';
import { authorize } from './authorization.ts';
import { checkInput } from './constraints.ts';
import { bookActions } from './actions/book-actions.ts';
import { channelActions, groupActions } from './actions/media-actions.ts';
import { inspect, type Inspection } from './inspection.ts';
import { linkedRoleActions } from './actions/linked-role-actions.ts';
import { plainActions, type PlainKind } from './actions/plain-actions.ts';
import { regionSlot } from './regions.ts';
import { digits } from './resource-directory.ts';
import { ResourcePlay } from './actions/resource-actions.ts';
import { roleActions } from './actions/role-actions.ts';
import { rolePolicyActions } from './actions/role-policy-actions.ts';
import { savedCloud, type SavedCloud } from './saved-cloud.ts';
import { ec2Actions } from './actions/ec2-actions.ts';
import { stsActions } from './actions/sts-actions.ts';

export interface CloudOptions {
  /** MediaPackage unless given. */
  readonly profile?: ServiceProfile;
  /** Several services in one account, in the place of one; customers' roles are kept beside the first. */
  readonly profiles?: readonly ServiceProfile[];
  /** `prompt` unless given. */
  readonly personality?: PersonalityName;
  /** The name of a flaw: one rule is broken then. */
  readonly flaw?: string;
  /** Seeds every choice that the specification leaves open; 1 unless given. */
  readonly seed?: number;
  /** `virtual` time moves by `advance` alone, and a millisecond with every call; `real` time goes on by itself. */
  readonly clock?: 'virtual' | 'real';
}

/** The account of whoever signs with a key that names none: `test`, as teams like to call it. */
export const DEFAULT_ACCOUNT = '000000000000';

/** What is more than a plain reading or writing of a role is played by hand; the compiler tells what is not. */
const byHand = { ...roleActions, ...rolePolicyActions, ...linkedRoleActions } satisfies {
  readonly [K in Exclude<ApiKind, PlainKind | 'AssumeRole'>]: Action;
};

/** The actions of each service on its resources: of MediaPackage some more than the model knows. */
const ofServices = allProfiles
  .filter((profile) => profile !== mediapackage)
  .flatMap(({ resources }) => resources.map((resource) => new ResourcePlay(resource)))
  .map(({ actions, service }) => [service, actions] as const);

const ACTIONS: Readonly<Partial<Record<ApiCall['service'], Actions>>> = {
  iam: { ...bookActions, ...plainActions, ...byHand },
  sts: stsActions,
  ec2: ec2Actions,
  mediapackage: channelActions,
  'mediapackage-vod': groupActions,
  ...Object.fromEntries(ofServices),
};

/** Whether an action leaves everything as it is. */
const isRead = (action: string): boolean => /^(Get|List|Describe)/.test(action);

/**
 * AWS as far as service-linked roles go: accounts that come into being with their first call, apart from one another, and
 * behave as the reference does. Every answer about a role, a deletion or an access log is one that the model allows.
 */
export class Cloud implements Api {
  readonly #settings: WholeAccountSettings;
  readonly #accounts = new Map<string, WholeAccount>();
  /** Access keys that were made through IAM, and their accounts. */
  readonly #keys = new Map<string, string>();
  readonly #clock: 'virtual' | 'real';
  /** What the virtual clock shows, or by how much the real one was put forward. */
  #now = 0;

  /** @throws RangeError for a flaw or a personality that does not exist */
  constructor(options: CloudOptions = {}) {
    const { profile = mediapackage, personality = 'prompt', flaw, seed = 1, clock = 'virtual' } = options;
    const { profiles = [profile] } = options;
    if (!Object.hasOwn(personalities, personality))
      throw new RangeError(`There is no personality ${JSON.stringify(personality)}.`);
    const broken = flaws.find((one) => one.name === flaw);
    if (flaw !== undefined && broken === undefined) throw new RangeError(`There is no flaw ${JSON.stringify(flaw)}.`);
    this.#clock = clock;
    this.#settings = {
      profiles,
      personality: personalities[personality],
      seed,
      ...(broken === undefined ? {} : { flaw: steadied(broken) }),
      clock,
    };
  }

  /** Milliseconds by the cloud's clock: since it began where that is virtual, since 1970 where it is real. */
  now(): number {
    return this.#clock === 'real' ? Date.now() + this.#now : this.#now;
  }

  /** What the clock shows, in milliseconds since 1970. */
  date(): number {
    return (this.#clock === 'real' ? 0 : EPOCH_MS) + this.now();
  }

  /** Lets `ms` milliseconds pass; with a real clock, on top of the time that passes by itself. */
  advance(ms: number): void {
    this.#now += Math.max(0, ms);
  }

  call(call: ApiCall): Members {
    const actions = ACTIONS[call.service] ?? {};
    const action = Object.hasOwn(actions, call.action) ? actions[call.action] : undefined;
    if (action === undefined) throw new UnknownAction(call.action);
    const region = regionSlot(call.region, call.service);
    const whole = signed(call, () => this.#accountOf(call.accessKeyId));
    whole.until(this.now());
    const account = whole.sideOf(call);
    try {
      checkInput(call.service, call.action, call.input);
      const principal = signed(call, () => account.books.callerOf(call.accessKeyId));
      const { as, message } = authorize(account, principal, call);
      const request: Request = {
        input: call.input,
        region,
        principal,
        ...(as === undefined ? {} : { as }),
      };
      const answer = explained(message, () => action(account, request));
      if (['iam', 'sts'].includes(call.service) && !isRead(call.action)) this.#keep(whole);
      return this.#settings.flaw?.sends?.(call.action, answer) ?? answer;
    } finally {
      if (this.#clock === 'virtual') this.#now = Math.max(this.#now, whole.now());
      // A flawed reference may refuse a call and do it all the same.
      if (!this.#accounts.has(whole.id) && whole.isUsed) this.#accounts.set(whole.id, whole);
    }
  }

  /** Forgets every account; time goes on. */
  reset(): void {
    this.#accounts.clear();
    this.#keys.clear();
  }

  /** Everything that `load` needs to go on from here, as plain JSON. Secrets of access keys are not among it. */
  save(): SavedCloud {
    return {
      version: 2,
      clock: this.#clock,
      now: this.now(),
      accounts: Object.fromEntries([...this.#accounts].map(([id, account]) => [id, account.save()])),
    };
  }

  /**
   * Takes the place of what is there by what was saved.
   * @throws TypeError for anything that `save` does not give; nothing is changed then
   */
  load(saved: unknown): void {
    const { clock, now, accounts } = savedCloud(saved);
    if (clock !== this.#clock)
      throw new TypeError(`This state was saved with a ${clock} clock, and the clock here is ${this.#clock}.`);
    const loaded = Object.entries(accounts).map(([id, one]) => new WholeAccount(id, this.#settings, one));
    for (const account of loaded) checkUsable(account);
    this.reset();
    this.#now = clock === 'virtual' ? now : Math.max(0, now - Date.now());
    for (const account of loaded) this.#keep(account);
  }

  /** The accounts that somebody changed, in the order in which they were first met. */
  get accountIds(): readonly string[] {
    return [...this.#accounts.keys()];
  }

  /** What is the case in an account, for people and for tests; nothing is changed by looking. */
  inspect(account: string = DEFAULT_ACCOUNT): Inspection {
    return inspect((this.#accounts.get(account) ?? new WholeAccount(account, this.#settings)).home);
  }

  #keep(account: WholeAccount): void {
    this.#accounts.set(account.id, account);
    for (const key of account.home.books.keyIds()) this.#keys.set(key, account.id);
  }

  /** An account that nobody ever changed is not kept. */
  #accountOf(accessKeyId: string): WholeAccount {
    const known = this.#accounts.get(accessKeyId);
    if (known !== undefined) return known;
    const id = /^\d{12}$/.test(accessKeyId) ? accessKeyId : (this.#keys.get(accessKeyId) ?? unnamed(accessKeyId));
    const owner = this.#accounts.get(id);
    if (owner !== undefined) return owner;
    return new WholeAccount(id, { ...this.#settings, seed: Number.parseInt(digits(8, this.#settings.seed, id), 16) });
  }
}

/** Looks at all that was loaded: what cannot be shown would answer every call with a fault. */
function checkUsable(account: WholeAccount): void {
  try {
    for (const side of account.sides) inspect(side);
    account.save();
  } catch (error) {
    throw new TypeError(
      `This is no saved state: account ${account.id} cannot be shown. Load what was saved by this version.`,
      {
        cause: error,
      },
    );
  }
}

/** The account of a key that names none. A key in IAM's own form that IAM did not make is refused as AWS refuses it. */
function unnamed(accessKeyId: string): string {
  if (/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId))
    throw new ApiError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.');
  return DEFAULT_ACCOUNT;
}

/** Who signed a call; the services other than IAM and STS refuse a key that is none under a code of their own. */
function signed<T>({ service }: ApiCall, who: () => T): T {
  try {
    return who();
  } catch (error) {
    if (!(error instanceof ApiError) || isQuery(service)) throw error;
    throw new ApiError('UnrecognizedClientException', error.http, error.message);
  }
}

/** A refusal that the model tells of a caller, in AWS's words. */
function explained(message: string | undefined, act: () => Members): Members {
  if (message === undefined) return act();
  try {
    return act();
  } catch (error) {
    if (error instanceof ApiError && /^(AccessDenied|Forbidden)/.test(error.code))
      throw new ApiError(error.code, error.http, message);
    throw error;
  }
}
