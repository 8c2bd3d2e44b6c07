import { anyOf, onRole, oneOf, type Clause, type Domain, type Ending, type Spot } from '../ending.ts';
import type { Caller, LogGroup } from '../operation.ts';
import { sameJson, type Facets, type Json } from '../outcome.ts';
import { DEFAULT_GROUPS, NAMED_GROUPS } from '../profile.ts';
import type { RequirementId } from '../requirements.ts';
import {
  changed,
  isOn,
  livesOf,
  onceOn,
  regionOf,
  usersOf,
  withHolder,
  type Holder,
  type Logging,
  type Rules,
  type State,
} from '../state.ts';
import { bornRole } from './creation.ts';
import { mayBeGone } from './role-view.ts';

/** The two sides of an access log, as a call names them. */
export interface Wanted {
  readonly ingress?: LogGroup;
  readonly egress?: LogGroup;
  readonly as?: Caller;
}

const shownAs = (defaults: readonly string[]) => ({
  default: [...defaults, ''],
  custom: [NAMED_GROUPS.custom],
  bad: [NAMED_GROUPS.bad],
});

const SHOWN = {
  ingress: shownAs(DEFAULT_GROUPS.ingress),
  egress: shownAs(DEFAULT_GROUPS.egress),
  vod: shownAs(DEFAULT_GROUPS.vod),
} as const;

/** The groups with which a side may be shown: a default may be shown without its name. */
export function groupsShown(side: 'ingress' | 'egress' | 'vod', group: LogGroup | undefined): Logging {
  if (group === undefined) return null;
  return typeof group === 'object' ? [group.name] : SHOWN[side][group];
}

export const holderWanted = (key: string, wanted: Wanted): Holder => ({
  ingress: groupsShown('ingress', wanted.ingress),
  egress: groupsShown(key.startsWith('group/') ? 'vod' : 'egress', wanted.egress),
});

/** Whether the same slot is taken in another region. */
export const isElsewhere = (state: State, key: string): boolean => {
  const [kind, , slot] = key.split('/');
  return Object.keys(state.holders).some((other) => {
    const [otherKind, , otherSlot] = other.split('/');
    return other !== key && otherKind === kind && otherSlot === slot;
  });
};

/** Why a side of a resource must be shown as it is believed to be. */
function sideBecause(key: string, holder: Holder, side: 'ingress' | 'egress'): readonly RequirementId[] {
  if (key.startsWith('group/')) return holder.everOn ? ['logging/vod'] : ['logging/off-at-first'];
  if (holder[side] !== null) return ['logging/enable'];
  return holder.everOn ? ['logging/disable'] : ['logging/off-at-first'];
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

/** What an answer must show of the access logs of a resource; `where` says where it shows them. */
export function loggingClauses(
  key: string,
  holder: Holder,
  where: (side: 'ingress' | 'egress') => Pick<Clause, 'facet' | 'part'>,
  because?: readonly RequirementId[],
): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const side of key.startsWith('group/') ? GROUP_SIDES : SIDES) {
    const believed = holder[side];
    const blame = because ?? sideBecause(key, holder, side);
    if (believed === null) {
      clauses.push(clauseAt(where(side), off, blame));
      continue;
    }
    const { on, named } = domainsOf(believed);
    clauses.push(clauseAt(where(side), on, blame));
    clauses.push(
      believed.length > 1
        ? clauseAt(where(side), named, DEFAULT_GROUP, DEFAULT_SHOWN[side])
        : clauseAt(where(side), named, blame),
    );
  }
  return clauses;
}

const DEFAULT_GROUP: readonly RequirementId[] = ['logging/default-group'];
const DEFAULT_SHOWN = {
  ingress: 'the group shown for a default ingress log',
  egress: 'the group shown for a default egress log',
} as const;

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

const SIDES = ['ingress', 'egress'] as const;
const GROUP_SIDES = ['egress'] as const;

export const sideFacet = (side: 'ingress' | 'egress'): Pick<Clause, 'facet'> => ({ facet: side });

/** What an answer showed of a resource's logging, as a belief. */
export const shownLogging = (value: Json | undefined, before: Logging): Logging => {
  if (value === undefined) return before;
  if (value === null || (value === '' && before === null)) return null;
  return before !== null && before.includes(String(value)) ? before : [String(value)];
};

/** Believes what a read showed of a resource. */
export function bindLogging(state: State, key: string, facets: Facets): State {
  const holder = state.holders[key];
  if (holder === undefined) return state;
  const ingress = shownLogging(facets.ingress, holder.ingress);
  const egress = shownLogging(facets.egress, holder.egress);
  if (ingress === holder.ingress && egress === holder.egress) return state;
  const next: Holder = { ...holder, ingress, egress };
  return changed(state, { holders: { ...state.holders, [key]: isOn(next) ? onceOn(next) : next } });
}

/** Where a spot shows the logging of one resource. */
const shows = (spot: Spot, key: string): boolean => {
  const read = spot.read;
  if (read.kind === 'DescribeChannel') return key === `channel/${read.region}/${read.channel}`;
  if (read.kind === 'DescribePackagingGroup') return key === `group/${read.region}/${read.group}`;
  return false;
};

/** Whether a look shows the resource of this name in another region. */
const isSameElsewhere = ({ read }: Spot, key: string): boolean =>
  read.kind === 'DescribeChannel' &&
  key !== `channel/${read.region}/${read.channel}` &&
  key.replace(/\/\d+\//, '/') === `channel/${read.channel}`;

/** The endings of a call that sets both sides of a resource's logging, once it is known that the resource is there. */
export function setLogging(rules: Rules, state: State, key: string, wanted: Wanted, before: Holder): readonly Ending[] {
  if (wanted.ingress === 'bad' || wanted.egress === 'bad')
    return [
      {
        name: 'log group refused',
        outcome: 'refused',
        because: ['logging/group-name'],
        codes: [
          'UnprocessableEntityException',
          'ForbiddenException',
          'NotFoundException',
          'ValidationException',
          'BadRequestException',
        ],
        codeBecause: [],
        message: 'The log group name must start with /aws/MediaPackage/',
        clauses: [],
        next: () => state,
        frame: (spot) =>
          onRole(spot) ? ['creation/not-by-failure'] : shows(spot, key) ? ['logging/group-name'] : ['logging/apart'],
      },
    ];
  const { ingress, egress } = holderWanted(key, wanted);
  const holder: Holder = before.everOn === true ? { ingress, egress, everOn: true } : { ingress, egress };
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
    name: 'enabling refused to the caller',
    outcome: 'refused',
    because: [],
    codes: ['ForbiddenException', 'AccessDeniedException', 'UnprocessableEntityException'],
    message: 'The user is not authorized to perform: iam:CreateServiceLinkedRole',
    clauses: [],
    next: () => state,
  };
  const unmade: Ending = {
    ...open,
    name: 'logging on, no role made',
    next: (facets) => bindLogging(withHolder(rules, state, key, holder, 'disable'), key, facets),
  };
  return makesRole(state, holder) ? [refused, unmade, open] : [refused, open];
}

const lessThan = (holder: Holder, before: Holder): boolean =>
  (before.ingress !== null && holder.ingress === null) || (before.egress !== null && holder.egress === null);

/** The service may refuse a clean-up for a while; trying again within the settle window succeeds. */
export function cleanupRefused(rules: Rules, state: State, key: string): readonly Ending[] {
  const since = state.cleanups[key];
  if (rules.settleMs === 0 || (since !== undefined && state.now >= since + rules.settleMs)) return [];
  return [
    {
      name: 'clean-up refused for now',
      outcome: 'refused',
      because: [],
      codes: ['UnprocessableEntityException'],
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
  const success: RequirementId = key.startsWith('group/')
    ? 'logging/vod'
    : enabling
      ? 'logging/enable'
      : 'logging/disable';
  const because: RequirementId[] = [...again];
  if (making && region > 0) because.push('regions/every-region');
  if (enabling && exists) because.push('creation/reuse');
  if (released && exists) because.push('deletion/cleanup-retry');
  because.push(success);
  const ending: Ending = {
    name: enabling
      ? making
        ? 'logging on, role made'
        : exists
          ? 'logging on, role reused'
          : 'logging on'
      : 'logging off',
    outcome: 'answered',
    because,
    clauses: loggingClauses(key, isOn(before) || enabling ? onceOn(holder) : holder, sideFacet),
    next: (facets) => bindLogging(applyLogging(rules, state, key, holder), key, facets),
    frame: (spot) => {
      if (onRole(spot)) {
        const presence = spot.facet === 'presence';
        if (making) return presence ? [...madeBecause(state, key, wanted), success] : undefined;
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
      if (shows(spot, key) || spot.read.kind === 'ListChannels') return again;
      return isSameElsewhere(spot, key) ? ['logging/apart', 'regions/apart'] : ['logging/apart'];
    },
  };
  return making && wanted.ingress !== undefined && wanted.egress !== undefined
    ? { ...ending, entangled: EITHER_LOG }
    : ending;
}

/** Which of the two made the role cannot be told where both are enabled at once. */
const EITHER_LOG: readonly RequirementId[] = ['creation/on-enable-ingress', 'creation/on-enable-egress'];

/** Whether a call asks for what an earlier one has brought about already. */
const repeats = (before: Holder, wanted: Holder): boolean =>
  before.everOn === true && sameJson(before.ingress, wanted.ingress) && sameJson(before.egress, wanted.egress);

const inAnotherRegion = (state: State, region: number): boolean =>
  usersOf(state).some((key) => regionOf(key) !== region) && usersOf(state).every((key) => regionOf(key) !== region);

/** Whom to suspect when enabling does not leave a role that is there as it was. */
export const reuseBecause = (state: State, key: string): readonly RequirementId[] =>
  inAnotherRegion(state, regionOf(key)) ? ['regions/one-role', 'creation/reuse'] : ['creation/reuse'];

/** Enabling makes the role when there is none and no other role has taken its name. */
export const makesRole = (state: State, holder: Holder): boolean =>
  isOn(holder) && state.roles.linked === undefined && state.roles.lookalike === undefined;

/** Whom to suspect when the role is not there after an enabling call, the most particular first. */
export function madeBecause(state: State, key: string, wanted: Wanted): readonly RequirementId[] {
  const base: readonly RequirementId[] = key.startsWith('group/')
    ? ['creation/on-enable-vod']
    : [
        ...(wanted.ingress === undefined ? [] : (['creation/on-enable-ingress'] as const)),
        ...(wanted.egress === undefined ? [] : (['creation/on-enable-egress'] as const)),
      ];
  return [
    ...(regionOf(key) > 0 ? (['regions/every-region'] as const) : []),
    ...(livesOf(state, 'linked') > 0 ? (['creation/again-on-enable'] as const) : []),
    ...base,
  ];
}

/** The state once a resource's logging is set: the role is made where there is none. */
export function applyLogging(rules: Rules, state: State, key: string, holder: Holder): State {
  const contested = isOn(holder) && mayBeGone(state, 'linked');
  const before =
    state.roles.linked === undefined && makesRole(state, holder)
      ? bornRole(rules, state, 'linked', 'service', {})
      : state;
  const next = withHolder(rules, before, key, holder, 'disable');
  return contested ? changed(next, { contested: true }) : next;
}
