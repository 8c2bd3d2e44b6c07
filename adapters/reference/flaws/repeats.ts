import { descriptionText, isOn, sameJson, type Json } from '../../../model/index.ts';
import type { Flaw } from '../flaw.ts';
import { all, refusing } from './rewrites.ts';
import { allOff, setting } from './sides.ts';
import { holderOf, keyOf, ofFirst } from './worlds.ts';

/** Flaws that show only when a call asks for what is the case already. */
export const repeatFlaws: readonly Flaw[] = [
  {
    name: 'repeated-enable-toggles',
    breaks: 'retry/safe-to-repeat',
    about: 'ConfigureLogs with what is configured already switches the access logs off',
    rewrite: ofFirst(
      setting('ConfigureResource', allOff, (context) => {
        const before = holderOf(context);
        const after = context.endings[0]?.next({}).holders[keyOf(context.operation)];
        if (before === undefined || after === undefined || !isOn(before)) return false;
        return sameJson(before.sides, after.sides);
      }),
    ),
  },
  {
    name: 'repeated-edit-refused',
    breaks: 'retry/safe-to-repeat',
    about: 'a description or a tag that the role has already is refused',
    rewrite: all(
      refusing(['UpdateRole', 'UpdateRoleDescription'], 'UnmodifiableEntity', ({ operation, state }) => {
        const role = state.roles[operation.role];
        const { description } = operation;
        return description !== undefined && role?.facets.description === descriptionText(description);
      }),
      refusing('TagRole', 'InvalidInput', ({ operation, state }) => {
        const tags = state.roles[operation.role]?.facets.tags as { readonly [key: string]: Json } | undefined;
        return tags?.[operation.key] === operation.value;
      }),
    ),
  },
];
