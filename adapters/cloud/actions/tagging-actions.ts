import type { Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members } from '../api-call.ts';
import { requiredText } from '../constraints.ts';
import type { ResourceDirectory } from '../resource-directory.ts';

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
