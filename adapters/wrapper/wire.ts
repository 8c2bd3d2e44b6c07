import { isRead, type Indeterminate, type Operation, type Unsupported } from '../../model/index.ts';
import { ApiError, type ApiCall } from '../cloud/index.ts';
import { iam, type Members } from '../../calls/index.ts';
import {
  newAttempt,
  type Attempt,
  clientsAt,
  type Sdk,
  type AccessKey,
  translate,
  Transport,
} from '../endpoint/index.ts';
import { FaultPlan, inProcessHandler, type Faults, type WireAnswer, readRequest } from '../wire/index.ts';

type Request = Parameters<Transport['handle']>[0] & Parameters<ReturnType<typeof inProcessHandler>['handle']>[0];
type Response = Awaited<ReturnType<Transport['handle']>>;

export interface WrapperWireParts {
  /** The clean way to the server. */
  readonly transport: Transport;
  readonly faults: Faults;
  readonly sdk: Sdk;
  readonly url: URL;
  readonly key: AccessKey;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** An answer that is never used: another one takes its place. */
const PASSED_ON: WireAnswer = { status: 200, headers: {}, body: '' };

/**
 * The request handler of a wrapper's own SDK clients. It lays faults on their calls, and remembers what was answered while
 * one operation lasts, the answers that were lost included.
 *
 * Which faults an operation meets depends on the seed, the operation, how often it was asked for in this world and which one
 * went before it, and on nothing else, so that a program that shows something shows it again in another world, and still
 * does when what does not matter is left out.
 */
export class WrapperWire {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #parts: WrapperWireParts;
  readonly #plan = new FaultPlan();
  readonly #asked = new Map<string, number>();
  /** The operation before, of those that are more than reads. */
  #changed = '';
  #answers = new Map<string, Response>();
  #last: { readonly service: ApiCall['service']; readonly attempt: Attempt } | undefined;

  /** @throws FaultsError for a rate outside 0..1 and the like */
  constructor(parts: WrapperWireParts) {
    this.#parts = parts;
    this.#plan.set(parts.faults);
  }

  /** An operation begins: earlier answers are forgotten. `told` is the operation as it is asked of the wrapper. */
  begin(operation: Operation, told: object): void {
    const text = JSON.stringify(told);
    const times = (this.#asked.get(text) ?? 0) + 1;
    this.#asked.set(text, times);
    this.#answers = new Map();
    this.#last = undefined;
    const { faults } = this.#parts;
    this.#plan.set({ ...faults, seed: hash(`${faults.seed ?? 1} ${this.#changed} ${times} ${text}`) });
    if (!isRead(operation)) this.#changed = text;
  }

  async handle(request: Request): Promise<Response> {
    const attempt = newAttempt();
    let answer: Response | undefined;
    const { response } = await inProcessHandler(async (wire) => {
      const asked = readRequest(wire);
      const call = 'call' in asked ? asked.call : undefined;
      const disturbance = call === undefined ? undefined : this.#plan.next(call);
      if (disturbance === undefined || disturbance.takesEffect) {
        if (call !== undefined) this.#last = { service: call.service, attempt };
        answer = await this.#parts.transport.handle(request, { attempt });
        if (call !== undefined && answer.response.statusCode < 300) this.#answers.set(call.action, answer);
      }
      if (disturbance === undefined || !('call' in asked)) return PASSED_ON;
      answer = undefined;
      const { outcome } = disturbance;
      if (outcome === 'lost') return outcome;
      return asked.protocol.refuse(new ApiError(outcome.code, outcome.http, outcome.message), asked.call.action);
    }).handle(request);
    return answer ?? { response };
  }

  /** What the server said last, where that was no answer to the operation, good or bad: it lacks it, or nobody can tell. */
  noAnswer(): Unsupported | Indeterminate | undefined {
    if (this.#last === undefined) return undefined;
    const { service, attempt } = this.#last;
    if (attempt.status === undefined || attempt.status < 300) return undefined;
    const outcome = translate(service, attempt);
    return outcome.kind === 'unsupported' || outcome.kind === 'indeterminate' ? outcome : undefined;
  }

  /**
   * The answer that an action of IAM got last during this operation, as the SDK reads it, whether or not the wrapper came to
   * see it; undefined when there was none.
   */
  async answerTo(action: string): Promise<Members | undefined> {
    const answer = this.#answers.get(action);
    if (answer === undefined) return undefined;
    const { key, sdk, url } = this.#parts;
    const body = [answer.response.body];
    const handler = { handle: () => Promise.resolve({ response: { ...answer.response, body } }) };
    const transport = new Transport({ handler, headers: {}, timeoutMs: 10_000 });
    return clientsAt(sdk, { url, key, transport }).call(iam(action, {}));
  }

  destroy(): void {}
}
