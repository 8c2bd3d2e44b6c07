import { parseJson } from '../../model/index.ts';
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

/** Where the start tag of an element begins, or -1. Every search goes on where the one before ended, so that none is slow. */
function startOf(xml: string, name: string): number {
  const tag = `<${name}`;
  let at = xml.indexOf(tag);
  while (at >= 0 && !/[\s>]/.test(xml[at + tag.length] ?? '')) at = xml.indexOf(tag, at + tag.length);
  return at;
}

/** The element with all that is in it, or undefined where it has no end. */
function elementText(xml: string, name: string): string | undefined {
  const start = startOf(xml, name);
  const end = start < 0 ? -1 : xml.indexOf(`</${name}>`, start);
  return end < 0 ? undefined : xml.slice(start, end);
}

/** The text in an element that holds text alone; names in any letters. */
function element(xml: string, name: string): string | undefined {
  // ASCII alone, so that every character keeps its place.
  const lower = xml.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  const whole = elementText(lower, name.toLowerCase());
  if (whole === undefined) return undefined;
  const start = startOf(lower, name.toLowerCase());
  const text = xml.slice(start + whole.indexOf('>') + 1, start + whole.length);
  return text.includes('<') || text.trim() === '' ? undefined : unescapeXml(text.trim());
}

/** `aws.protocols#NotFoundException:http://...` is `NotFoundException`. */
const bare = (code: string): string => code.split(/[:,]/)[0]?.split('#').at(-1)?.trim() ?? '';

/** Characters of an answer in which an error is looked for; those of AWS have some thousands. */
const MOST_READ = 100_000;

/** An error answer of AWS's has three members. */
const BOUNDS = { length: MOST_READ, depth: 16, values: 1_000 };

function readJson(body: string): { readonly [key: string]: unknown } {
  try {
    const value = parseJson(body, BOUNDS);
    return value !== null && typeof value === 'object' ? { ...value } : {};
  } catch {
    return {};
  }
}

const firstText = (...values: readonly unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value !== '');

/** The name of the root element. */
function rootOf(xml: string): string | undefined {
  const start = xml.trimStart();
  const root = start.startsWith('<?xml') ? start.slice(start.indexOf('?>') + 2).trimStart() : start;
  return /^<([^\s>/]{1,100})/.exec(root)?.[1];
}

/** Reads code and message of an AWS error answer, of either protocol, from the wire. */
export function readWireError(attempt: Attempt): WireError {
  const form = bodyForm(attempt.body);
  const typed = firstText(bare(attempt.errorType));
  if (form === 'xml') {
    const body = attempt.body.slice(0, MOST_READ);
    const error = elementText(body, 'Error');
    return {
      form,
      code: typed ?? (error === undefined ? undefined : firstText(bare(element(error, 'Code') ?? ''))),
      message: (error === undefined ? undefined : element(error, 'Message')) ?? '',
      s3: rootOf(body) === 'Error' || body.includes('http://s3.amazonaws.com/doc/'),
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
