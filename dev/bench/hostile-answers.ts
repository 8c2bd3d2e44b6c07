import type { WireResponse } from '../../adapters/index.ts';

type Form = 'xml' | 'json' | 'either';

/** What is wrong with an answer, in words; undefined when it is well-formed, of the right protocol, and no server fault. */
export function complaint({ status, headers, body }: WireResponse, form: Form): string | undefined {
  const type = headers['content-type'];
  if (!Number.isInteger(status) || status < 200 || status > 599) return `status ${status}`;
  if (status >= 500) return `a fault of the server: ${status} ${body.slice(0, 200)}`;
  if (status === 204) return body === '' ? undefined : 'a 204 with a body';
  if (headers['x-amzn-requestid'] === undefined) return 'no request id';
  if (type === 'text/xml') return form === 'json' ? 'XML instead of JSON' : xmlComplaint(status, body);
  if (type === 'application/json') return form === 'xml' ? 'JSON instead of XML' : jsonComplaint(status, headers, body);
  return `content type ${type}`;
}

function xmlComplaint(status: number, body: string): string | undefined {
  const broken = brokenXml(body);
  if (broken !== undefined) return `${broken}: ${body.slice(0, 300)}`;
  const isError = /^<ErrorResponse xmlns="[^"]+"><Error><Type>(Sender|Receiver)<\/Type><Code>\w+<\/Code><Message>/.test(
    body,
  );
  const isAnswer = /^<([A-Z]\w+)Response xmlns="[^"]+">(<\1Result>|<ResponseMetadata>)/.test(body);
  return (status === 200 ? isAnswer : isError)
    ? undefined
    : `not of the query protocol: ${status} ${body.slice(0, 200)}`;
}

/** Why a text is no well-formed XML document of elements and text. */
function brokenXml(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u.test(text)) return 'a character that XML cannot hold';
  const open: string[] = [];
  let rest = 0;
  for (const { 0: tag, 1: end, 2: name = '', index } of text.matchAll(/<(\/?)([A-Za-z_]\w*)(?: xmlns="[^"<>&]*")?>/g)) {
    if (badText(text.slice(rest, index))) return 'a bare < or &';
    rest = index + tag.length;
    if (end === '') open.push(name);
    else if (open.pop() !== name) return `</${name}> ends another element`;
    if (open.length === 0 && rest !== text.length) return 'something after the root element';
  }
  return open.length > 0 || rest === 0 ? 'no whole root element' : undefined;
}

const badText = (text: string): boolean => /[<>]|&(?!(?:amp|lt|gt|quot|apos|#x?[\dA-Fa-f]+);)/.test(text);

function jsonComplaint(status: number, headers: WireResponse['headers'], body: string): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return `not JSON: ${body.slice(0, 200)}`;
  }
  if (typeof document !== 'object' || document === null) return `no JSON object: ${body.slice(0, 200)}`;
  if (status < 300) return undefined;
  const named = /^\w+$/.test(headers['x-amzn-errortype'] ?? '');
  const told = 'message' in document && typeof document.message === 'string';
  return named && told ? undefined : `not of the REST protocol: ${status} ${body.slice(0, 200)}`;
}
