import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ServiceProfile } from '../../model/index.ts';
import type { Session, Target, TargetDescription, World } from '../port.ts';
import { TargetError } from '../target-error.ts';
import { NAMES } from '../../calls/index.ts';
import { foundIsolation, tried } from './apart.ts';
import { othersUse } from './belongings.ts';
import { cleanUp } from './cleanup.ts';
import { contextOf, type Context } from './context.ts';
import { describeIsolation, identities, type Identity, type Isolation } from './isolation.ts';
import { lineTo, type Line } from './line.ts';
import { perform } from './perform.ts';
import { Presence } from './presence.ts';
import { Recycler } from './recycler.ts';
import type { AccessKey } from './restricted-caller.ts';
import { loadSdk, type Sdk } from './sdk.ts';
import { PausableClock, realClock, type Clock } from './clock.ts';
import { EndpointSession, type Perform } from './session.ts';
import type { Handler } from './transport.ts';
import { checkAliases, endpointUrl, guardedLookup } from './url.ts';

export interface EndpointOptions {
  readonly url: string;
  /** Hosts beside this machine that may be asked. */
  readonly allowHosts?: readonly string[];
  readonly profile: ServiceProfile;
  readonly name?: string;
  readonly version?: string;
  /** Where to report what the suite finds. */
  readonly issues?: string;
  /** Region names, at least two: us-east-1 and eu-west-1 unless given. */
  readonly regions?: readonly string[];
  /** Bound for a change to show, in milliseconds: 10,000 unless given, 0 for a target that answers at once. */
  readonly settleMs?: number;
  /** How the server keeps worlds apart: found by trying, before the first session, unless given; held to it where it is. */
  readonly isolation?: Isolation;
  /**
   * Uses accounts again: each is cleaned when its session closes, and looked through before anyone gets it. For a server
   * on which a new account is dear; of no effect without isolation.
   */
  readonly recycles?: boolean;
  /** Milliseconds for one call: 10,000 unless given. */
  readonly timeoutMs?: number;
  /**
   * Speaks HTTP for every world, instead of Node's own client: for a server that lives in this process. The URL then only
   * names it, and accounts are counted from 100000000000, since nobody else is there.
   */
  readonly handler?: Handler;
  /** The clock that worlds go by, in virtual time: waiting on it costs nothing. Real time unless given. */
  readonly clock?: Clock;
  /** How the operations of a world are performed, where it is not by the suite's own calls alone. */
  readonly performing?: Performing;
  /** Runs when the target closes: ends an emulator that was started for it. */
  readonly onClose?: () => Promise<void>;
}

/** Where the operations of one world are performed. */
export interface Place {
  readonly url: URL;
  readonly clock: Clock;
  /** Does something while the session's clock stands still: code under test may take its time, and repeat what it does. */
  readonly leftOut: <T>(work: () => Promise<T>) => Promise<T>;
  readonly line: Line;
  readonly regions: readonly string[];
  readonly sdk: Sdk;
  /**
   * The key of the user with restricted permissions, who is made when first asked for.
   * @throws NotAnswered when the user cannot be made
   */
  readonly restrictedKey: () => Promise<AccessKey>;
}

/** Tells, for one world, how its operations are performed. */
export type Performing = (place: Place) => Perform;

/** Shared by the sessions of one target. */
const SOCKETS = { keepAlive: true, maxSockets: 50, lookup: guardedLookup };

/**
 * A target behind a URL, spoken to through the AWS SDK without its retries. No call leaves for anything but the URL, and
 * nothing is taken from the environment or from AWS's configuration files.
 * @throws TargetError when the options are wrong
 */
export function endpointTarget(options: EndpointOptions): Target {
  return new EndpointTarget(options);
}

/** Account ids of a server that only this target uses. */
function counted(): () => Identity {
  let account = 99_999_999_999;
  return () => {
    account += 1;
    return { account: String(account), accessKeyId: String(account), headers: {} };
  };
}

class EndpointTarget implements Target {
  readonly #options: EndpointOptions;
  readonly #url: URL;
  readonly #regions: readonly string[];
  readonly #settleMs: number;
  readonly #recycler: Recycler | undefined;
  readonly #clock: Clock;
  readonly #agents = { httpAgent: new HttpAgent(SOCKETS), httpsAgent: new HttpsAgent(SOCKETS) };
  readonly #presence = new Presence();
  #handler: Handler | undefined;
  #isolation: Isolation;
  #newIdentity: () => Identity;
  /** Why the service's role is not the suite's to change, where the server has one account for all. */
  #notOurs: string | undefined;
  #meeting: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#url = endpointUrl(options.url, options.allowHosts);
    this.#regions = options.regions ?? ['us-east-1', 'eu-west-1'];
    if (this.#regions.length < 2)
      throw new TargetError(
        'too-few-regions',
        `A target needs two regions, and ${this.#regions.length === 0 ? 'none was' : `only ${this.#regions.join()} was`} given.`,
        'Name at least two.',
      );
    this.#settleMs = options.settleMs ?? 10_000;
    this.#isolation = options.isolation ?? 'access-key';
    this.#handler = options.handler;
    this.#clock = options.clock ?? realClock;
    this.#newIdentity =
      options.handler !== undefined && this.#isolation === 'access-key' ? counted() : identities(this.#isolation);
    this.#recycler = options.recycles === true && this.#isolation !== 'none' ? new Recycler() : undefined;
  }

  describe(): TargetDescription {
    const { name = 'endpoint', version, issues, clock, performing } = this.#options;
    const isAlone = this.#isolation === 'none';
    return {
      name,
      ...(version === undefined ? {} : { version }),
      endpoint: this.#url.href,
      ...(issues === undefined ? {} : { issues }),
      isolation: describeIsolation(this.#isolation, this.#recycler !== undefined),
      ...(isAlone ? { leftovers: true } : {}),
      // Worlds with one clock, or with code under test that may remember things, have something in common.
      ...(isAlone || clock !== undefined || performing !== undefined ? {} : { sideBySide: true }),
      consistency: { settleMs: this.#settleMs, virtualTime: clock !== undefined },
      regions: this.#regions,
    };
  }

  async open({ pristine }: World): Promise<Session> {
    const sdk = await loadSdk();
    await (this.#meeting ??= this.#meet(sdk));
    const used = pristine === true ? undefined : this.#recycler?.take();
    const line = used ?? this.#lineTo(this.#newIdentity(), sdk);
    const callsBefore = used?.transport.calls ?? 0;
    let restricted: AccessKey | undefined;
    const context = contextOf({
      profile: this.#options.profile,
      regions: this.#regions,
      shared: this.#isolation === 'none',
      ...(this.#notOurs === undefined ? {} : { notOurs: this.#notOurs }),
      calls: line.calls,
      account: line.account,
      signedBy: (key) => {
        restricted = key;
        return line.signedBy(key);
      },
    });
    const clock = new PausableClock(this.#clock);
    const place: Place = {
      url: this.#url,
      clock: this.#clock,
      leftOut: (work) => clock.pausing(work),
      line,
      regions: this.#regions,
      sdk,
      restrictedKey: async () => {
        await context.restricted.calls();
        return restricted as AccessKey;
      },
    };
    return new EndpointSession({
      context,
      line,
      clock,
      perform: this.#options.performing?.(place) ?? perform,
      callsBefore,
      leave: () => this.#leave(line, context),
    });
  }

  about(profile: ServiceProfile): Target {
    const { onClose: _, ...options } = this.#options;
    return new EndpointTarget({
      ...options,
      ...(this.#meeting === undefined ? {} : { isolation: this.#isolation }),
      profile,
    });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Before the first world: whether anyone is there, how worlds are kept apart, and, where they are not, what is others'. */
  async #meet(sdk: Sdk): Promise<void> {
    const { handler, isolation, profile } = this.#options;
    if (handler !== undefined) return;
    await checkAliases(this.#url);
    if (isolation === 'none') {
      const { calls } = this.#lineTo(this.#newIdentity(), sdk);
      await tried(calls.iam('GetRole', { RoleName: NAMES.ordinaryRole }), this.#url);
    } else
      this.#isolation = await foundIsolation(isolation, {
        url: this.#url,
        settleMs: this.#settleMs,
        callsOf: (identity) => this.#lineTo(identity, sdk).calls,
        wait: (ms) => this.#clock.wait(ms),
      });
    if (isolation === undefined) this.#newIdentity = identities(this.#isolation);
    if (this.#isolation !== 'none') return;
    const { calls } = this.#lineTo(this.#newIdentity(), sdk);
    this.#notOurs = await othersUse(calls, profile, this.#regions);
  }

  #lineTo(identity: Identity, sdk: Sdk): Line {
    this.#handler ??= new sdk.NodeHttpHandler(this.#agents);
    const settings = {
      url: this.#url,
      regions: this.#regions,
      timeoutMs: this.#options.timeoutMs ?? 10_000,
      handler: this.#handler,
      presence: this.#presence,
      profile: this.#options.profile,
    };
    return lineTo(identity, settings, sdk);
  }

  /** What becomes of a world when its session closes: an account of its own is left as it is, or made ready for another. */
  async #leave(line: Line, context: Context): Promise<void> {
    const settleMs = this.#settleMs;
    if (context.shared) await cleanUp({ context, settleMs, goOn: () => true });
    else await this.#recycler?.takeBack(line, context, settleMs);
  }

  async #close(): Promise<void> {
    const breakOff = (): void => {
      this.#agents.httpAgent.destroy();
      this.#agents.httpsAgent.destroy();
    };
    await this.#recycler?.stop(breakOff);
    breakOff();
    await this.#options.onClose?.();
  }
}
