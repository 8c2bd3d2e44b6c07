import { XMLParser } from 'fast-xml-parser';
import type { Members } from '../../../calls/index.ts';
import { parseJson } from '../../../model/index.ts';
import {
  actionModel,
  modelOf,
  NO_MEMBERS,
  type ApiService,
  type ApiShape,
  type Structure,
} from '../../../services/index.ts';
import { fromJson } from '../../wire/index.ts';

/** An answer may hold so much; the largest of AWS's lists that are asked for here have some thousand values. */
const BOUNDS = { length: 2_000_000, depth: 32, values: 100_000 };

const xml = new XMLParser({ ignoreAttributes: true, parseTagValue: false, removeNSPrefix: true });

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The members of an answer, by its service's API model; what it says besides is passed over.
 * @throws Error where the body cannot be parsed
 */
export function answerOf(service: ApiService, action: string, body: string): Members {
  const { protocol } = modelOf(service);
  const { output = NO_MEMBERS, result } = actionModel(service, action) ?? {};
  if (protocol !== 'query' && protocol !== 'ec2') {
    const document = body.trim() === '' ? {} : parseJson(body, BOUNDS);
    if (!isObject(document)) throw new TypeError('The body is no JSON object.');
    return fromJson(output, document);
  }
  const root = (xml.parse(body) as Members)[`${action}Response`];
  const members = isObject(root) && result !== undefined ? root[result] : root;
  return structure(output, isObject(members) ? members : {});
}

function structure({ members }: Structure, given: Members): Members {
  const read = [...members].flatMap(([name, member]) => {
    const value = Object.hasOwn(given, member.name) ? given[member.name] : undefined;
    return value === undefined ? [] : [[name, valueOf(member.shape, value)] as const];
  });
  return Object.fromEntries(read);
}

/** An element's content by its shape: an empty one is an empty list or structure, and one alone a list of one. */
function valueOf(shape: ApiShape, value: unknown): unknown {
  if (shape.type === 'structure') return structure(shape, isObject(value) ? value : {});
  if (shape.type === 'list') {
    const entries = isObject(value) ? (value[shape.of.name] ?? []) : [];
    return [entries].flat().map((entry) => valueOf(shape.of.shape, entry));
  }
  if (shape.type === 'boolean') return value === 'true';
  if (shape.type === 'integer' || shape.type === 'long') return Number(value);
  return value;
}
