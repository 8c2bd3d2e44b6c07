import type { Attempt } from './attempt.ts';

/** What a body is, by its first characters; content types of emulators are not to be trusted. */
export type BodyForm = 'empty' | 'html' | 'xml' | 'json' | 'text';

export interface WireError {
  readonly form: BodyForm;
  /** Error code as on the wire, without namespace or suffix; undefined when there is none to be read. */
  readonly code: string | undefined;
  readonly message: string;
  /** XML whose root is `Error`, as S3 answers; the query services wrap it in `ErrorResponse`. */
  readonly s3: boolean;
}

export function bodyForm(body: string): BodyForm {
  const start = body.slice(0, 200).trimStart().toLowerCase();
  if (start === '') return 'empty';
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'html';
  if (start.startsWith('<')) return 'xml';
  return start.startsWith('{') || start.startsWith('[') ? 'json' : 'text';
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|quot|apos|amp));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole;
    const point = typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

const element = (xml: string, name: string): string | undefined => {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, 'i').exec(xml)?.[1]?.trim();
  return found === undefined || found === '' ? undefined : unescapeXml(found);
};

/** `aws.protocols#NotFoundException:http://...` is `NotFoundException`. */
const bare = (code: string): string => code.split(/[:,]/)[0]?.split('#').at(-1)?.trim() ?? '';

function readJson(body: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === 'object' ? { ...value } : {};
  } catch {
    return {};
  }
}

const firstText = (...values: readonly unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value !== '');

/** Reads code and message of an AWS error answer, of either protocol, from the wire. */
export function readWireError(attempt: Attempt): WireError {
  const form = bodyForm(attempt.body);
  const typed = firstText(bare(attempt.errorType));
  if (form === 'xml') {
    const error = /<Error(?:\s[^>]*)?>[\s\S]*?<\/Error>/.exec(attempt.body)?.[0];
    return {
      form,
      code: typed ?? (error === undefined ? undefined : firstText(bare(element(error, 'Code') ?? ''))),
      message: (error === undefined ? undefined : element(error, 'Message')) ?? '',
      s3:
        /^\s*(?:<\?xml[^>]*\?>\s*)?<Error[\s>]/.test(attempt.body) ||
        attempt.body.includes('http://s3.amazonaws.com/doc/'),
    };
  }
  const json = form === 'json' ? readJson(attempt.body) : {};
  const code = typed ?? firstText(json['code'], json['__type'], json['Code']);
  return {
    form,
    code: code === undefined ? undefined : firstText(bare(code)),
    message: firstText(json['message'], json['Message'], json['errorMessage']) ?? '',
    s3: false,
  };
}
