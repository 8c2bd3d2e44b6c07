import { actionModel, modelOf, NO_MEMBERS, type ApiService } from '../../services/index.ts';
import { ApiError, UnknownAction, type ApiCall, type Members } from '../cloud/index.ts';
import { quoted, splitTarget, textOf, type WireRequest, type WireResponse } from './exchange.ts';
import { readForm, type Pair } from './form.ts';
import type { Protocol } from './protocol.ts';
import { queryInput } from './query-input.ts';
import { newRequestId } from './request-id.ts';
import type { Scope } from './scope.ts';
import { elements, escapeXml } from './xml.ts';

const ACTION = /^[A-Z][A-Za-z0-9]{0,127}$/;

const xml = (status: number, body: string, requestId: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body,
});

const badEncoding = (): ApiError =>
  new ApiError('MalformedQueryString', 400, 'The parameters are not percent-encoded UTF-8');

/** All parameters of a request, of its query string and its form body. */
function parametersOf(request: WireRequest, query: string): readonly Pair[] {
  const text = textOf(request.body);
  if (text === undefined) throw badEncoding();
  const form = readForm(text);
  const own = readForm(query);
  if (form === undefined || own === undefined) throw badEncoding();
  // A presigned request carries its signature beside the input.
  return own.length === 0 ? form : [...own.filter(([name]) => !name.startsWith('X-Amz-')), ...form];
}

/** The value of a parameter that belongs to the protocol, not to the input. */
function single(parameters: readonly Pair[], wanted: string): string | undefined {
  const found = parameters.filter(([name]) => name === wanted);
  if (found.length > 1) throw new ApiError('MalformedInput', 400, `The parameter ${wanted} is given more than once`);
  return found[0]?.[1];
}

/** The query protocols, EC2's among them: parameters in a form or query string, answers in XML. */
export function awsQuery(service: ApiService): Protocol {
  const { version, namespace, protocol } = modelOf(service);
  const dialect = protocol === 'ec2' ? 'ec2' : 'query';

  // The wording is AWS's: an answer of IAM quoted in a bug report of fog-aws (368), and likewise of other query services.
  const noSuchAction = (action: string, asked: string): ApiError =>
    new ApiError('InvalidAction', 400, `Could not find operation ${quoted(action)} for version ${quoted(asked)}`);

  function decode(request: WireRequest, { region, accessKeyId }: Scope): ApiCall {
    const { path, query } = splitTarget(request.target);
    if (path !== '/' || (request.method !== 'POST' && request.method !== 'GET'))
      throw new ApiError('UnknownOperationException', 404, 'The query services answer to GET and POST of / alone');
    const parameters = parametersOf(request, query);
    const action = single(parameters, 'Action');
    const asked = single(parameters, 'Version') ?? 'NO_VERSION_SPECIFIED';
    if (action === undefined || action === '')
      throw new ApiError('MissingAction', 400, 'The request must contain the parameter Action');
    if (asked !== version || !ACTION.test(action)) throw noSuchAction(action, asked);
    const own = parameters.filter(([name]) => name !== 'Action' && name !== 'Version');
    const input = queryInput(actionModel(service, action)?.input ?? NO_MEMBERS, own, dialect);
    return { service, action, input, region, accessKeyId };
  }

  function answer({ action }: ApiCall, output: Members): WireResponse {
    const requestId = newRequestId();
    const model = actionModel(service, action);
    const members = elements(model?.output ?? NO_MEMBERS, output);
    const wrapper = model?.result;
    const result = wrapper === undefined ? members : `<${wrapper}>${members}</${wrapper}>`;
    const id = `<RequestId>${requestId}</RequestId>`;
    const metadata =
      dialect === 'ec2' ? `<requestId>${requestId}</requestId>` : `<ResponseMetadata>${id}</ResponseMetadata>`;
    return xml(200, `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`, requestId);
  }

  function refuse(refusal: ApiError, action?: string): WireResponse {
    const error = refusal instanceof UnknownAction && action !== undefined ? noSuchAction(action, version) : refusal;
    const requestId = newRequestId();
    const type = error.http < 500 ? 'Sender' : 'Receiver';
    const told = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
    const body =
      dialect === 'ec2'
        ? `<Response><Errors><Error>${told}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
        : `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type>${told}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return xml(error.http, body, requestId);
  }

  return { service, decode, answer, refuse };
}
