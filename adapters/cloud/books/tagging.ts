import { ApiError } from '../api-call.ts';
import type { Tag } from '../constraints.ts';

const MOST_TAGS = 50;

/** Whether keys that differ in case alone are one: on users they are, on policies and profiles not (IAM user guide, tags). */
export type KeyCase = 'ignored' | 'exact';

const keyed = (key: string, keyCase: KeyCase): string => (keyCase === 'ignored' ? key.toLowerCase() : key);

/**
 * Tags with further ones: one that has the key of an earlier one takes its place (recorded on AWS, as are the refusals).
 * @throws ApiError InvalidInput (400) where a key is given twice or is AWS's own, LimitExceeded (409) beyond 50 tags
 */
export function withTags(before: readonly Tag[], added: readonly Tag[], keyCase: KeyCase): readonly Tag[] {
  const tags = new Map(before.map((tag) => [keyed(tag.Key, keyCase), tag]));
  const keys = new Set(added.map(({ Key }) => keyed(Key, keyCase)));
  if (keys.size < added.length)
    throw new ApiError(
      'InvalidInput',
      400,
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  if (added.some(({ Key }) => /^aws:/i.test(Key)))
    throw new ApiError('InvalidInput', 400, 'Tag keys beginning with aws: are reserved for system use.');
  for (const tag of added) tags.set(keyed(tag.Key, keyCase), tag);
  if (tags.size > MOST_TAGS)
    throw new ApiError('LimitExceeded', 409, `Cannot exceed quota for TagsPerResource: ${MOST_TAGS}`);
  return [...tags.values()];
}

/** Tags without those of some keys; a key that none has is passed over. */
export function withoutTags(before: readonly Tag[], removed: readonly string[], keyCase: KeyCase): readonly Tag[] {
  const keys = new Set(removed.map((key) => keyed(key, keyCase)));
  return before.filter(({ Key }) => !keys.has(keyed(Key, keyCase)));
}
