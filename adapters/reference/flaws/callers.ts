import { endings } from '../../../model/index.ts';
import type { Flaw } from '../flaw.ts';
import { on, type Rewrite } from './rewrites.ts';

/** A caller who lacks the permission for these operations is served like anyone. */
const servingAnyone = (
  ...kinds: readonly ('CreateServiceLinkedRole' | 'DeleteServiceLinkedRole' | EditKind)[]
): Rewrite =>
  on(kinds, ({ rules, state, operation }) => {
    if (operation.as === undefined) return undefined;
    const { as: _, ...asked } = operation;
    return endings(rules, state, asked);
  });

type EditKind = 'UpdateRole' | 'UpdateRoleDescription';

/** Flaws of who may do what to the role. */
export const callerFlaws: readonly Flaw[] = [
  {
    name: 'anyone-may-create',
    breaks: 'permissions/caller-create',
    about: 'a caller without iam:CreateServiceLinkedRole makes the role',
    rewrite: servingAnyone('CreateServiceLinkedRole'),
  },
  {
    name: 'anyone-may-edit',
    breaks: 'permissions/caller-edit',
    about: 'a caller without any edit permission changes the description',
    rewrite: servingAnyone('UpdateRole', 'UpdateRoleDescription'),
  },
  {
    name: 'anyone-may-edit-by-the-newer-call',
    breaks: 'permissions/caller-edit',
    about: 'UpdateRole does not ask for a permission',
    rewrite: servingAnyone('UpdateRole'),
  },
  {
    name: 'anyone-may-delete',
    breaks: 'permissions/caller-delete',
    about: 'a caller without iam:DeleteServiceLinkedRole is given a deletion task',
    rewrite: servingAnyone('DeleteServiceLinkedRole'),
  },
];
