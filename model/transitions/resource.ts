import { anyOf, onRole, type Allowed, type Clause, type Ending, type Spot } from '../ending.ts';
import { isAcceptableDescription, type OperationOf, type ResourceKind } from '../operation.ts';
import type { Facets, Json } from '../outcome.ts';
import { absenceOf, resourceNamed } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import {
  holderKey,
  isOn,
  keyOf,
  regionOf,
  resourceOfKey,
  withHolder,
  type Holder,
  type Rules,
  type State,
} from '../state.ts';
import {
  applyUse,
  bindShown,
  bindSides,
  cleanupRefused,
  holderWanted,
  inFacet,
  isElsewhere,
  isSameSlot,
  madeBecause,
  ifNameIsFree,
  makesRole,
  resourceOf,
  reuseBecause,
  setSides,
  sideClauses,
  type Wanted,
} from './sides.ts';

/** A call that begins no use makes no role. */
const noRole =
  (state: State) =>
  (spot: Spot): readonly RequirementId[] | undefined =>
    onRole(spot) && state.roles.linked === undefined && spot.facet === 'presence'
      ? ['creation/not-by-other-calls']
      : undefined;

/** The frame of a read of the service: it needs a look at the role only while there is none. */
const readFrame = (state: State): Pick<Ending, 'frame'> =>
  state.roles.linked === undefined ? { frame: noRole(state) } : {};

/** The endings of a call on a resource that is there, or a refusal, or for a while what it was before. */
function onHolder(
  rules: Rules,
  state: State,
  kind: ResourceKind,
  key: string,
  present: (holder: Holder) => readonly Ending[],
  absentBecause: readonly RequirementId[],
  reads = false,
): readonly Ending[] {
  const now = state.holders[key];
  if (now !== undefined && state.stale.length === 0) return present(now);
  const notFound = noSuchResource(rules, state, kind, key, absentBecause);
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

const noSuchResource = (
  rules: Rules,
  state: State,
  kind: ResourceKind,
  key: string,
  because: readonly RequirementId[],
): Ending => ({
  id: 'no-such-resource',
  outcome: 'refused',
  because: isElsewhere(state, key) ? ['regions/apart', ...because] : because,
  codes: [absenceOf(resourceOf(rules, key), kind).code],
  message: absenceOf(resourceOf(rules, key), kind).message,
  clauses: [],
  next: () => state,
  frame: (spot) => (onRole(spot) ? ['creation/not-by-failure'] : undefined),
});

/** Making a resource, which may turn sides on at once, or use the role as such. */
function createResource(rules: Rules, state: State, key: string, wanted: Wanted): readonly Ending[] {
  const resource = resourceOf(rules, key);
  if (state.holders[key] !== undefined && resource.taken === 'refused')
    return [
      {
        id: 'id-taken',
        outcome: 'refused',
        because: ['protocol/resource-id-unique', ...(isElsewhere(state, key) ? (['regions/apart'] as const) : [])],
        message: 'The id is taken',
        clauses: [],
        next: () => state,
        frame: (spot) =>
          wanted.sides !== undefined && onRole(spot) ? ['creation/not-by-failure'] : noRole(state)(spot),
      },
    ];
  if (Object.values(wanted.sides ?? {}).includes('bad'))
    return setSides(rules, state, key, wanted, holderWanted(resource, {}));
  const holder = holderWanted(resource, wanted);
  const making = makesRole(state, holder);
  if (wanted.as !== undefined && making && resource.refusals.caller === undefined)
    return [servedWithoutRole(rules, state, key, holder), ...(resource.servesDenied === true ? [] : [denied(state)])];
  const still: readonly Ending[] = state.stale.some((view) => view.key === key && view.value !== null)
    ? [{ id: 'id-still-taken', outcome: 'refused', because: [], clauses: [], next: () => state, passing: true }]
    : [];
  return [
    {
      id: isOn(holder) ? 'made-with-logging' : 'made-without-logging',
      outcome: 'answered',
      because: isOn(holder) ? [resource.cites.on] : ['protocol/made-resource-found'],
      clauses: sideClauses(resource, isOn(holder) ? { ...holder, everOn: true } : holder, inFacet),
      next: (facets) => bindShown(applyUse(rules, state, key, holder), key, facets),
      frame: (spot) => {
        if (!isOn(holder)) return noRole(state)(spot);
        const presence = spot.facet === 'presence';
        if (!onRole(spot)) return undefined;
        return making
          ? presence
            ? [...madeBecause(rules, state, key, wanted), resource.cites.on]
            : undefined
          : state.roles.linked === undefined
            ? undefined
            : reuseBecause(state, key);
      },
      ...ifNameIsFree(state, making),
    },
    ...still,
  ];
}

/** Recorded for ECS: a caller who may not create the role is served all the same, and the role stays absent. */
const servedWithoutRole = (rules: Rules, state: State, key: string, holder: Holder): Ending => ({
  id: 'made-without-a-role',
  outcome: 'answered',
  because: [],
  clauses: [],
  next: () => withHolder(rules, state, key, holder, 'disable'),
});

/** As other services do: CloudFront and Network Firewall refuse the caller (quoted from AWS). */
const denied = (state: State): Ending => ({
  id: 'caller-not-authorized',
  outcome: 'refused',
  because: [],
  clauses: [],
  next: () => state,
  frame: (spot) => (onRole(spot) ? ['creation/not-by-failure'] : undefined),
});

/** Setting the sides of a resource. */
const configureResource = (rules: Rules, state: State, key: string, wanted: Wanted): readonly Ending[] =>
  onHolder(rules, state, 'ConfigureResource', key, (holder) => setSides(rules, state, key, wanted, holder), [
    'logging/unknown-resource',
  ]);

/** Reading one resource. */
const readResource = (rules: Rules, state: State, key: string): readonly Ending[] =>
  onHolder(
    rules,
    state,
    'ReadResource',
    key,
    (holder) => [
      {
        id: 'resource-shown',
        outcome: 'answered',
        because: ['protocol/made-resource-found'],
        clauses: sideClauses(resourceOf(rules, key), holder, inFacet),
        next: (facets) => bindShown(state, key, facets),
        ...readFrame(state),
      },
    ],
    ['protocol/missing-resource'],
    true,
  );

/** An update, which changes the description alone. */
const updateResource = (rules: Rules, state: State, operation: OperationOf<'UpdateResource'>): readonly Ending[] => {
  const { resource, region, slot } = operation;
  const key = holderKey(resource, region, slot);
  return onHolder(
    rules,
    state,
    'UpdateResource',
    key,
    (holder) => [
      {
        id: 'resource-updated',
        outcome: 'answered',
        because: ['protocol/made-resource-found'],
        clauses: sideClauses(resourceOf(rules, key), holder, inFacet, ['logging/kept-by-update']).map((clause) =>
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
        : [
            { id: 'update-refused' as const, outcome: 'refused' as const, because: [], clauses: [], next: () => state },
          ]),
    ],
    ['protocol/missing-resource'],
  );
};

/** Deleting a resource. */
function deleteResource(rules: Rules, state: State, key: string): readonly Ending[] {
  const endings = onHolder(
    rules,
    state,
    'DeleteResource',
    key,
    (holder) => {
      const used = isOn(holder);
      const role = state.roles.linked !== undefined;
      const deleted: Ending = {
        id: used ? 'resource-with-logging-deleted' : 'resource-deleted',
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
          id: 'deleted-again',
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
  ({ read }: Spot): readonly RequirementId[] | undefined =>
    read.kind === 'ReadResource' && isSameSlot(key, read.resource, read.slot) ? ['regions/apart'] : undefined;

/** Listing the resources of one region. */
function listResources(
  rules: Rules,
  state: State,
  { resource: name, region }: OperationOf<'ListResources'>,
): readonly Ending[] {
  const resource = resourceNamed(rules.profile, name);
  const here = (key: string): boolean => resourceOfKey(key) === name && regionOf(key) === region;
  const keys = Object.keys(state.holders).filter(here);
  const lingering = resource.lingers === true ? state.gone.filter(here) : [];
  const stale = state.stale.filter((view) => here(view.key));
  const where = (key: string) => (side: string) => ({ facet: 'resources' as const, part: [key, side] });
  const foreign = Object.keys(state.holders).some((key) => resourceOfKey(key) === name && regionOf(key) !== region);
  const known: Clause = {
    facet: 'resources',
    allows: anyOf(
      `exactly ${keys.join(', ') || `no ${resource.word}`}`,
      () => Object.fromEntries(keys.map((key) => [key, {}])),
      (value) => isListed(value, keys, lingering),
    ),
    because: [...(foreign ? (['regions/apart'] as const) : []), 'protocol/made-resource-found'],
    guard: true,
  };
  const listed: Ending = {
    id: 'resources-listed',
    outcome: 'answered',
    because: ['protocol/made-resource-found'],
    vacuous: true,
    clauses: [known, ...keys.flatMap((key) => sideClauses(resource, state.holders[key] as Holder, where(key)))],
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
      id: 'resources-listed-late',
      because: [],
      clauses: [{ facet: 'resources', allows: earlier, because: [] }],
      next: () => state,
      passing: true,
    },
  ];
}

/** Whether a list shows all of these, and nothing else but what may linger. */
const isListed = (value: Json, keys: readonly string[], lingering: readonly string[]): boolean =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  keys.every((key) => Object.hasOwn(value, key)) &&
  Object.keys(value).every((key) => keys.includes(key) || lingering.includes(key));

const bindListed = (state: State, keys: readonly string[], facets: Facets): State =>
  keys.reduce((next, key) => {
    const shown = (facets.resources as { readonly [key: string]: { readonly [side: string]: Json } } | undefined)?.[
      key
    ];
    return shown === undefined ? next : bindSides(next, key, (side) => shown[side]);
  }, state);

export const resources: Allowed<ResourceKind> = {
  CreateResource: (rules, state, operation) => createResource(rules, state, keyOf(operation), operation),
  ReadResource: (rules, state, operation) => readResource(rules, state, keyOf(operation)),
  ListResources: listResources,
  UpdateResource: updateResource,
  DeleteResource: (rules, state, operation) => deleteResource(rules, state, keyOf(operation)),
  ConfigureResource: (rules, state, operation) => configureResource(rules, state, keyOf(operation), operation),
};
