import type { EndingId } from '../../model/index.ts';

/** What people read where it is more than the words of the id. */
const WORDS: { readonly [K in EndingId]?: string } = {
  'clean-up-refused-for-now': 'clean-up refused for now',
  'logging-on-no-role-made': 'logging on, no role made',
  'logging-on-role-made': 'logging on, role made',
  'logging-on-role-reused': 'logging on, role reused',
  'not-made-by-iam': 'not made by IAM',
  'task-failed': 'task FAILED',
  'task-succeeded': 'task SUCCEEDED',
  'task-still-failed': 'task still FAILED',
  'task-still-succeeded': 'task still SUCCEEDED',
};

/** An ending of the model for people, by its id, which may be one of another version: `task FAILED`, `role made again`. */
export const endingText = (id: string): string =>
  (Object.hasOwn(WORDS, id) ? WORDS[id as EndingId] : undefined) ?? id.replaceAll('-', ' ');
