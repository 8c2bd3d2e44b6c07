import type { Facets, Json, LogGroup, Sides } from '../../../model/index.ts';
import { mediapackage } from '../../../services/index.ts';
import type { Actions, Request } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members } from '../api-call.ts';
import { requiredText } from '../constraints.ts';
import { regionName } from '../regions.ts';
import type { ResourceDirectory } from '../resource-directory.ts';

/** Under it a log group's name must lie for MediaPackage to write to it (CloudFormation's schema of a channel). */
const PREFIX = /^\/aws\/MediaPackage\/[0-9A-Za-z\-_/.#]{1,490}$/;

/** The sides that an input sets, by the member that holds each. */
export function wantedSides(input: Members, members: Readonly<Record<string, string>>): { readonly sides?: Sides } {
  const sides = Object.entries(members).flatMap(([side, member]) => {
    const group = wantedLog(input, member);
    return group === undefined ? [] : [[side, group] as const];
  });
  return sides.length === 0 ? {} : { sides: Object.fromEntries(sides) };
}

/** The group by its shape where the suite has one for it. */
const CUSTOM = mediapackage.resources[0]?.sides[0]?.custom;

/** The access log that a member asks for; undefined where it is absent, which switches the log off. */
function wantedLog(input: Members, member: string): LogGroup | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new ApiError('SerializationException', 400, `${member} must be an object`);
  const name = (value as Members)['LogGroupName'];
  if (name === undefined || name === null) return 'default';
  if (typeof name !== 'string') throw new ApiError('SerializationException', 400, 'logGroupName must be a string');
  if (name === CUSTOM) return 'custom';
  return PREFIX.test(name) ? { name } : 'bad';
}

/** An access log as a member of an answer. */
export const shownLog = (value: Json | undefined): Members | undefined =>
  value === undefined || value === null ? undefined : value === '' ? {} : { LogGroupName: value };

/** Performs an operation on a resource; an id of which nothing is known afterwards is not remembered. */
export function onResource(
  account: Account,
  directory: ResourceDirectory,
  id: string,
  ask: (slot: number) => Facets,
): Facets {
  const isKnown = directory.has(id);
  try {
    return ask(directory.slot(id));
  } finally {
    if (!isKnown) directory.release(id, account.state);
  }
}

/** The part of an ARN after the account, for a resource of this API. */
export const resourceArn = (account: Account, request: Request, api: string, rest: string): string =>
  `arn:aws:${api}:${regionName(request.region)}:${account.id}:${rest}`;

/** The tag actions of either API, on the resources of one directory. */
export function taggingActions(directoryOf: (account: Account) => ResourceDirectory): Actions {
  const found = (account: Account, arn: string): string => {
    const key = directoryOf(account).findByArn(arn);
    if (key === undefined || account.state.holders[key] === undefined)
      throw new ApiError('NotFoundException', 404, `The resource ${arn} was not found`);
    return key;
  };
  const retag = (account: Account, arn: string, tags: (before: Tags) => Tags): void => {
    const key = found(account, arn);
    const details = directoryOf(account).details(key);
    if (details !== undefined) directoryOf(account).set(key, { ...details, tags: tags(details.tags) });
  };
  return {
    ListTagsForResource(account, { input }) {
      const key = found(account, requiredText(input, 'ResourceArn'));
      return { Tags: directoryOf(account).details(key)?.tags ?? {} };
    },
    TagResource(account, { input }) {
      retag(account, requiredText(input, 'ResourceArn'), (before) => ({ ...before, ...tagMap(input) }));
      return {};
    },
    UntagResource(account, { input }) {
      const keys = input['TagKeys'];
      const removed = new Set((Array.isArray(keys) ? keys : [keys]).map(String));
      retag(account, requiredText(input, 'ResourceArn'), (before) =>
        Object.fromEntries(Object.entries(before).filter(([key]) => !removed.has(key))),
      );
      return {};
    },
  };
}

type Tags = Readonly<Record<string, string>>;

/** The tags that an input gives. */
export function tagMap(input: Members): Tags {
  const tags = input['Tags'];
  if (tags === undefined || tags === null) return {};
  if (typeof tags !== 'object' || Array.isArray(tags))
    throw new ApiError('SerializationException', 400, 'tags must be an object');
  const pairs = Object.entries(tags);
  if (!pairs.every(([, value]) => typeof value === 'string'))
    throw new ApiError('SerializationException', 400, 'the value of a tag must be a string');
  return Object.fromEntries(pairs);
}

export const idIn = (input: Members): string => requiredText(input, 'Id');
