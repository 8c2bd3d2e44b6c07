import { descriptionText } from '../../../model/index.ts';
import type { Flaw } from '../flaw.ts';
import { accepting, all, asIf, isRefused, leaving, refusing, shows, type On } from './rewrites.ts';
import { onLinked, renewed, withLinked } from './worlds.ts';

const MINUTE = 60_000;

const EDITS = ['UpdateRole', 'UpdateRoleDescription'] as const;

const describes = (context: On<'UpdateRole' | 'UpdateRoleDescription'>): boolean =>
  onLinked(context) && !isRefused(context) && context.operation.description !== undefined;

/** Flaws of what may be edited. */
export const editingFlaws: readonly Flaw[] = [
  {
    name: 'creation-date-moves',
    breaks: 'editing/identity-fixed',
    about: 'GetRole shows a later creation date at every call',
    rewrite: shows(
      'GetRole',
      'createDate',
      (_, { state }, draw) => new Date(Date.parse(draw.fresh('date')) + state.now * MINUTE).toISOString(),
      onLinked,
    ),
  },
  {
    name: 'update-role-forgets',
    breaks: 'editing/description',
    about: 'UpdateRole answers and keeps the old description',
    rewrite: leaving('UpdateRole', (_, { state }) => state, describes),
  },
  {
    name: 'update-role-protected',
    breaks: 'editing/description',
    about: 'UpdateRole of a description is refused like any other edit',
    rewrite: refusing('UpdateRole', 'UnmodifiableEntity', describes),
  },
  {
    name: 'legacy-edit-forgets',
    breaks: 'editing/description-legacy',
    about: 'UpdateRoleDescription answers and keeps the old description',
    rewrite: leaving('UpdateRoleDescription', (_, { state }) => state, describes),
  },
  {
    name: 'legacy-edit-protected',
    breaks: 'editing/description-legacy',
    about: 'UpdateRoleDescription is refused like any other edit',
    rewrite: refusing('UpdateRoleDescription', 'UnmodifiableEntity', describes),
  },
  {
    name: 'description-edit-renews',
    breaks: 'editing/description-only',
    about: 'a description edit gives the role a new role id',
    rewrite: leaving(EDITS, renewed, describes),
  },
  {
    name: 'description-edit-drops-tags',
    breaks: 'editing/description-only',
    about: 'a description edit takes the tags off the role',
    rewrite: leaving(EDITS, (next) => withLinked(next, { tags: {} }), describes),
  },
  {
    name: 'empty-update-clears-description',
    breaks: 'editing/description-kept',
    about: 'UpdateRole without a description clears it',
    rewrite: leaving(
      'UpdateRole',
      (next) => withLinked(next, { description: null }),
      (context) => onLinked(context) && !isRefused(context) && context.operation.description === undefined,
    ),
  },
  {
    name: 'description-without-bounds',
    breaks: 'editing/description-bounds',
    about: 'an edit takes a description of any length and any characters',
    rewrite: accepting(
      EDITS,
      (context) => onLinked(context) && context.operation.description !== undefined && maxOf(context) === undefined,
      ({ state, operation }) => withLinked(state, { description: descriptionText(operation.description ?? 'plain') }),
    ),
  },
  {
    name: 'description-cut-to-length',
    breaks: 'editing/description-bounds',
    about: 'a description that is too long is cut, and the edit succeeds',
    rewrite: asIf(EDITS, (operation, context) =>
      onLinked(context) && operation.description === 'too-long' && maxOf(context) === undefined
        ? { ...operation, description: 'longest' }
        : undefined,
    ),
  },
  {
    name: 'tags-forgotten',
    breaks: 'editing/tags',
    about: 'TagRole answers and no tag is kept',
    rewrite: leaving('TagRole', (_, { state }) => state, onLinked),
  },
  {
    name: 'untag-takes-all',
    breaks: 'editing/tags',
    about: 'UntagRole takes off every tag',
    rewrite: leaving('UntagRole', (next) => withLinked(next, { tags: {} }), onLinked),
  },
  {
    name: 'tags-replaced',
    breaks: 'editing/tags',
    about: 'TagRole replaces the tags that were there',
    rewrite: leaving(
      'TagRole',
      (next, { operation }) => withLinked(next, { tags: { [operation.key]: operation.value } }),
      onLinked,
    ),
  },
  {
    name: 'tagging-protected',
    breaks: 'editing/tags',
    about: 'TagRole and UntagRole are refused like any edit',
    rewrite: all(refusing('TagRole', 'InvalidInput', onLinked), refusing('UntagRole', 'NoSuchEntity', onLinked)),
  },
];

function maxOf({ operation }: On<'UpdateRole' | 'UpdateRoleDescription'>): number | undefined {
  return operation.kind === 'UpdateRole' ? operation.maxSessionDuration : undefined;
}
