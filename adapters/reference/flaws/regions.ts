import { holderKey, regionOf, usersOf, type Json, type OperationOf, type State } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { ENABLING } from './creation-by-use.ts';
import { asIf, isRefused, leaving, shows } from './rewrites.ts';
import { firstKeys, hasRole, keyOf, ofFirst, renewed, roleAsBefore } from './worlds.ts';

/** Whether the role is in use, but not in the region of this call. */
const usedElsewhere = ({ state, operation }: FlawContext): boolean => {
  const users = usersOf(state);
  return users.length > 0 && users.every((key) => regionOf(key) !== regionOf(keyOf(operation)));
};

const enablesElsewhere = (context: FlawContext): boolean =>
  hasRole(context) &&
  usedElsewhere(context) &&
  !isRefused(context) &&
  usersOf(context.endings[0]?.next({}) as State).includes(keyOf(context.operation));

type OnOne = OperationOf<'ReadResource' | 'ConfigureResource' | 'UpdateResource' | 'DeleteResource'>;

/** The operation in the first region, its own before others, in which a resource of its slot is. */
function whereverItIs(operation: OnOne, { state }: FlawContext): OnOne | undefined {
  const { resource, slot } = operation;
  const region = [operation.region, 0, 1, 2].find(
    (other) => state.holders[holderKey(resource, other, slot)] !== undefined,
  );
  return region === undefined ? undefined : { ...operation, region };
}

/** Flaws of how regions hang together. */
export const regionFlaws: readonly Flaw[] = [
  {
    name: 'role-per-region',
    breaks: 'regions/one-role',
    about: 'enabling in a second region makes a second role',
    rewrite: leaving(
      ENABLING,
      (next, { rules }) => ({ ...next, others: [`${rules.profile.roleName}_second`] }),
      enablesElsewhere,
    ),
  },
  {
    name: 'role-follows-the-region',
    breaks: 'regions/one-role',
    about: 'enabling in a second region replaces the role',
    rewrite: leaving(ENABLING, renewed, enablesElsewhere),
  },
  {
    name: 'role-made-at-home-only',
    breaks: 'regions/every-region',
    about: 'enabling makes the role in the first region alone',
    rewrite: leaving(ENABLING, roleAsBefore, ({ operation }) => operation.region > 0),
  },
  {
    name: 'channels-listed-everywhere',
    breaks: 'regions/apart',
    about: 'ListChannels shows the channels of every region',
    rewrite: shows('ListResources', 'resources', (_, { rules, state }): Json =>
      Object.fromEntries(firstKeys(rules, state).map((key) => [key, {}])),
    ),
  },
  {
    name: 'channels-described-everywhere',
    breaks: 'regions/apart',
    about: 'DescribeChannel finds the channels of every region',
    rewrite: ofFirst(asIf('ReadResource', whereverItIs)),
  },
  {
    name: 'channels-without-regions',
    breaks: 'regions/apart',
    about: 'a channel is found, configured and deleted from any region',
    rewrite: ofFirst(asIf(['ReadResource', 'ConfigureResource', 'UpdateResource', 'DeleteResource'], whereverItIs)),
  },
];
