import {
  regionOf,
  resourceNamed,
  sideFacet,
  withHolder,
  type Holder,
  type Json,
  type LogGroup,
  type OperationKind,
  type State,
} from '../../../model/index.ts';
import type { FlawContext } from '../flaw.ts';
import { ENABLING } from './creation-by-use.ts';
import { all, isRefused, leaving, shows, type On, type Rewrite } from './rewrites.ts';
import { firstKeys, holderOf, keyOf } from './worlds.ts';

type Sides = Holder['sides'];

/** The names of the sides that the resource of an operation has. */
const sideNames = ({ rules, operation }: FlawContext): readonly string[] =>
  'resource' in operation ? resourceNamed(rules.profile, operation.resource).sides.map(({ name }) => name) : [];

/** Every side of the resource of an operation, off. */
export const allOff = (context: FlawContext): Sides =>
  Object.fromEntries(sideNames(context).map((side) => [side, null]));

/** Shows something instead of the honest value, by the name of the side. */
const showsSides =
  <K extends OperationKind>(
    kinds: K | readonly K[],
    value: (side: string, honest: Json, context: On<K>) => Json,
    when: (context: On<K>) => boolean,
  ): Rewrite =>
  (context) =>
    all(
      ...sideNames(context).map((side) =>
        shows(kinds, sideFacet(side), (honest, own) => value(side, honest, own), when),
      ),
    )(context);

/** The resource of a call is left, and shown, with other sides than the specification gives it. */
export const setting = <K extends OperationKind>(
  kinds: K | readonly K[],
  sides: (context: On<K>) => Sides,
  when: (context: On<K>) => boolean = () => true,
): Rewrite => {
  const applies = (context: On<K>): boolean => holderOf(context) !== undefined && !isRefused(context) && when(context);
  const left = (next: State, context: On<K>): State => {
    const key = keyOf(context.operation);
    const before = next.holders[key] as Holder;
    const holder: Holder = { ...before, sides: { ...before.sides, ...sides(context) } };
    const { holders, released, tasks, contested } = context.state;
    return withHolder(context.rules, { ...next, holders, released, tasks, contested }, key, holder, 'disable');
  };
  const shown = (side: string, honest: Json, context: On<K>): Json => {
    const set = sides(context)[side];
    return set === undefined ? honest : (set?.[0] ?? null);
  };
  return all(leaving(kinds, left, applies), showsSides(kinds, shown, applies));
};

/** The sides that a call does not name, as they were before it. */
export function unnamed(context: On<'ConfigureResource'>): Sides {
  const before = holderOf(context)?.sides ?? allOff(context);
  const named = context.operation.sides ?? {};
  return Object.fromEntries(Object.entries(before).filter(([side]) => named[side] === undefined));
}

/** A side that a call names with this group is shown with what `shown` gives for it. */
export const groupShown =
  (group: LogGroup, shown: (context: FlawContext, side: string) => string): Rewrite =>
  (context) =>
    all(
      ...sideNames(context).map((side) =>
        shows(
          ENABLING,
          sideFacet(side),
          () => shown(context, side),
          (own) => !isRefused(own) && own.operation.sides?.[side] === group,
        ),
      ),
    )(context);

/** Every other resource of the region, of the first kind, is set like this one. */
export function sameOverRegion(next: State, context: On<'ConfigureResource'>): State {
  const { rules, operation } = context;
  const key = keyOf(operation);
  const sides = next.holders[key]?.sides ?? allOff(context);
  return firstKeys(rules, next)
    .filter((other) => other !== key && regionOf(other) === operation.region)
    .reduce((state, other) => {
      const holder: Holder = { ...(state.holders[other] as Holder), sides };
      return withHolder(rules, state, other, holder, 'disable');
    }, next);
}
