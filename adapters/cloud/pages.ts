import { createHash } from 'node:crypto';
import { actionModel, knownErrors, type ApiService } from '../../services/index.ts';
import { ApiError, type Members } from './api-call.ts';
import { integer, text } from './constraints.ts';

/** Which part of a list is asked for. */
export interface PageRequest {
  /** What an earlier page gave to go on with. */
  readonly marker?: string;
  /** Most entries of one page: 1 to 1000. */
  readonly maxItems?: number;
}

/** One page of a list, as IAM's answers carry it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly IsTruncated: boolean;
  /** Present exactly where the list goes on. */
  readonly Marker?: string;
}

/** IAM's default, and MediaPackage's most (IAM API reference, MaxItems; MediaPackage API model, MaxResults). */
const IAM_PAGE = 100;
const SERVICE_PAGE = 1000;

// An access key is told by its id, not by its user: that is why it comes first.
const NAMES = [
  'AccessKeyId',
  'UserName',
  'GroupName',
  'RoleName',
  'PolicyName',
  'InstanceProfileName',
  'VersionId',
  'Key',
  'Id',
];

const digest = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 8);

/** What a list is ordered by: the name of an entry; attached policies may share theirs, and are told apart by ARN. */
function keyOf(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  const members = entry as Members;
  const named = NAMES.find((member) => typeof members[member] === 'string');
  const name = named === undefined ? '' : (members[named] as string);
  const arn = members['PolicyArn'];
  return typeof arn === 'string' ? `${name}\n${digest(arn)}` : name;
}

/** The key after which a page begins, as opaque text with a check sum: only what a page gave is taken back. */
const sealed = (key: string): string => Buffer.from(`${digest(`page\n${key}`)}${key}`).toString('base64url');

function unsealed(marker: string): string | undefined {
  const opened = Buffer.from(marker, 'base64url').toString();
  const key = opened.slice(8);
  return sealed(key) === marker ? key : undefined;
}

/** Entries in the order of their keys after a marker, and the marker of the rest; undefined for a marker that is none. */
function cut<T>(
  items: readonly T[],
  marker: string | undefined,
  most: number,
): { items: T[]; next?: string } | undefined {
  const after = marker === undefined ? undefined : unsealed(marker);
  if (marker !== undefined && after === undefined) return undefined;
  const keyed = items
    .map((item) => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const shown = keyed.slice(0, most);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    ...(keyed.length > most && last !== undefined ? { next: sealed(last.key) } : {}),
  };
}

/** The part of a list that an input of IAM asks for. */
export function pageRequest(input: Members): PageRequest {
  const [marker, maxItems] = [text(input, 'Marker'), integer(input, 'MaxItems')];
  return { ...(marker === undefined ? {} : { marker }), ...(maxItems === undefined ? {} : { maxItems }) };
}

/**
 * One page of a list, ordered by name, 100 entries unless told. What is made or removed between two pages shifts nothing:
 * a page begins after the last name of the one before.
 * @throws ApiError ValidationError (400) for a marker that no page gave
 */
export function page<T>(items: readonly T[], { marker, maxItems = IAM_PAGE }: PageRequest = {}): Page<T> {
  const found = cut(items, marker, maxItems);
  if (found === undefined) throw new ApiError('ValidationError', 400, 'Invalid Marker.');
  const { next } = found;
  return next === undefined
    ? { items: found.items, IsTruncated: false }
    : { items: found.items, IsTruncated: true, Marker: next };
}

/**
 * One page of a list as the API model of a service has it, 1000 entries unless told, and the member to go on with.
 * @param code of the refusal of a token that no page gave
 * @throws ApiError for such a token
 */
export function pageOf(
  items: readonly string[],
  input: Members,
  { service, action, code }: { readonly service: ApiService; readonly action: string; readonly code: string },
): { readonly items: readonly string[]; readonly [token: string]: unknown } {
  const { limit, marker, next } = actionModel(service, action)?.pages ?? {};
  if (limit === undefined || marker === undefined || next === undefined) return { items };
  const found = cut(items, text(input, marker), integer(input, limit) ?? SERVICE_PAGE);
  if (found === undefined)
    throw new ApiError(code, statusOf(service, action, code), `${marker} is none that an earlier answer gave.`);
  return { items: found.items, ...(found.next === undefined ? {} : { [next]: found.next }) };
}

/** The HTTP status that comes with an error of an action. */
export const statusOf = (service: ApiService, action: string, code: string): number =>
  knownErrors(service, action).get(code)?.[0] ?? 400;
