import { actionModel, type ApiService } from '../../services/index.ts';
import { ApiError, UnknownAction, type Api, type ApiCall, type Members } from '../cloud/index.ts';
import { type WireResponse, protocolOf } from '../wire/index.ts';
import type { Callers } from './caller.ts';
import type { Failures } from './failures.ts';
import { actionOf, answerOf, exceptionOf, requestOf, type SdkClient, type SdkCommand } from './sdk.ts';

interface SendOptions {
  readonly abortSignal?: { readonly aborted?: boolean };
}

type Callback = (error: unknown, answer?: unknown) => void;

/** Stands in for `send` of the clients of one service: answers each command from an API. */
export class Dispatcher {
  readonly #service: ApiService;
  readonly #api: Api;
  readonly #callers: Callers;
  readonly #failures: Failures;
  #requests = 0;

  constructor(service: ApiService, api: Api, callers: Callers, failures: Failures) {
    this.#service = service;
    this.#api = api;
    this.#callers = callers;
    this.#failures = failures;
  }

  /** As `send` of a client: gives a promise, or calls back where it is given a callback. */
  send(
    client: SdkClient,
    command: SdkCommand,
    optionsOrCallback?: SendOptions | Callback,
    callback?: Callback,
  ): Promise<unknown> | undefined {
    const options = typeof optionsOrCallback === 'function' ? undefined : optionsOrCallback;
    const back = typeof optionsOrCallback === 'function' ? optionsOrCallback : callback;
    const answer = this.#answer(client, command, options);
    if (back === undefined) return answer;
    answer.then(
      (value) => back(null, value),
      (error: unknown) => back(error),
    );
    return undefined;
  }

  async #answer(client: SdkClient, command: SdkCommand, options: SendOptions | undefined): Promise<unknown> {
    if (options?.abortSignal?.aborted === true) throw aborted();
    this.#requests += 1;
    const requestId = `00000000-0000-4000-8000-${String(this.#requests).padStart(12, '0')}`;
    const service = this.#service;
    const protocol = protocolOf(service);
    const action = actionOf(command);
    try {
      // The client's own writing and reading, so that it refuses to send what it would refuse and shows what it would show.
      const request = await requestOf(client, command);
      const scope = { ...(await this.#callers.of(client)), service };
      if (actionModel(service, action) === undefined) throw new UnknownAction(action);
      const call = protocol.decode(request, scope);
      return await answerOf(client, command, withId(requestId, protocol.answer(call, this.#perform(call))));
    } catch (error) {
      if (error instanceof UnknownAction) throw notPlayed(command, service);
      if (!(error instanceof ApiError)) throw error;
      throw await exceptionOf(client, command, withId(requestId, protocol.refuse(error, action)));
    }
  }

  #perform(call: ApiCall): Members {
    const failure = this.#failures.next(call);
    if (failure === undefined) return this.#api.call(call);
    if (failure.afterEffect) {
      try {
        this.#api.call(call);
      } catch (error) {
        // A refusal is lost like any other answer; what is no answer of AWS is not.
        if (error instanceof UnknownAction || !(error instanceof ApiError)) throw error;
      }
    }
    throw failure.error;
  }
}

/** A response under an id that is the same on every run. */
const withId = (requestId: string, { status, headers, body }: WireResponse): WireResponse => ({
  status,
  headers: { ...headers, 'x-amzn-requestid': requestId },
  body,
});

const aborted = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });

const notPlayed = (command: SdkCommand, service: ApiService): Error =>
  new Error(
    `The reference does not play ${command.constructor.name} of ${service}. Answer it in the test: stub.on(${command.constructor.name}).resolves({ ... }).`,
  );
