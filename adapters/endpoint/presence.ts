import type { Outcome } from '../../model/index.ts';

/** What a call that names no resource came to; undefined when it was answered. */
export type Asking = () => Promise<Outcome | undefined>;

/** Calls of a service that name no resource: a list of all, and a create, where one that names nothing makes nothing. */
export interface Nameless {
  readonly list: Asking;
  readonly create?: Asking;
}

const isNotFound = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'refused' && outcome.http === 404 && outcome.code === 'NotFoundException';

/**
 * Which services a server has at all. Some servers take the routes of a service that they lack for another's (fakecloud 0.51:
 * stages of API Gateway), whose NotFoundException looks like a right answer to a call on a resource that was never made. So a
 * service that has answered nothing else yet is asked two calls that name no resource: where even these are not found, there is
 * no such service. Shared by the sessions of one target: once it is answered, the question is not asked again.
 */
export class Presence {
  readonly #there = new Set<string>();
  /** What tells that a service is not there, where it was asked; undefined where it is. */
  readonly #asked = new Map<string, Promise<string | undefined>>();

  /** Takes note that a call of a service was answered. */
  answered(service: string): void {
    this.#there.add(service);
  }

  /** The outcome of a call, or `unsupported` where nothing of its service is ever found. */
  async judged(service: string, outcome: Outcome, nameless: Nameless): Promise<Outcome> {
    if (!isNotFound(outcome) || this.#there.has(service)) return outcome;
    const asked = this.#asked.get(service) ?? this.#ask(service, nameless);
    this.#asked.set(service, asked);
    const evidence = await asked;
    return evidence === undefined ? outcome : { kind: 'unsupported', evidence };
  }

  async #ask(service: string, { list, create }: Nameless): Promise<string | undefined> {
    let told = await list();
    if (isNotFound(told) && create !== undefined) told = await create();
    if (told?.kind === 'refused' && isNotFound(told))
      return `no such service: a list and a create are not found either: HTTP 404 ${told.message}`;
    // No whole answer tells nothing: the next call asks again.
    if (told?.kind === 'indeterminate') this.#asked.delete(service);
    return undefined;
  }
}
