import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, type Api } from '../cloud/index.ts';
import type { WireAnswer, WireRequest } from './exchange.ts';
import type { FaultPlan } from './faults.ts';
import { answerTo, readRequest, type OnFault } from './handler.ts';

export interface FaultyOptions {
  readonly plan: FaultPlan;
  readonly onFault?: OnFault;
  /** Lets the latency pass; default in real time. */
  readonly wait?: (ms: number) => Promise<void>;
}

const realWait = (ms: number): Promise<void> => sleep(ms);

/** `wireHandler` with the faults of a plan laid on its calls. Requests that are no calls are refused as ever. */
export function faultyHandler(
  api: Api,
  { plan, onFault, wait = realWait }: FaultyOptions,
): (request: WireRequest) => Promise<WireAnswer> {
  const answer = (request: WireRequest): WireAnswer => {
    const asked = readRequest(request, onFault);
    if (!('call' in asked)) return asked;
    const { call, protocol } = asked;
    const disturbance = plan.next(call);
    if (disturbance === undefined) return answerTo(api, asked, onFault);
    const { takesEffect, outcome } = disturbance;
    if (takesEffect) answerTo(api, asked, onFault);
    if (outcome === 'lost') return 'lost';
    return protocol.refuse(new ApiError(outcome.code, outcome.http, outcome.message), call.action);
  };
  return async (request) => {
    const answered = answer(request);
    if (plan.latencyMs > 0) await wait(plan.latencyMs);
    return answered;
  };
}
