import { isOn, usersOf } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { isRefused, leaving, type On } from './rewrites.ts';
import {
  born,
  formerId,
  hasLived,
  hasRole,
  isLogging,
  keyOf,
  ofFirst,
  ofOthers,
  renewed,
  roleAsBefore,
  withLinked,
  withNewRole,
  withoutLinked,
} from './worlds.ts';

/** The calls that can let a resource use the role. */
export const ENABLING = ['ConfigureResource', 'CreateResource'] as const;

const enables = (context: FlawContext): boolean => {
  const after = context.endings[0]?.next({}).holders[keyOf(context.operation)];
  return !isRefused(context) && after !== undefined && isOn(after);
};

const wants = ({ operation }: On<(typeof ENABLING)[number]>): boolean => operation.sides !== undefined;

/** Whether a call names no side but this one. */
const alone =
  (side: string) =>
  ({ operation }: On<'ConfigureResource'>): boolean =>
    Object.keys(operation.sides ?? {}).every((name) => name === side);

/** Flaws of how the role comes into being through use. */
export const creationByUseFlaws: readonly Flaw[] = [
  {
    name: 'ingress-makes-no-role',
    breaks: 'creation/on-enable-ingress',
    about: 'enabling ingress access logs alone makes no role',
    rewrite: ofFirst(leaving('ConfigureResource', roleAsBefore, alone('ingress'))),
  },
  {
    name: 'egress-makes-no-role',
    breaks: 'creation/on-enable-egress',
    about: 'enabling egress access logs alone makes no role',
    rewrite: ofFirst(leaving('ConfigureResource', roleAsBefore, alone('egress'))),
  },
  {
    name: 'vod-makes-no-role',
    breaks: 'creation/on-enable-vod',
    about: 'enabling the logs of a packaging group makes no role',
    rewrite: ofOthers(leaving(ENABLING, roleAsBefore)),
  },
  {
    name: 'role-dies-with-one-of-two',
    breaks: 'creation/present-while-enabled',
    about: 'disabling the logs of one channel deletes the role although another one logs',
    rewrite: ofFirst(
      leaving(
        'ConfigureResource',
        (next, context) => (usersOf(next).length > 0 ? withoutLinked(context, next) : next),
        (context) => isLogging(context) && !wants(context),
      ),
    ),
  },
  {
    name: 'enabling-renews-the-role',
    breaks: 'creation/reuse',
    about: 'enabling replaces the role by a new one of the same name',
    rewrite: leaving(ENABLING, renewed, (context) => hasRole(context) && enables(context)),
  },
  {
    name: 'enabling-drops-the-tags',
    breaks: 'creation/reuse',
    about: 'enabling takes the tags off the role',
    rewrite: leaving(
      ENABLING,
      (next) => withLinked(next, { tags: {} }),
      (context) => hasRole(context) && enables(context),
    ),
  },
  {
    name: 'no-second-life-by-use',
    breaks: 'creation/again-on-enable',
    about: 'enabling makes the role only the first time',
    rewrite: leaving(ENABLING, roleAsBefore, hasLived),
  },
  {
    name: 'role-id-reused-by-use',
    breaks: 'creation/again-on-enable',
    about: 'a role that is made again by use has the role id of the one before',
    rewrite: born((context) => (context.operation.kind === 'CreateServiceLinkedRole' ? undefined : formerId(context))),
  },
  {
    name: 'channel-makes-the-role',
    breaks: 'creation/not-by-other-calls',
    about: 'creating a channel makes the role',
    rewrite: ofFirst(
      leaving(
        'CreateResource',
        (state, { rules }) => withNewRole({ rules, state }),
        (context) => !isRefused(context),
      ),
    ),
  },
  {
    name: 'disabling-makes-the-role',
    breaks: 'creation/not-by-other-calls',
    about: 'a call that turns both logs off makes the role',
    rewrite: leaving(
      'ConfigureResource',
      (state, { rules }) => withNewRole({ rules, state }),
      (context) => !isRefused(context) && !wants(context),
    ),
  },
  {
    name: 'refused-enabling-makes-the-role',
    breaks: 'creation/not-by-failure',
    about: 'the role is made before the rest of the call is looked at',
    rewrite: leaving(
      ENABLING,
      (state, { rules }) => withNewRole({ rules, state }),
      (context) => isRefused(context) && wants(context),
    ),
  },
];
