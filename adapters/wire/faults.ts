import { knownErrors } from '../../services/index.ts';
import type { ApiCall } from '../cloud/index.ts';
import { seededRandom, type Random } from '../reference/index.ts';
import { checkFaults, checkScripted, type Faults, type ScriptedFault } from './fault-checks.ts';
import { troublesOf, type Trouble } from './troubles.ts';

/** What becomes of one call. */
export interface Disturbance {
  readonly takesEffect: boolean;
  readonly outcome: Trouble | 'lost';
}

/** The members of a call that faults go by. */
export type Disturbed = Pick<ApiCall, 'service' | 'action'>;

const statusOf = ({ service, action }: Disturbed, code: string): number =>
  knownErrors(service, action).get(code)?.[0] ?? (/^(ServiceFailure|Internal)/.test(code) ? 500 : 400);

/**
 * Decides for each call whether it is disturbed: first by what was scripted for its action, in order, then by the rates.
 * Asked once per call, before the call is made; the same seed and calls give the same decisions.
 */
export class FaultPlan {
  #faults: Faults = {};
  #random: Random = seededRandom(1);
  #scripted: (ScriptedFault & { left: number })[] = [];

  /** @throws FaultsError for a rate outside 0..1 and the like */
  constructor(faults: Faults = {}) {
    this.set(faults);
  }

  /** Other rates from now on; what was scripted stays. A seed starts the draws anew. */
  set(faults: Faults): void {
    checkFaults(faults);
    this.#faults = faults;
    if (faults.seed !== undefined) this.#random = seededRandom(faults.seed);
  }

  /** Other rates from now on, and scripted faults behind those that are left. @throws FaultsError, and then nothing changed */
  replace(faults: Faults, scripted: readonly ScriptedFault[]): void {
    for (const fault of scripted) checkScripted(fault);
    this.set(faults);
    for (const fault of scripted) this.failNext(fault);
  }

  /** Scripts a fault for the next calls of an action. @throws FaultsError */
  failNext(fault: ScriptedFault): void {
    checkScripted(fault);
    this.#scripted.push({ ...fault, left: fault.times ?? 1 });
  }

  /** No faults any more, neither by rate nor scripted. */
  clear(): void {
    this.#faults = {};
    this.#scripted = [];
  }

  /** Scripted faults that have not hit as many calls as they were to hit. */
  get unmet(): readonly ScriptedFault[] {
    return this.#scripted;
  }

  get faults(): Faults {
    return this.#faults;
  }

  /** Milliseconds to hold each answer back. */
  get latencyMs(): number {
    return this.#faults.latencyMs ?? 0;
  }

  /** What becomes of the next call; undefined when it goes through undisturbed. */
  next(call: Disturbed): Disturbance | undefined {
    const scripted = this.#nextScripted(call);
    if (scripted !== undefined) return scripted;
    const { throttle = 0, fail = 0, lose = 0 } = this.#faults;
    if (throttle + fail + lose === 0) return undefined;
    // Always as many draws, so that one rate does not shift the others' decisions.
    const [a, b, half, c] = [this.#random.next(), this.#random.next(), this.#random.next(), this.#random.next()];
    if (a < throttle) return { takesEffect: false, outcome: troublesOf(call.service).throttle };
    if (b < fail) return { takesEffect: half < 0.5, outcome: troublesOf(call.service).fault };
    return c < lose ? { takesEffect: true, outcome: 'lost' } : undefined;
  }

  #nextScripted(call: Disturbed): Disturbance | undefined {
    const { service, action } = call;
    const fault = this.#scripted.find(
      (each) => each.action === action && (each.service === undefined || each.service === service),
    );
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left === 0) this.#scripted = this.#scripted.filter((each) => each !== fault);
    const { code, afterEffect = false } = fault;
    if (code === 'lost') return { takesEffect: true, outcome: 'lost' };
    const http = fault.http ?? statusOf(call, code);
    return { takesEffect: afterEffect, outcome: { code, http, message: fault.message ?? `${code} (injected)` } };
  }
}
