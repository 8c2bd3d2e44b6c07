import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, type Api } from '../cloud/index.ts';
import type { WireAnswer, WireRequest } from './exchange.ts';
import { answeredOf, watched, type OnAnswer } from './answered.ts';
import type { Disturbance, FaultPlan } from './faults.ts';
import { answerTo, readRequest, type Asked, type OnFault } from './handler.ts';

export interface FaultyOptions {
  readonly plan: FaultPlan;
  readonly onFault?: OnFault;
  readonly onAnswer?: OnAnswer;
  /** Lets the latency pass; default in real time. */
  readonly wait?: (ms: number) => Promise<void>;
}

const realWait = (ms: number): Promise<void> => sleep(ms);

/** `wireHandler` with the faults of a plan laid on its calls. Requests that are no calls are refused as ever. */
export function faultyHandler(
  api: Api,
  { plan, onFault, onAnswer, wait = realWait }: FaultyOptions,
): (request: WireRequest) => Promise<WireAnswer> {
  const watching = watched(api);
  const disturbed = (asked: Asked, { takesEffect, outcome }: Disturbance): WireAnswer => {
    if (takesEffect) answerTo(watching, asked, onFault);
    if (outcome === 'lost') return 'lost';
    return asked.protocol.refuse(new ApiError(outcome.code, outcome.http, outcome.message), asked.call.action);
  };
  const answer = (request: WireRequest): WireAnswer => {
    const asked = readRequest(request, onFault);
    if (!('call' in asked)) {
      onAnswer?.(answeredOf(undefined, asked, { code: undefined, fault: undefined }));
      return asked;
    }
    const disturbance = plan.next(asked.call);
    const answered = disturbance === undefined ? answerTo(watching, asked, onFault) : disturbed(asked, disturbance);
    const outcome = disturbance?.outcome;
    const fault = outcome === undefined || outcome === 'lost' ? outcome : outcome.code;
    onAnswer?.(answeredOf(asked, answered, { code: fault === undefined ? watching.refused : fault, fault }));
    return answered;
  };
  return async (request) => {
    const answered = answer(request);
    if (plan.latencyMs > 0) await wait(plan.latencyMs);
    return answered;
  };
}
