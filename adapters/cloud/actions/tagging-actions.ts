import type { Actions } from '../action.ts';
import type { Account } from '../account.ts';
import { ApiError, type Members } from '../api-call.ts';
import { requiredText } from '../constraints.ts';
import { actionModel, type ApiService } from '../../../services/index.ts';

/** Whether an API tags its resources by a map of keys, with the three actions below. */
export const hasTagMap = (service: ApiService): boolean =>
  actionModel(service, 'TagResource')?.input.members.get('Tags')?.shape.type === 'map';

/** The tag actions of such an API, on its resources of one kind. */
export function taggingActions(resource: string): Actions {
  const found = (account: Account, arn: string): string => {
    const key = account.directory(resource).findByArn(arn);
    if (key === undefined || account.state.holders[key] === undefined)
      throw new ApiError('NotFoundException', 404, `The resource ${arn} was not found`);
    return key;
  };
  const retag = (account: Account, arn: string, tags: (before: Tags) => Tags): void => {
    const key = found(account, arn);
    const details = account.directory(resource).details(key);
    if (details !== undefined) account.directory(resource).set(key, { ...details, tags: tags(details.tags) });
  };
  return {
    ListTagsForResource(account, { input }) {
      const key = found(account, requiredText(input, 'ResourceArn'));
      return { Tags: account.directory(resource).details(key)?.tags ?? {} };
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
