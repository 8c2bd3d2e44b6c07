import { knownErrors, modelOf, type ApiService } from '../../services/index.ts';
import { ApiError } from '../cloud/index.ts';
import { FaultPlan, type Faults, type ScriptedFault, type Trouble } from '../wire/index.ts';

/** How often, of which service, with which status and message; and whether the call takes effect before it fails. */
export type FailureOptions = Omit<ScriptedFault, 'action' | 'code'>;

/** What comes instead of an answer. */
export interface Failure {
  readonly error: Error;
  readonly afterEffect: boolean;
}

// As Node's own error of a connection that ended before its answer.
const lost = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/**
 * The refusal with an error code, which may be spelt as the SDK calls its exceptions: IAM's `NoSuchEntityException` is
 * `NoSuchEntity` on the wire.
 */
function refusalOf({ service, action }: Call, trouble: Trouble): ApiError {
  const { errors } = modelOf(service);
  const [code] = [...errors].find(([, { shape }]) => shape === trouble.code) ?? [trouble.code];
  const http = knownErrors(service, action).get(code)?.[0] ?? errors.get(code)?.status ?? trouble.http;
  return new ApiError(code, http, trouble.message);
}

interface Call {
  readonly service: ApiService;
  readonly action: string;
}

/** The failures that a test has asked for, for the next calls of an action or at a rate. */
export class Failures {
  readonly #rates: Faults;
  readonly #own = new Map<string, Error>();
  #plan: FaultPlan;

  /** @throws FaultsError for a rate outside 0..1 and the like */
  constructor(rates: Faults = {}) {
    this.#rates = rates;
    this.#plan = new FaultPlan(rates);
  }

  /**
   * Makes the next call of an action fail: with an error code, with `lost` for an answer that never comes, or with an error.
   * @throws FaultsError for options that make no sense
   */
  failNext(action: string, error: string | Error, options: FailureOptions): void {
    if (typeof error === 'string') {
      this.#plan.failNext({ ...options, action, code: error });
      return;
    }
    const code = `error.${this.#own.size}`;
    this.#own.set(code, error);
    this.#plan.failNext({ ...options, action, code });
  }

  /** What comes of the next call instead of an answer, if anything does. */
  next(call: Call): Failure | undefined {
    const disturbance = this.#plan.next(call);
    if (disturbance === undefined) return undefined;
    const { outcome, takesEffect } = disturbance;
    const error = outcome === 'lost' ? lost() : (this.#own.get(outcome.code) ?? refusalOf(call, outcome));
    return { error, afterEffect: takesEffect };
  }

  /** Forgets what was asked for by `failNext`; the rates are drawn anew. */
  reset(): void {
    this.#own.clear();
    this.#plan = new FaultPlan(this.#rates);
  }
}
