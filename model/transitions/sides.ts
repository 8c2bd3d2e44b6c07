import { anyOf, onRole, oneOf, type Clause, type Domain, type Ending, type Spot } from '../ending.ts';
import type { Caller, LogGroup, Sides } from '../operation.ts';
import { sameJson, sideFacet, type Facets, type Json } from '../outcome.ts';
import { groupText, resourceNamed, type ResourceProfile, type SideProfile } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import {
  changed,
  holderKey,
  isOn,
  livesOf,
  onceOn,
  regionOf,
  resourceOfKey,
  usersOf,
  withHolder,
  type Holder,
  type Logging,
  type Rules,
  type State,
} from '../state.ts';
import { bornRole } from './creation.ts';
import { mayBeGone } from './role-view.ts';

/** What a call sets of a resource's sides. */
export interface Wanted {
  readonly sides?: Sides;
  readonly as?: Caller;
}

/** The groups with which a side may be shown: a default may be shown without its name. */
export function groupsShown(side: SideProfile, group: LogGroup | undefined): Logging {
  if (group === undefined) return null;
  if (group === 'default') return shownDefaults(side);
  return [groupText(side, group) ?? ''];
}

const defaults = new WeakMap<SideProfile, readonly string[]>();

/** The same array for each belief in a default: what may be shown is worked out once for it. */
function shownDefaults(side: SideProfile): readonly string[] {
  const known = defaults.get(side);
  if (known !== undefined) return known;
  const made = [...side.defaults, ''];
  defaults.set(side, made);
  return made;
}

export const holderWanted = ({ sides, uses }: ResourceProfile, wanted: Wanted): Holder => {
  const set: { [side: string]: Logging } = {};
  for (const side of sides) set[side.name] = groupsShown(side, wanted.sides?.[side.name]);
  return uses === 'while-there' ? { sides: set, always: true } : { sides: set };
};

/** The profile of the resource of a key. */
export const resourceOf = ({ profile }: Rules, key: string): ResourceProfile =>
  resourceNamed(profile, resourceOfKey(key));

/** Whether a key is of this resource and slot, in whichever region. */
export const isSameSlot = (key: string, resource: string, slot: number): boolean =>
  resourceOfKey(key) === resource && key.endsWith(`/${slot}`);

/** Whether the same slot is taken in another region. */
export const isElsewhere = (state: State, key: string): boolean => {
  const slot = Number(key.slice(key.lastIndexOf('/') + 1));
  return Object.keys(state.holders).some((other) => other !== key && isSameSlot(other, resourceOfKey(key), slot));
};

/** Why a side of a resource must be shown as it is believed to be. */
function sideBecause({ cites }: ResourceProfile, holder: Holder, side: string): readonly RequirementId[] {
  if (holder.sides[side] !== null) return [cites.on];
  return holder.everOn ? [cites.off] : ['logging/off-at-first'];
}

const off = anyOf(
  'off',
  () => null,
  (value) => value === null || value === '',
  { oneOf: [null, ''] },
);

interface SideDomains {
  /** The log is on, whatever its group. */
  readonly on: Domain;
  /** Where it is on, its group is one of these. */
  readonly named: Domain;
}

const domains = new WeakMap<readonly string[], SideDomains>();

/** What a side may be shown as that is on; made once for each belief, since every answer is held against it. */
function domainsOf(believed: readonly string[]): SideDomains {
  const known = domains.get(believed);
  if (known !== undefined) return known;
  const groups = oneOf(believed);
  const sample: Domain['sample'] = (draw, facets) => groups.sample(draw, facets);
  const made: SideDomains = {
    on: anyOf('on', sample, (value) => value !== null, { noneOf: [null] }),
    named: anyOf(groups.text, sample, (value) => value === null || groups.admits(value, {}), {
      oneOf: [null, ...believed],
    }),
  };
  domains.set(believed, made);
  return made;
}

/** What an answer must show of the sides of a resource; `where` says where it shows them. */
export function sideClauses(
  resource: ResourceProfile,
  holder: Holder,
  where: (side: string) => Pick<Clause, 'facet' | 'part'>,
  because?: readonly RequirementId[],
): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const { name } of resource.sides) {
    const believed = holder.sides[name] ?? null;
    const blame = because ?? sideBecause(resource, holder, name);
    if (believed === null) {
      clauses.push(clauseAt(where(name), off, blame));
      continue;
    }
    const { on, named } = domainsOf(believed);
    clauses.push(clauseAt(where(name), on, blame));
    clauses.push(
      believed.length > 1
        ? clauseAt(where(name), named, DEFAULT_GROUP, `the group shown for a default ${name} log`)
        : clauseAt(where(name), named, blame),
    );
  }
  return clauses;
}

const DEFAULT_GROUP: readonly RequirementId[] = ['logging/default-group'];

/** Member by member: an answer about logs has several, and copying an object into another is slow. */
function clauseAt(
  { facet, part }: Pick<Clause, 'facet' | 'part'>,
  allows: Domain,
  because: readonly RequirementId[],
  about?: string,
): Clause {
  if (about === undefined) return part === undefined ? { facet, allows, because } : { facet, part, allows, because };
  return part === undefined ? { facet, allows, because, about } : { facet, part, allows, because, about };
}

/** Where the answer about one resource shows a side. */
export const inFacet = (side: string): Pick<Clause, 'facet'> => ({ facet: sideFacet(side) });

/** What an answer showed of a resource's logging, as a belief. */
export const shownLogging = (value: Json | undefined, before: Logging): Logging => {
  if (value === undefined) return before;
  if (value === null || (value === '' && before === null)) return null;
  return before !== null && before.includes(String(value)) ? before : [String(value)];
};

/** Believes what a read showed of a resource; `shown` gives what it showed of a side. */
export function bindSides(state: State, key: string, shown: (side: string) => Json | undefined): State {
  const holder = state.holders[key];
  if (holder === undefined) return state;
  const sides: { [side: string]: Logging } = {};
  let differs = false;
  for (const [side, before] of Object.entries(holder.sides)) {
    const now = shownLogging(shown(side), before);
    sides[side] = now;
    differs ||= now !== before;
  }
  if (!differs) return state;
  const next: Holder = { ...holder, sides };
  return changed(state, { holders: { ...state.holders, [key]: isOn(next) ? onceOn(next) : next } });
}

/** Believes what the answer about one resource showed of it. */
export const bindShown = (state: State, key: string, facets: Facets): State =>
  bindSides(state, key, (side) => facets[sideFacet(side)]);

/** Where a spot shows the sides of one resource. */
const shows = ({ read }: Spot, key: string): boolean =>
  read.kind === 'ReadResource' && key === holderKey(read.resource, read.region, read.slot);

/** Whether a look shows the resource of this name in another region. */
const isSameElsewhere = ({ read }: Spot, key: string): boolean =>
  read.kind === 'ReadResource' &&
  key !== holderKey(read.resource, read.region, read.slot) &&
  isSameSlot(key, read.resource, read.slot);

/** The endings of a call that sets every side of a resource, once it is known that the resource is there. */
export function setSides(rules: Rules, state: State, key: string, wanted: Wanted, before: Holder): readonly Ending[] {
  const resource = resourceOf(rules, key);
  const { badGroup } = resource.refusals;
  if (Object.values(wanted.sides ?? {}).includes('bad') && badGroup !== undefined)
    return [
      {
        id: 'log-group-refused',
        outcome: 'refused',
        because: ['logging/group-name'],
        codes: badGroup.codes,
        codeBecause: [],
        message: badGroup.message,
        clauses: [],
        next: () => state,
        frame: (spot) =>
          onRole(spot) ? ['creation/not-by-failure'] : shows(spot, key) ? ['logging/group-name'] : ['logging/apart'],
      },
    ];
  const asked = holderWanted(resource, wanted);
  const holder: Holder = before.everOn === true ? onceOn(asked) : asked;
  if (wanted.as !== undefined && isOn(holder)) return enabledByCaller(rules, state, key, wanted, before, holder);
  const endings: Ending[] = [configured(rules, state, key, wanted, before, holder)];
  const cleaning = isOn(before) && (!isOn(holder) || lessThan(holder, before));
  if (cleaning && state.roles.linked !== undefined) endings.push(...cleanupRefused(rules, state, key));
  return endings;
}

/**
 * Enabling access logs calls CreateServiceLinkedRole with the caller's permissions. AWS does not tell what becomes of it
 * when they do not suffice: a refusal, success without a role (recorded for ECS), or success as for anyone.
 */
function enabledByCaller(
  rules: Rules,
  state: State,
  key: string,
  wanted: Wanted,
  before: Holder,
  holder: Holder,
): readonly Ending[] {
  const { frame: _, ...done } = configured(rules, state, key, wanted, before, holder);
  const open: Ending = { ...done, because: [], vacuous: true, unclear: true };
  const refused: Ending = {
    id: 'enabling-refused-to-the-caller',
    outcome: 'refused',
    because: [],
    codes: resourceOf(rules, key).refusals.caller ?? [],
    message: 'The user is not authorized to perform: iam:CreateServiceLinkedRole',
    clauses: [],
    next: () => state,
  };
  const unmade: Ending = {
    ...open,
    id: 'logging-on-no-role-made',
    next: (facets) => bindShown(withHolder(rules, state, key, holder, 'disable'), key, facets),
  };
  return makesRole(state, holder) ? [refused, unmade, open] : [refused, open];
}

const lessThan = (holder: Holder, before: Holder): boolean =>
  Object.entries(before.sides).some(([side, logging]) => logging !== null && holder.sides[side] === null);

/** The service may refuse a clean-up for a while; trying again within the settle window succeeds. */
export function cleanupRefused(rules: Rules, state: State, key: string): readonly Ending[] {
  const since = state.cleanups[key];
  if (rules.settleMs === 0 || (since !== undefined && state.now >= since + rules.settleMs)) return [];
  return [
    {
      id: 'clean-up-refused-for-now',
      outcome: 'refused',
      because: [],
      codes: [resourceOf(rules, key).refusals.usual],
      message: 'The role is in use, try again later',
      clauses: [],
      next: () => (since === undefined ? changed(state, { cleanups: { ...state.cleanups, [key]: state.now } }) : state),
      passing: true,
    },
  ];
}

function configured(rules: Rules, state: State, key: string, wanted: Wanted, before: Holder, holder: Holder): Ending {
  const enabling = isOn(holder);
  const exists = state.roles.linked !== undefined;
  const making = makesRole(state, holder);
  const released = isOn(before) && lessThan(holder, before);
  const region = regionOf(key);
  const again: readonly RequirementId[] = repeats(before, holder) ? ['retry/safe-to-repeat'] : [];
  const resource = resourceOf(rules, key);
  const success = enabling ? resource.cites.on : resource.cites.off;
  const because: RequirementId[] = [...again];
  if (making && region > 0) because.push('regions/every-region');
  if (enabling && exists) because.push('creation/reuse');
  if (released && exists) because.push('deletion/cleanup-retry');
  because.push(success);
  const ending: Ending = {
    id: enabling ? (making ? 'logging-on-role-made' : exists ? 'logging-on-role-reused' : 'logging-on') : 'logging-off',
    outcome: 'answered',
    because,
    clauses: sideClauses(resource, isOn(before) || enabling ? onceOn(holder) : holder, inFacet),
    next: (facets) => bindShown(applyUse(rules, state, key, holder), key, facets),
    frame: (spot) => {
      if (onRole(spot)) {
        const presence = spot.facet === 'presence';
        if (making) return presence ? [...madeBecause(rules, state, key, wanted), success] : undefined;
        if (enabling) return exists ? [...again, ...reuseBecause(state, key)] : undefined;
        if (!exists) return presence ? ['creation/not-by-other-calls'] : undefined;
        return presence
          ? usersOf(state).length > (isOn(before) ? 1 : 0)
            ? ['creation/present-while-enabled']
            : released
              ? ['deletion/by-hand-only']
              : undefined
          : undefined;
      }
      if (shows(spot, key) || spot.read.kind === 'ListResources') return again;
      const { apart } = resource.cites;
      return isSameElsewhere(spot, key) && apart !== undefined ? ['logging/apart', apart] : ['logging/apart'];
    },
  };
  const makers = resource.sides.filter(({ name }) => wanted.sides?.[name] !== undefined).map(({ makes }) => makes);
  // Which of several made the role cannot be told where they are enabled at once.
  const entangled = making && makers.length > 1 ? { entangled: makers } : {};
  return { ...ending, ...ifNameIsFree(state, making), ...entangled };
}

/** Whether a call asks for what an earlier one has brought about already. */
const repeats = (before: Holder, wanted: Holder): boolean =>
  before.everOn === true && sameJson(before.sides, wanted.sides);

const inAnotherRegion = (state: State, region: number): boolean =>
  usersOf(state).some((key) => regionOf(key) !== region) && usersOf(state).every((key) => regionOf(key) !== region);

/** Whom to suspect when enabling does not leave a role that is there as it was. */
export const reuseBecause = (state: State, key: string): readonly RequirementId[] =>
  inAnotherRegion(state, regionOf(key)) ? ['regions/one-role', 'creation/reuse'] : ['creation/reuse'];

/** Enabling makes the role when there is none and no other role has taken its name. */
export const makesRole = (state: State, holder: Holder): boolean =>
  isOn(holder) && state.roles.linked === undefined && state.roles.lookalike === undefined;

/**
 * The role that a target should not have made for the principal in other letters may hold the name, or may be gone: whether
 * the role can be made then is read, not judged.
 */
export const ifNameIsFree = (state: State, making: boolean): Pick<Ending, 'unclear'> =>
  making && state.strangers.includes('wrong-case') ? { unclear: true } : {};

/** Whom to suspect when the role is not there after an enabling call, the most particular first. */
export function madeBecause(rules: Rules, state: State, key: string, wanted: Wanted): readonly RequirementId[] {
  const { sides } = resourceOf(rules, key);
  const base = sides.filter(({ name }) => wanted.sides?.[name] !== undefined).map(({ makes }) => makes);
  return [
    ...(regionOf(key) > 0 ? (['regions/every-region'] as const) : []),
    ...(livesOf(state, 'linked') > 0 ? (['creation/again-on-enable'] as const) : []),
    ...base,
  ];
}

/** The state once a resource is set: the role is made where there is none and the resource uses it. */
export function applyUse(rules: Rules, state: State, key: string, holder: Holder): State {
  const contested = isOn(holder) && mayBeGone(state, 'linked');
  const before =
    state.roles.linked === undefined && makesRole(state, holder)
      ? bornRole(rules, state, 'linked', 'service', {})
      : state;
  const next = withHolder(rules, before, key, holder, 'disable');
  return contested ? changed(next, { contested: true }) : next;
}
