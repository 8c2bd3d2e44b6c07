import { anyOf, onRole, type Clause, type Ending, type Spot } from '../ending.ts';
import { descriptionText, isAcceptableDescription, type OperationOf } from '../operation.ts';
import type { Facets, Json } from '../outcome.ts';
import type { RequirementId } from '../requirements.ts';
import { holderKey, isOn, regionOf, withHolder, type Holder, type Rules, type State } from '../state.ts';
import {
  applyLogging,
  bindLogging,
  cleanupRefused,
  holderWanted,
  isElsewhere,
  loggingClauses,
  madeBecause,
  makesRole,
  reuseBecause,
  setLogging,
  sideFacet,
  type Wanted,
} from './logging.ts';

/** A call that configures no logging makes no role. */
const noRole =
  (state: State) =>
  (spot: Spot): readonly RequirementId[] | undefined =>
    onRole(spot) && state.roles.linked === undefined && spot.facet === 'presence'
      ? ['creation/not-by-other-calls']
      : undefined;

/** The frame of a read of the service: it needs a look at the role only while there is none. */
const readFrame = (state: State): Pick<Ending, 'frame'> =>
  state.roles.linked === undefined ? { frame: noRole(state) } : {};

const OFF: Holder = { ingress: null, egress: null };

/** The endings of a call on a resource that is there, or a NotFoundException, or for a while what it was before. */
function onHolder(
  state: State,
  key: string,
  present: (holder: Holder) => readonly Ending[],
  absentBecause: readonly RequirementId[],
  reads = false,
): readonly Ending[] {
  const now = state.holders[key];
  if (now !== undefined && state.stale.length === 0) return present(now);
  const notFound = noSuchResource(state, key, absentBecause);
  const endings: Ending[] = now === undefined ? [notFound] : [...present(now)];
  for (const stale of state.stale) {
    // A call that changes something may be refused for a lagging view, never accepted without effect.
    if (stale.key !== key || (!reads && (now === undefined) === (stale.value === null))) continue;
    const late = stale.value === null ? [notFound] : present(stale.value as Holder);
    const given = late.filter((ending) => reads || ending.outcome === 'refused');
    endings.push(...given.map((ending) => ({ ...ending, passing: true as const, next: () => state })));
  }
  return endings;
}

const noSuchResource = (state: State, key: string, because: readonly RequirementId[]): Ending => ({
  name: 'no such resource',
  outcome: 'refused',
  because: isElsewhere(state, key) ? ['regions/apart', ...because] : because,
  codes: ['NotFoundException'],
  message: 'The resource was not found',
  clauses: [],
  next: () => state,
  frame: (spot) => (onRole(spot) ? ['creation/not-by-failure'] : undefined),
});

/** CreateChannel, and CreatePackagingGroup, which may turn egress logs on at once. */
export function createResource(rules: Rules, state: State, key: string, wanted: Wanted): readonly Ending[] {
  if (state.holders[key] !== undefined)
    return [
      {
        name: 'id taken',
        outcome: 'refused',
        because: ['protocol/resource-id-unique', ...(isElsewhere(state, key) ? (['regions/apart'] as const) : [])],
        message: 'The id is taken',
        clauses: [],
        next: () => state,
        frame: (spot) =>
          wanted.egress !== undefined && onRole(spot) ? ['creation/not-by-failure'] : noRole(state)(spot),
      },
    ];
  if (wanted.egress === 'bad') return setLogging(rules, state, key, wanted, OFF);
  const holder = holderWanted(key, wanted);
  const making = makesRole(state, holder);
  const still: readonly Ending[] = state.stale.some((view) => view.key === key && view.value !== null)
    ? [{ name: 'id still taken', outcome: 'refused', because: [], clauses: [], next: () => state, passing: true }]
    : [];
  return [
    {
      name: isOn(holder) ? 'made with logging' : 'made without logging',
      outcome: 'answered',
      because: isOn(holder) ? ['logging/vod'] : ['protocol/made-resource-found'],
      clauses: loggingClauses(key, isOn(holder) ? { ...holder, everOn: true } : holder, sideFacet),
      next: (facets) => bindLogging(applyLogging(rules, state, key, holder), key, facets),
      frame: (spot) => {
        if (!isOn(holder)) return noRole(state)(spot);
        const presence = spot.facet === 'presence';
        if (!onRole(spot)) return undefined;
        return making
          ? presence
            ? [...madeBecause(state, key, wanted), 'logging/vod']
            : undefined
          : state.roles.linked === undefined
            ? undefined
            : reuseBecause(state, key);
      },
    },
    ...still,
  ];
}

/** ConfigureLogs of either API. */
export const configureLogs = (rules: Rules, state: State, key: string, wanted: Wanted): readonly Ending[] =>
  onHolder(state, key, (holder) => setLogging(rules, state, key, wanted, holder), ['logging/unknown-resource']);

/** DescribeChannel and DescribePackagingGroup. */
export const describeResource = (state: State, key: string): readonly Ending[] =>
  onHolder(
    state,
    key,
    (holder) => [
      {
        name: 'resource shown',
        outcome: 'answered',
        because: ['protocol/made-resource-found'],
        clauses: loggingClauses(key, holder, sideFacet),
        next: (facets) => bindLogging(state, key, facets),
        ...readFrame(state),
      },
    ],
    ['protocol/missing-resource'],
    true,
  );

/** UpdateChannel, which changes the description alone. */
export const updateChannel = (state: State, operation: OperationOf<'UpdateChannel'>): readonly Ending[] => {
  const key = holderKey('channel', operation.region, operation.channel);
  return onHolder(
    state,
    key,
    (holder) => [
      {
        name: 'channel updated',
        outcome: 'answered',
        because: ['protocol/made-resource-found'],
        clauses: loggingClauses(key, holder, sideFacet, ['logging/kept-by-update']).map((clause) =>
          isOn(holder) ? clause : { ...clause, vacuous: true as const },
        ),
        next: () => state,
        frame: (spot) =>
          onRole(spot)
            ? noRole(state)(spot)
            : spot.facet === 'presence' || !isOn(holder)
              ? undefined
              : ['logging/kept-by-update'],
      },
      // The service's own bounds for a description are not documented.
      ...(isAcceptableDescription(operation.description)
        ? []
        : [{ name: 'update refused', outcome: 'refused' as const, because: [], clauses: [], next: () => state }]),
    ],
    ['protocol/missing-resource'],
  );
};

/** The characters that UpdateChannel sends. */
export const channelDescription = (operation: OperationOf<'UpdateChannel'>): string =>
  descriptionText(operation.description);

/** DeleteChannel and DeletePackagingGroup. */
export function deleteResource(rules: Rules, state: State, key: string): readonly Ending[] {
  const endings = onHolder(
    state,
    key,
    (holder) => {
      const used = isOn(holder);
      const role = state.roles.linked !== undefined;
      const deleted: Ending = {
        name: used ? 'resource with logging deleted' : 'resource deleted',
        outcome: 'answered',
        because: used && role ? ['deletion/cleanup-retry'] : ['protocol/made-resource-found'],
        clauses: [],
        next: () => withHolder(rules, state, key, null, 'delete'),
        frame: (spot) => {
          if (!onRole(spot)) return undefined;
          const presence = spot.facet === 'presence';
          if (!role) return noRole(state)(spot);
          return presence &&
            used &&
            Object.keys(state.holders).every((other) => other === key || !isOn(state.holders[other] as Holder))
            ? ['deletion/by-hand-only']
            : undefined;
        },
      };
      return [deleted, ...(used && role ? cleanupRefused(rules, state, key) : [])];
    },
    ['protocol/missing-resource'],
  );
  // What was deleted before may be deleted again without complaint: AWS does not say.
  return state.holders[key] === undefined && state.gone.includes(key)
    ? [
        ...endings,
        {
          name: 'deleted again',
          outcome: 'answered',
          because: [],
          clauses: [],
          next: () => state,
          frame: elsewhere(key),
        },
      ]
    : endings;
}

/** A resource of the same slot in another region stays out of it. */
const elsewhere =
  (key: string) =>
  ({ read }: Spot): readonly RequirementId[] | undefined => {
    const slot =
      read.kind === 'DescribeChannel'
        ? `channel/${read.channel}`
        : read.kind === 'DescribePackagingGroup'
          ? `group/${read.group}`
          : '';
    return slot === key.replace(/\/\d+\//, '/') ? ['regions/apart'] : undefined;
  };

/** ListChannels of one region. */
export function listChannels(state: State, region: number): readonly Ending[] {
  const keys = Object.keys(state.holders).filter((key) => key.startsWith('channel/') && regionOf(key) === region);
  const stale = state.stale.filter((view) => view.key.startsWith('channel/') && regionOf(view.key) === region);
  const where = (key: string) => (side: 'ingress' | 'egress') => ({ facet: 'channels' as const, part: [key, side] });
  const foreign = Object.keys(state.holders).some((key) => key.startsWith('channel/') && regionOf(key) !== region);
  const known: Clause = {
    facet: 'channels',
    allows: anyOf(
      `exactly ${keys.join(', ') || 'no channel'}`,
      () => Object.fromEntries(keys.map((key) => [key, {}])),
      (value) => sameKeys(value, keys),
    ),
    because: [...(foreign ? (['regions/apart'] as const) : []), 'protocol/made-resource-found'],
    guard: true,
  };
  const listed: Ending = {
    name: 'channels listed',
    outcome: 'answered',
    because: ['protocol/made-resource-found'],
    vacuous: true,
    clauses: [known, ...keys.flatMap((key) => loggingClauses(key, state.holders[key] as Holder, where(key)))],
    next: (facets) => bindListed(state, keys, facets),
    ...readFrame(state),
  };
  if (stale.length === 0) return [listed];
  const earlier = anyOf(
    'what an earlier moment showed',
    () => ({}),
    () => true,
  );
  return [
    listed,
    {
      ...listed,
      name: 'channels listed late',
      because: [],
      clauses: [{ facet: 'channels', allows: earlier, because: [] }],
      next: () => state,
      passing: true,
    },
  ];
}

const sameKeys = (value: Json, keys: readonly string[]): boolean =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  Object.keys(value).sort().join() === [...keys].sort().join();

const bindListed = (state: State, keys: readonly string[], facets: Facets): State =>
  keys.reduce((next, key) => {
    const shown = (facets.channels as { readonly [key: string]: Facets } | undefined)?.[key];
    return shown === undefined ? next : bindLogging(next, key, shown);
  }, state);

/** A service that is known only by its use of the role takes it up, or lets go. */
export function useRole(
  rules: Rules,
  state: State,
  operation: OperationOf<'UseRole' | 'ReleaseRole'>,
): readonly Ending[] {
  const key = holderKey('user', operation.region, operation.user);
  const on: Holder = { ingress: null, egress: [''] };
  const using = operation.kind === 'UseRole';
  // Recorded for ECS: a caller who may not create the role is served all the same, and the role stays absent.
  const unmade = using && operation.denied === true && state.roles.linked === undefined;
  return [
    {
      name: using ? (unmade ? 'used without a role' : 'role used') : 'role released',
      outcome: 'answered',
      because: [],
      clauses: [],
      next: () =>
        !using
          ? withHolder(rules, state, key, null, 'delete')
          : unmade
            ? withHolder(rules, state, key, on, 'disable')
            : applyLogging(rules, state, key, on),
      frame: (spot) => (using && !unmade && spot.facet === 'presence' ? ['creation/present-while-enabled'] : undefined),
    },
  ];
}
