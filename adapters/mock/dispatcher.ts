import type { ApiService } from '../../services/index.ts';
import { ApiError, UnknownAction, type Api, type ApiCall, type Members } from '../cloud/api-call.ts';
import { awsQuery } from '../wire/aws-query.ts';
import type { WireResponse } from '../wire/index.ts';
import type { Protocol } from '../wire/protocol.ts';
import { restJson } from '../wire/rest-json.ts';
import { statusOf } from '../wire/routes.ts';
import type { Caller, Callers } from './caller.ts';
import type { Failures } from './failures.ts';
import { inputOf, queryAnswerOf, queryInputOf, restAnswerOf } from './members.ts';
import { plainOperation } from './plain.ts';
import { actionOf, answerOf, exceptionOf, requestOf, type SdkClient, type SdkCommand } from './sdk.ts';

interface SendOptions {
  readonly abortSignal?: { readonly aborted?: boolean };
}

type Callback = (error: unknown, answer?: unknown) => void;

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  iam: awsQuery('iam'),
  sts: awsQuery('sts'),
  mediapackage: restJson('mediapackage'),
  'mediapackage-vod': restJson('mediapackage-vod'),
};

type Rest = 'mediapackage' | 'mediapackage-vod';
const isRest = (service: ApiService): service is Rest => service === 'mediapackage' || service === 'mediapackage-vod';

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
    try {
      const caller = this.#callers.of(client);
      if (isRest(service)) return await this.#byRest(service, client, command, { caller, requestId });
      const input = queryInputOf(command.input);
      const scope = caller instanceof Promise ? await caller : caller;
      const answer = queryAnswerOf(this.#perform({ service, action: actionOf(command), input, ...scope }));
      answer['$metadata'] = done(200, requestId);
      return answer;
    } catch (error) {
      if (error instanceof UnknownAction) throw notPlayed(command, service);
      if (!(error instanceof ApiError)) throw error;
      throw await exceptionOf(
        client,
        command,
        withId(requestId, (PROTOCOLS[service] as Protocol).refuse(error, actionOf(command))),
      );
    }
  }

  /**
   * By the client's own writing and reading, with the codec between them, so that it refuses to send what it would refuse
   * and shows what it would show; without them, since they are slow, where all of it would come out as it went in.
   * The query protocols have nothing to refuse and go without.
   */
  async #byRest(service: Rest, client: SdkClient, command: SdkCommand, sent: Sent): Promise<unknown> {
    const plain = plainOperation(command);
    const input = inputOf(command.input);
    const request = plain.input(input) ? undefined : await requestOf(client, command, input);
    const scope = sent.caller instanceof Promise ? await sent.caller : sent.caller;
    const call: ApiCall =
      request === undefined
        ? { service, action: actionOf(command), input, ...scope }
        : (PROTOCOLS[service] as Protocol).decode(request, { ...scope, service });
    const output = this.#perform(call);
    const shown = restAnswerOf(output);
    if (plain.output(shown)) return { ...shown, $metadata: done(statusOf(service, call.action), sent.requestId) };
    return await answerOf(
      client,
      command,
      withId(sent.requestId, (PROTOCOLS[service] as Protocol).answer(call, output)),
    );
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

/** One sending of a command. */
interface Sent {
  readonly caller: Caller | Promise<Caller>;
  readonly requestId: string;
}

/** A response under an id that is the same on every run. */
const withId = (requestId: string, { status, headers, body }: WireResponse): WireResponse => ({
  status,
  headers: { ...headers, 'x-amzn-requestid': requestId },
  body,
});

/** The metadata of an answer that came at the first attempt. */
const done = (httpStatusCode: number, requestId: string): object => ({
  httpStatusCode,
  requestId,
  extendedRequestId: undefined,
  cfId: undefined,
  attempts: 1,
  totalRetryDelay: 0,
});

const aborted = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });

const notPlayed = (command: SdkCommand, service: ApiService): Error =>
  new Error(
    `The reference does not play ${command.constructor.name} of ${service}. Answer it in the test: stub.on(${command.constructor.name}).resolves({ ... }).`,
  );
