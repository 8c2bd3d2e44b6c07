import { type AccessKey, clientSettings, type Place } from '../endpoint/index.ts';
import type { Faults } from '../wire/index.ts';
import { retriesOn } from './retry.ts';
import { WrapperWire } from './wire.ts';

/** What the SDK makes by default. */
const ATTEMPTS = 3;

/** The stage on which a wrapper is tried: an account of its own, and time. */
export class WrapperWorld {
  /** Region names, at least two. */
  readonly regions: readonly string[];
  /** Twelve digits; undefined when the server has one account only. */
  readonly account: string | undefined;
  readonly #place: Place;
  readonly #key: AccessKey;
  readonly #wire: WrapperWire;

  constructor(place: Place, key: AccessKey, wire: WrapperWire) {
    this.regions = place.regions;
    this.account = place.line.account;
    this.#place = place;
    this.#key = key;
    this.#wire = wire;
  }

  /**
   * What an AWS SDK client of the wrapper is made with: `new IAMClient(world.clientConfig())`. Endpoint, region, credentials,
   * request handler and retries, and every other setting that the SDK would look up elsewhere. Retries are the SDK's
   * standard ones with their pauses on the world's clock; `maxAttempts: 1` turns them off.
   * @throws RangeError when maxAttempts is no positive integer
   */
  clientConfig(region: string = this.regions[0] as string, { maxAttempts = ATTEMPTS } = {}) {
    if (!Number.isInteger(maxAttempts) || maxAttempts < 1)
      throw new RangeError(`maxAttempts cannot be ${maxAttempts}. Give a whole number from 1.`);
    const { clock, line, url } = this.#place;
    return {
      ...clientSettings({ url, key: this.#key, transport: line.transport }, region),
      requestHandler: this.#wire,
      maxAttempts,
      retryStrategy: retriesOn(clock, maxAttempts),
    };
  }

  /** Milliseconds by the world's clock, which costs no real time where the world is played in memory. */
  now(): number {
    return this.#place.clock.now();
  }

  /** Lets `ms` milliseconds pass by the world's clock. For the wrapper's pauses between polls and repeats. */
  wait(ms: number): Promise<void> {
    return this.#place.clock.wait(ms);
  }
}

/** The world for one caller, and the wire that its clients speak over. */
export function worldOf(
  place: Place,
  key: AccessKey,
  faults: Faults,
): { readonly world: WrapperWorld; readonly wire: WrapperWire } {
  const wire = new WrapperWire({ transport: place.line.transport, faults, sdk: place.sdk, url: place.url, key });
  return { world: new WrapperWorld(place, key, wire), wire };
}
