import {
  regionOf,
  withHolder,
  type Holder,
  type LogGroup,
  type OperationKind,
  type State,
} from '../../../model/index.ts';
import { ENABLING } from './creation-by-use.ts';
import { all, isRefused, leaving, shows, type On, type Rewrite } from './rewrites.ts';
import { holderOf, keyOf } from './worlds.ts';

type Sides = Pick<Holder, 'ingress' | 'egress'>;

/** The resource of a call is left, and shown, with other sides than the specification gives it. */
export const setting = <K extends OperationKind>(
  kinds: K | readonly K[],
  sides: (context: On<K>) => Partial<Sides>,
  when: (context: On<K>) => boolean = () => true,
): Rewrite => {
  const applies = (context: On<K>): boolean => holderOf(context) !== undefined && !isRefused(context) && when(context);
  const shown = (side: 'ingress' | 'egress') =>
    shows(
      kinds,
      side,
      (honest, context) => {
        const left = sides(context)[side];
        return left === undefined ? honest : (left?.[0] ?? null);
      },
      applies,
    );
  const left = (next: State, context: On<K>): State => {
    const key = keyOf(context.operation);
    const holder: Holder = { ...(next.holders[key] as Holder), ...sides(context) };
    const { holders, released, tasks, contested } = context.state;
    return withHolder(context.rules, { ...next, holders, released, tasks, contested }, key, holder, 'disable');
  };
  return all(leaving(kinds, left, applies), shown('ingress'), shown('egress'));
};

export const NO_LOGS: Sides = { ingress: null, egress: null };

/** The sides that a call does not name, as they were before it. */
export function unnamed(context: On<'ConfigureLogs' | 'ConfigurePackagingGroupLogs'>): Partial<Sides> {
  const before = holderOf(context) ?? NO_LOGS;
  const { operation } = context;
  return {
    ...('ingress' in operation && operation.ingress !== undefined ? {} : { ingress: before.ingress }),
    ...(operation.egress === undefined ? { egress: before.egress } : {}),
  };
}

type Enabling = (typeof ENABLING)[number];
type Side = 'ingress' | 'egress';

const groupOf = ({ operation }: On<Enabling>, side: Side): LogGroup | undefined =>
  side === 'egress' ? operation.egress : 'ingress' in operation ? operation.ingress : undefined;

/** A side that a call names with this group is shown with that one. */
export const groupShown = (side: Side, group: LogGroup, shown: string): Rewrite =>
  shows(
    ENABLING,
    side,
    () => shown,
    (context) => !isRefused(context) && groupOf(context, side) === group,
  );

/** Every other channel of the region is set like this one. */
export function sameOverRegion(next: State, { rules, operation }: On<'ConfigureLogs'>): State {
  const key = keyOf(operation);
  const { ingress, egress } = next.holders[key] ?? NO_LOGS;
  return Object.keys(next.holders)
    .filter((other) => other !== key && other.startsWith('channel/') && regionOf(other) === operation.region)
    .reduce((state, other) => {
      const holder: Holder = { ...(state.holders[other] as Holder), ingress, egress };
      return withHolder(rules, state, other, holder, 'disable');
    }, next);
}
