import { ApiError, UnknownAction, type ApiCall, type Members } from '../cloud/api-call.ts';
import { quoted, splitTarget, textOf, type WireRequest, type WireResponse } from './exchange.ts';
import { readForm } from './form.ts';
import { DEEPEST, fromJson, jsonOf, TooDeep } from './json-members.ts';
import type { Protocol } from './protocol.ts';
import { newRequestId } from './request-id.ts';
import { findRoute, mediapackageRoutes, statusOf, vodRoutes } from './routes.ts';
import type { Scope } from './scope.ts';

const SERVICES = { mediapackage: mediapackageRoutes, 'mediapackage-vod': vodRoutes } as const;

/** The members that travel in the query string, by their names there (API models). */
const IN_QUERY: ReadonlyMap<string, { readonly member: string; readonly type: 'number' | 'text' | 'texts' }> = new Map([
  ['maxResults', { member: 'MaxResults', type: 'number' }],
  ['nextToken', { member: 'NextToken', type: 'text' }],
  ['channelId', { member: 'ChannelId', type: 'text' }],
  ['includeChannelId', { member: 'IncludeChannelId', type: 'text' }],
  ['includeStatus', { member: 'IncludeStatus', type: 'text' }],
  ['packagingGroupId', { member: 'PackagingGroupId', type: 'text' }],
  ['tagKeys', { member: 'TagKeys', type: 'texts' }],
]);

const unreadable = (message: string): ApiError => new ApiError('SerializationException', 400, message);

const json = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': newRequestId() },
  body,
});

/** The members of a request's body; none when it is empty. */
function bodyOf({ body }: WireRequest): Members {
  if (body.length === 0) return {};
  const text = textOf(body);
  if (text === undefined) throw unreadable('The body is not UTF-8');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw unreadable('The body is not JSON');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw unreadable('The body is not a JSON object');
  try {
    return fromJson(document);
  } catch (error) {
    if (error instanceof TooDeep) throw unreadable(`The body is nested deeper than ${DEEPEST} levels`);
    throw error;
  }
}

/** The members of a query string; what no action knows is passed over. */
function queryOf(query: string): Members {
  const pairs = readForm(query);
  if (pairs === undefined) throw unreadable('The query string is not percent-encoded UTF-8');
  const members: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const place = IN_QUERY.get(name);
    if (place === undefined) continue;
    const { member, type } = place;
    if (type === 'texts') {
      const list = (members[member] ??= []) as string[];
      list.push(value);
      continue;
    }
    if (Object.hasOwn(members, member)) throw unreadable(`The query parameter ${name} is given more than once`);
    if (type === 'number' && !/^-?\d{1,9}$/.test(value))
      throw unreadable(`The query parameter ${name} is not an integer: ${quoted(value)}`);
    members[member] = type === 'number' ? Number(value) : value;
  }
  return members;
}

function labelOf(name: string, raw: string): string {
  try {
    return raw.includes('%') ? decodeURIComponent(raw) : raw;
  } catch {
    throw unreadable(`The path label ${name} is not percent-encoded UTF-8: ${quoted(raw)}`);
  }
}

/** The REST-JSON protocol of MediaPackage or MediaPackage VOD: members in path, query string and JSON body. */
export function restJson(service: 'mediapackage' | 'mediapackage-vod'): Protocol {
  const routes = SERVICES[service];

  function decode(request: WireRequest, { region, accessKeyId }: Scope): ApiCall {
    const { path, query } = splitTarget(request.target);
    const found = findRoute(routes, request.method, path);
    if (found === undefined)
      throw new ApiError(
        'UnknownOperationException',
        404,
        `No operation of ${service} at ${quoted(request.method)} ${quoted(path)}`,
      );
    const { route, labels } = found;
    const input: Record<string, unknown> =
      request.method === 'PUT' || request.method === 'POST' ? { ...bodyOf(request) } : { ...queryOf(query) };
    // A label wins over a member of the same name in the body, which the API models do not have there.
    for (const [name, raw] of labels) input[name] = labelOf(name, raw);
    return { service, action: route.action, input, region, accessKeyId };
  }

  function answer({ action }: ApiCall, output: Members): WireResponse {
    const status = statusOf(service, action);
    if (status === 204) return { status, headers: { 'x-amzn-requestid': newRequestId() }, body: '' };
    return json(status, jsonOf(output));
  }

  function refuse(refusal: ApiError): WireResponse {
    const unknown = refusal instanceof UnknownAction;
    const [code, status] = unknown ? ['UnknownOperationException', 404] : [refusal.code, refusal.http];
    const headers = {
      'content-type': 'application/json',
      'x-amzn-errortype': code,
      'x-amzn-requestid': newRequestId(),
    };
    return { status, headers, body: JSON.stringify({ message: refusal.message }) };
  }

  return { service, decode, answer, refuse };
}
