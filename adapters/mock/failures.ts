import { knownErrors, modelOf, type ApiService } from '../../services/index.ts';
import { ApiError } from '../cloud/index.ts';
import { FaultPlan, FaultsError, type Faults, type ScriptedFault, type Trouble } from '../wire/index.ts';

/** How often, of which service, with which status and message; and whether the call takes effect before it fails. */
export type FailureOptions = Omit<ScriptedFault, 'action' | 'code'>;

/** What comes instead of an answer. */
export interface Failure {
  readonly error: Error;
  readonly afterEffect: boolean;
}

/** A class of errors. */
export type ErrorClass = new (...parameters: never[]) => Error;

/** What a call may fail with. */
export type FailureLike = string | Error | ErrorClass;

/** Whether this is a class of the SDK's exceptions, whose instances only a response can make whole. */
const isOfSdk = (error: Error | ErrorClass): error is ErrorClass => {
  for (let one: unknown = error; typeof one === 'function'; one = Object.getPrototypeOf(one))
    if (one.name === 'ServiceException') return true;
  return false;
};

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
   * Makes the next call of an action fail: with an error code, with `lost` for an answer that never comes, with an error, or
   * with one of a class. A class of the SDK stands for its code, so that the client makes the instance.
   * @throws FaultsError for an action, an error or options that make no sense
   */
  failNext(action: string, error: FailureLike, options: FailureOptions): void {
    if (typeof error === 'string' || isOfSdk(error)) {
      this.#plan.failNext({ ...options, action, code: typeof error === 'string' ? error : error.name });
      return;
    }
    const made: unknown =
      typeof error === 'function' ? new (error as new (message: string) => unknown)(options.message ?? '') : error;
    if (!(made instanceof Error))
      throw new FaultsError(
        `failNext(${JSON.stringify(action)}): ${String(error).slice(0, 60)} is no error. Give a code, an error or a class of errors.`,
      );
    const code = `error.${this.#own.size}`;
    this.#own.set(code, made);
    this.#plan.failNext({ ...options, action, code });
  }

  /** What was planned for calls that nobody made: `GetRole (NoSuchEntity)`. */
  get unmet(): readonly string[] {
    return this.#plan.unmet.map(({ action, code }) => `${action} (${this.#own.get(code)?.name ?? code})`);
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
