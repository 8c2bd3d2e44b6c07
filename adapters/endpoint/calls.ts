import type { Outcome, ServiceProfile } from '../../model/index.ts';
import { entriesAt, iam, partAt, textAt, type Call, type Members } from '../../calls/index.ts';
import { actionModel, type ApiService } from '../../services/index.ts';
import type { Presence } from './presence.ts';

/** Leaves an operation with an outcome that is no answer. Thrown and caught inside the adapter only. */
export class NotAnswered extends Error {
  readonly outcome: Exclude<Outcome, { readonly kind: 'answered' }>;
  /** Node's code of a lost connection, when it was one. */
  readonly failureCode: string | undefined;

  constructor(outcome: Outcome, failureCode?: string) {
    super(outcome.kind);
    if (outcome.kind === 'answered') throw new TypeError('an answer is not a failure');
    this.outcome = outcome;
    this.failureCode = failureCode;
  }
}

/** Whoever answers calls of AWS's APIs. */
export interface Api {
  /**
   * The members of the answer; dates may be texts.
   * @throws NotAnswered when it is refused, unsupported or indeterminate
   */
  call(call: Call): Promise<Members>;
}

export interface CallsParts {
  readonly profile: ServiceProfile;
  readonly regions: readonly string[];
  readonly presence: Presence;
}

/** Calls of one session. Each gives the answer or throws `NotAnswered`. */
export class Calls {
  readonly #api: Api;
  readonly #regions: readonly string[];
  readonly #presence: Presence;
  readonly #profile: ServiceProfile;

  constructor(api: Api, { presence, profile, regions }: CallsParts) {
    this.#api = api;
    this.#regions = regions;
    this.#presence = presence;
    this.#profile = profile;
  }

  /** Any call; where its service is not there at all, that is known for it. */
  async ask(call: Call): Promise<Members> {
    const { service } = call;
    const own = this.#profile.resources.find(({ calls }) => calls.CreateResource?.service === service);
    if (own?.members === undefined) return this.#api.call(call);
    try {
      const answer = await this.#api.call(call);
      this.#presence.answered(service);
      return answer;
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      const nameless = (action: string) => () => this.#outcome({ ...call, action, input: {} });
      const create = own.calls.CreateResource?.action ?? '';
      const outcome = await this.#presence.judged(service, error.outcome, {
        list: nameless(own.members.list[0]),
        ...(makesNothing(service, create) ? { create: nameless(create) } : {}),
      });
      throw outcome === error.outcome ? error : new NotAnswered(outcome);
    }
  }

  /** A call of IAM. */
  iam(action: string, input: Call['input']): Promise<Members> {
    return this.ask(iam(action, input));
  }

  /** The name of a region slot. */
  region(slot: number): string {
    const name = this.#regions[slot];
    if (name === undefined) throw new RangeError(`region ${slot} of ${this.#regions.length}`);
    return name;
  }

  /** What a call came to, where its answer does not matter. */
  async #outcome(call: Call): Promise<Outcome | undefined> {
    try {
      await this.#api.call(call);
      return undefined;
    } catch (error) {
      if (error instanceof NotAnswered) return error.outcome;
      throw error;
    }
  }
}

/** Whether an action that makes something makes nothing without a name: one that AWS demands nothing of makes a default. */
const makesNothing = (service: ApiService, create: string): boolean =>
  [...(actionModel(service, create)?.input.members.values() ?? [])].some((member) => member.required);

/** Most pages that a list may have; AWS's lists here need one. */
const MAX_PAGES = 100;

interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  /** Where the next page begins; absent on the last. */
  readonly next: string | undefined;
}

/** Reads a list to its end. A target that hands out the same place twice, or too many, is indeterminate. */
export async function allPages<Item>(
  page: (from: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let from: string | undefined;
  do {
    const { items: found, next } = await page(from);
    items.push(...(found ?? []));
    if (next !== undefined && (seen.has(next) || seen.size >= MAX_PAGES))
      throw new NotAnswered({ kind: 'indeterminate', why: `a list without end: ${seen.size + 1} pages` });
    if (next !== undefined) seen.add(next);
    from = next;
  } while (from !== undefined);
  return items;
}

/** Every entry of a list, page by page, as its API model tells where the next one begins. */
export const allEntries = (calls: Calls, call: Call, member: string): Promise<readonly unknown[]> =>
  allPages(async (from) => {
    const { marker = '', more, next = '' } = actionModel(call.service, call.action)?.pages ?? {};
    const answer = await calls.ask({
      ...call,
      input: from === undefined ? call.input : { ...call.input, [marker]: from },
    });
    const isLast = more !== undefined && partAt(answer, [more]) !== true;
    const token = isLast ? undefined : textAt(answer, next);
    return { items: entriesAt(answer, member), next: token === '' && more === undefined ? undefined : token };
  });

/** The part that an answer must have, or an indeterminate outcome. */
export function required<Part>(part: Part | undefined, what: string): Part {
  if (part === undefined || part === null)
    throw new NotAnswered({ kind: 'indeterminate', why: `the answer shows no ${what}` });
  return part;
}
