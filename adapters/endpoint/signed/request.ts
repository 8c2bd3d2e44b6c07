import type { Call, Members } from '../../../calls/index.ts';
import {
  actionModel,
  modelOf,
  NO_MEMBERS,
  type ActionModel,
  type ApiShape,
  type Structure,
} from '../../../services/index.ts';
import { jsonOf, uriEncoded } from '../../wire/index.ts';

/** A call as its service's protocol has it, before it is signed. */
export interface SpokenRequest {
  readonly method: string;
  /** Begins with a slash; its labels are encoded. */
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly contentType?: string;
  readonly body: string;
}

/** A call in the protocol of its service: query, JSON 1.1 or REST-JSON, as the service's API model says. */
export function requestOf({ service, action, input }: Call): SpokenRequest & { readonly target?: string } {
  const { protocol, target, version } = modelOf(service);
  const model = actionModel(service, action);
  const shape = model?.input ?? NO_MEMBERS;
  const root = { method: 'POST', path: '/', query: {} };
  switch (protocol) {
    case 'json':
      return {
        ...root,
        target: `${target}.${action}`,
        contentType: 'application/x-amz-json-1.1',
        body: jsonOf(shape, input),
      };
    case 'rest-json':
      return restRequest(model, shape, input);
    case 'query':
    case 'ec2': {
      const form = [['Action', action], ['Version', version], ...parameters(shape, input, '')] as const;
      return {
        ...root,
        contentType: 'application/x-www-form-urlencoded; charset=utf-8',
        body: form.map(([name, value]) => `${uriEncoded(name)}=${uriEncoded(value)}`).join('&'),
      };
    }
  }
}

/** `Tags: [{ Key: 'a' }]` as `Tags.member.1.Key=a`. */
function parameters(shape: ApiShape, value: unknown, at: string): readonly (readonly [name: string, value: string])[] {
  if (value === undefined || value === null) return [];
  if (shape.type === 'structure') {
    const given = value as Members;
    return [...shape.members].flatMap(([name, member]) =>
      parameters(member.shape, given[name], at === '' ? member.name : `${at}.${member.name}`),
    );
  }
  if (shape.type === 'list')
    return (value as readonly unknown[]).flatMap((entry, index) =>
      parameters(shape.of.shape, entry, `${at}.${shape.of.name}.${index + 1}`),
    );
  return [[at, String(value)]];
}

/** Members in path, query string and body, as the model places them. */
function restRequest(model: ActionModel | undefined, shape: Structure, input: Members): SpokenRequest {
  const { method = 'POST', path = '/' } = model?.http ?? {};
  const query: Record<string, string | string[]> = {};
  let filled = path;
  const inBody = new Map(shape.members);
  for (const [name, member] of shape.members) {
    if (member.in !== undefined) inBody.delete(name);
    const value = input[name];
    if (value === undefined || value === null) continue;
    if (member.in === 'uri') filled = filled.replace(`{${member.name}}`, uriEncoded(String(value)));
    if (member.in === 'querystring') query[member.name] = Array.isArray(value) ? value.map(String) : String(value);
  }
  if (inBody.size === 0) return { method, path: filled, query, body: '' };
  const body = jsonOf({ ...shape, members: inBody }, input);
  return { method, path: filled, query, contentType: 'application/json', body };
}
