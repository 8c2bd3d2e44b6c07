import type { MediaPackage } from '@aws-sdk/client-mediapackage';
import type { MediaPackageVod } from '@aws-sdk/client-mediapackage-vod';
import type { Outcome } from '../../model/index.ts';
import type { ApiService } from '../../services/index.ts';
import { entriesAt, iam, partAt, textAt, type Call, type Members } from '../../calls/index.ts';
import { newAttempt } from './attempt.ts';
import type { Presence, RouteService } from './presence.ts';
import type { Clients } from './sdk.ts';
import { isReadable, translate } from './translate.ts';
import type { CallOptions } from './transport.ts';

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

type Send<Client, Output> = (client: Client, options: CallOptions) => Promise<Output>;

/** Two calls of a service that name no resource: a list of all, and a create that names nothing and so makes nothing. */
interface NamelessCalls<Client> {
  readonly list: Send<Client, unknown>;
  readonly create: Send<Client, unknown>;
}

/** A client of the SDK by the names of its methods. */
type ClientOfAny = Readonly<Record<string, (input: Members, options: CallOptions) => Promise<Members>>>;

/** Calls of one session to the four APIs. Each gives the parsed answer or throws `NotAnswered`. */
export class Calls {
  readonly #clients: Clients;
  readonly #regions: readonly string[];
  readonly #presence: Presence;

  constructor(clients: Clients, regions: readonly string[], presence: Presence) {
    this.#clients = clients;
    this.#regions = regions;
    this.#presence = presence;
  }

  /** Any call, in AWS's terms. */
  async ask({ action, input, region, service }: Call): Promise<Members> {
    const client = this.#clients.of(service, region) as unknown as ClientOfAny;
    const method = action.charAt(0).toLowerCase() + action.slice(1);
    return this.#ask(service, client, (one, options) => (one[method] as ClientOfAny[string])(input, options));
  }

  /** A call of IAM. */
  iam(action: string, input: Call['input']): Promise<Members> {
    return this.ask(iam(action, input));
  }

  live<Output>(region: number, send: Send<MediaPackage, Output>): Promise<Output> {
    const client = this.#clients.of('mediapackage', this.region(region));
    return this.#askRoute('mediapackage', client, send, {
      list: (live, options) => live.listChannels({}, options),
      create: (live, options) => live.createChannel({ Id: undefined }, options),
    });
  }

  vod<Output>(region: number, send: Send<MediaPackageVod, Output>): Promise<Output> {
    const client = this.#clients.of('mediapackage-vod', this.region(region));
    return this.#askRoute('mediapackage-vod', client, send, {
      list: (vod, options) => vod.listPackagingGroups({}, options),
      create: (vod, options) => vod.createPackagingGroup({ Id: undefined }, options),
    });
  }

  /** The name of a region slot. */
  region(slot: number): string {
    const name = this.#regions[slot];
    if (name === undefined) throw new RangeError(`region ${slot} of ${this.#regions.length}`);
    return name;
  }

  /** As `#ask`, but that a service which is not there at all is known for it. */
  async #askRoute<Client, Output>(
    service: RouteService,
    client: Client,
    send: Send<Client, Output>,
    nameless: NamelessCalls<Client>,
  ): Promise<Output> {
    try {
      const output = await this.#ask(service, client, send);
      this.#presence.answered(service);
      return output;
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error;
      const outcome = await this.#presence.judged(service, error.outcome, {
        list: () => this.#outcome(service, client, nameless.list),
        create: () => this.#outcome(service, client, nameless.create),
      });
      throw outcome === error.outcome ? error : new NotAnswered(outcome);
    }
  }

  /** What a call came to, where its answer does not matter. */
  async #outcome<Client>(
    service: ApiService,
    client: Client,
    send: Send<Client, unknown>,
  ): Promise<Outcome | undefined> {
    try {
      await this.#ask(service, client, send);
      return undefined;
    } catch (error) {
      if (error instanceof NotAnswered) return error.outcome;
      throw error;
    }
  }

  async #ask<Client, Output>(service: ApiService, client: Client, send: Send<Client, Output>): Promise<Output> {
    const attempt = newAttempt();
    let output: Output;
    try {
      output = await send(client, { attempt });
    } catch (error) {
      if (!attempt.sent) throw error;
      throw new NotAnswered(translate(service, attempt), attempt.failureCode);
    }
    if (isReadable(service, attempt)) return output;
    throw new NotAnswered(translate(service, attempt));
  }
}

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

/** Every entry of a list of IAM, page by page. */
export const allEntries = (calls: Calls, call: Call, member: string): Promise<readonly unknown[]> =>
  allPages(async (from) => {
    const input = from === undefined ? call.input : { ...call.input, Marker: from };
    const answer = await calls.ask({ ...call, input });
    const next = partAt(answer, ['IsTruncated']) === true ? textAt(answer, 'Marker') : undefined;
    return { items: entriesAt(answer, member), next };
  });

/** The part that an answer must have, or an indeterminate outcome. */
export function required<Part>(part: Part | undefined, what: string): Part {
  if (part === undefined || part === null)
    throw new NotAnswered({ kind: 'indeterminate', why: `the answer shows no ${what}` });
  return part;
}
