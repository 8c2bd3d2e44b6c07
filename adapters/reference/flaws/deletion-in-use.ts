import { regionOf, resourceOfKey, usersOf, type Holder } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { leaving, refusing, type Rewrite } from './rewrites.ts';
import { ending, firstOf, hasRole, isFree, isLogging, ofFirst, switchesOff, withoutLinked } from './worlds.ts';

/** Whether the role is in use and every use satisfies the test. */
const usedOnlyBy = ({ state }: FlawContext, test: (holder: Holder, key: string) => boolean): boolean => {
  const users = usersOf(state);
  return users.length > 0 && users.every((key) => test(state.holders[key] as Holder, key));
};

const isFirst = ({ rules }: FlawContext, key: string): boolean => resourceOfKey(key) === firstOf(rules);

/** A deletion ends as it should not: uses of this kind do not count. */
const overlooking = (test: (context: FlawContext) => boolean): Rewrite =>
  ending((context, task) => (test(context) && task.ref === 'linked' ? 'SUCCEEDED' : undefined));

const releasedBy = ({ state }: FlawContext, by: 'disable' | 'delete'): boolean =>
  state.released.some((one) => one.by === by);

/** Flaws of when a deletion may succeed. */
export const deletionInUseFlaws: readonly Flaw[] = [
  {
    name: 'ingress-does-not-count',
    breaks: 'deletion/in-use-ingress',
    about: 'a deletion overlooks ingress access logs',
    rewrite: overlooking((context) =>
      usedOnlyBy(context, (holder, key) => isFirst(context, key) && holder.sides['egress'] === null),
    ),
  },
  {
    name: 'egress-does-not-count',
    breaks: 'deletion/in-use-egress',
    about: 'a deletion overlooks egress access logs',
    rewrite: overlooking((context) =>
      usedOnlyBy(context, (holder, key) => isFirst(context, key) && holder.sides['ingress'] === null),
    ),
  },
  {
    name: 'vod-does-not-count',
    breaks: 'deletion/in-use-vod',
    about: 'a deletion overlooks packaging groups',
    rewrite: overlooking((context) => usedOnlyBy(context, (_, key) => !isFirst(context, key))),
  },
  {
    name: 'home-region-counts-alone',
    breaks: 'deletion/in-use-any-region',
    about: 'a deletion looks at the first region alone',
    rewrite: overlooking((context) => usedOnlyBy(context, (_, key) => regionOf(key) > 0)),
  },
  {
    name: 'one-release-frees-all',
    breaks: 'deletion/in-use-each',
    about: 'a deletion succeeds once any channel has stopped logging',
    rewrite: overlooking(
      (context) =>
        context.state.released.some((one) => !usersOf(context.state).includes(one.key)) &&
        usersOf(context.state).some((key) => isFirst(context, key)),
    ),
  },
  {
    name: 'disabling-does-not-release',
    breaks: 'deletion/after-disable',
    about: 'a role that was used once cannot be deleted, although all logging is off',
    rewrite: ending((context) => (isFree(context) && releasedBy(context, 'disable') ? 'FAILED' : undefined)),
  },
  {
    name: 'deleted-channel-counts',
    breaks: 'deletion/after-resource-deleted',
    about: 'a channel that was deleted with its logs on holds the role for ever',
    rewrite: ending((context) => (isFree(context) && releasedBy(context, 'delete') ? 'FAILED' : undefined)),
  },
  {
    name: 'no-disabling-while-role-exists',
    breaks: 'deletion/cleanup-retry',
    about: 'logging can never be switched off while the role is there',
    rewrite: refusing(
      ['ConfigureResource', 'DeleteResource'],
      'UnprocessableEntityException',
      (context) => hasRole(context) && switchesOff(context),
    ),
  },
  {
    name: 'logging-channel-not-deletable',
    breaks: 'deletion/cleanup-retry',
    about: 'a channel that logs can never be deleted',
    rewrite: ofFirst(
      refusing('DeleteResource', 'UnprocessableEntityException', (context) => hasRole(context) && isLogging(context)),
    ),
  },
  {
    name: 'last-disabling-deletes-the-role',
    breaks: 'deletion/by-hand-only',
    about: 'the role goes when the last access log is switched off',
    rewrite: leaving(
      'ConfigureResource',
      (next, context) => (usersOf(next).length === 0 ? withoutLinked(context, next) : next),
      switchesOff,
    ),
  },
  {
    name: 'last-channel-takes-the-role',
    breaks: 'deletion/by-hand-only',
    about: 'the role goes with the last channel that logged',
    rewrite: ofFirst(
      leaving(
        'DeleteResource',
        (next, context) => (usersOf(next).length === 0 ? withoutLinked(context, next) : next),
        isLogging,
      ),
    ),
  },
];
