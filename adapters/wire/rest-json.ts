import { actionModel, modelOf, NO_MEMBERS, type ApiService, type Structure } from '../../services/index.ts';
import { ApiError, UnknownAction, type ApiCall, type Members } from '../cloud/index.ts';
import { quoted, splitTarget, type WireRequest, type WireResponse } from './exchange.ts';
import { readForm } from './form.ts';
import { jsonBody, unreadable } from './json-body.ts';
import { jsonOf } from './json-members.ts';
import type { Protocol } from './protocol.ts';
import { newRequestId } from './request-id.ts';
import { findRoute, routesOf } from './routes.ts';
import type { Scope } from './scope.ts';

const json = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': newRequestId() },
  body,
});

/** The members that travel in the query string; what the action does not know is passed over. */
function queryOf({ members }: Structure, query: string): Members {
  const pairs = readForm(query);
  if (pairs === undefined) throw unreadable('The query string is not percent-encoded UTF-8');
  const read: Record<string, unknown> = {};
  for (const [member, { name, shape, in: place }] of members) {
    const values = place === 'querystring' ? pairs.filter(([one]) => one === name).map(([, value]) => value) : [];
    const [value] = values;
    if (value === undefined) continue;
    if (shape.type !== 'list' && values.length > 1)
      throw unreadable(`The query parameter ${name} is given more than once`);
    if (shape.type === 'integer' && !/^-?\d{1,9}$/.test(value))
      throw unreadable(`The query parameter ${name} is not an integer: ${quoted(value)}`);
    read[member] = shape.type === 'list' ? values : shape.type === 'integer' ? Number(value) : value;
  }
  return read;
}

function labelOf(name: string, raw: string): string {
  try {
    return raw.includes('%') ? decodeURIComponent(raw) : raw;
  } catch {
    throw unreadable(`The path label ${name} is not percent-encoded UTF-8: ${quoted(raw)}`);
  }
}

/** The REST-JSON protocol: members in path, query string and JSON body. */
export function restJson(service: ApiService): Protocol {
  const routes = routesOf(modelOf(service));

  function decode(request: WireRequest, { region, accessKeyId }: Scope): ApiCall {
    const { path, query } = splitTarget(request.target);
    const found = findRoute(routes, request.method, path);
    if (found === undefined)
      throw new ApiError(
        'UnknownOperationException',
        404,
        `No operation of ${service} at ${quoted(request.method)} ${quoted(path)}`,
      );
    const { action, labels } = found;
    const shape = action.input;
    const hasBody = [...shape.members.values()].some((member) => member.in === undefined);
    const input: Record<string, unknown> = { ...queryOf(shape, query), ...(hasBody ? jsonBody(shape, request) : {}) };
    for (const [member, { name }] of shape.members) {
      const raw = labels.get(name);
      if (raw !== undefined) input[member] = labelOf(name, raw);
    }
    return { service, action: action.name, input, region, accessKeyId };
  }

  function answer({ action }: ApiCall, members: Members): WireResponse {
    const { status = 200, output = NO_MEMBERS } = actionModel(service, action) ?? {};
    if (status === 204) return { status, headers: { 'x-amzn-requestid': newRequestId() }, body: '' };
    return json(status, jsonOf(output, members));
  }

  function refuse(refusal: ApiError): WireResponse {
    const unknown = refusal instanceof UnknownAction;
    const [code, status] = unknown ? ['UnknownOperationException', 404] : [refusal.code, refusal.http];
    const { headers, body } = json(status, JSON.stringify({ message: refusal.message }));
    return { status, headers: { ...headers, 'x-amzn-errortype': code }, body };
  }

  return { service, decode, answer, refuse };
}
