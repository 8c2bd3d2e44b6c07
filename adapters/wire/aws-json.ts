import { actionModel, modelOf, NO_MEMBERS, type ApiService } from '../../services/index.ts';
import { ApiError, UnknownAction, type ApiCall, type Members } from '../cloud/index.ts';
import { quoted, splitTarget, type WireRequest, type WireResponse } from './exchange.ts';
import { jsonBody } from './json-body.ts';
import { jsonOf } from './json-members.ts';
import type { Protocol } from './protocol.ts';
import { newRequestId } from './request-id.ts';
import type { Scope } from './scope.ts';

const json = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': newRequestId() },
  body,
});

/** The JSON protocol 1.1: the action in a header, its members in a JSON body. */
export function awsJson(service: ApiService): Protocol {
  const { target } = modelOf(service);
  const unknown = (asked: string): ApiError =>
    new ApiError('UnknownOperationException', 400, `${service} has no operation ${quoted(asked)}`);

  function decode(request: WireRequest, { region, accessKeyId }: Scope): ApiCall {
    const asked = request.headers['x-amz-target'] ?? '';
    const action = asked.slice(target.length + 1);
    const isHere = request.method === 'POST' && splitTarget(request.target).path === '/';
    if (!isHere || asked !== `${target}.${action}`) throw unknown(asked);
    const input = jsonBody(actionModel(service, action)?.input ?? NO_MEMBERS, request);
    return { service, action, input, region, accessKeyId };
  }

  return {
    service,
    decode,
    answer: ({ action }, output: Members) =>
      json(200, jsonOf(actionModel(service, action)?.output ?? NO_MEMBERS, output)),
    refuse(refusal, action = '') {
      const { code, http, message } = refusal instanceof UnknownAction ? unknown(action) : refusal;
      return json(http, JSON.stringify({ __type: code, message }));
    },
  };
}
