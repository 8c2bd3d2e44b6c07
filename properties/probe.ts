import { FOREIGN_BODY, type Session, type Target } from '../adapters/index.ts';
import {
  absenceOf,
  operationsOf,
  partsOf,
  resourceNamed,
  type Ability,
  type Operation,
  type OperationKind,
  type Outcome,
  type Refused,
  type ServiceProfile,
} from '../model/index.ts';
import { formsOf } from './explore/index.ts';
import type { Lack } from './run/index.ts';

/** Which operations the target has, and why the others are taken to be missing. */
export interface Support {
  readonly supports: (ability: Ability) => boolean;
  readonly missing: ReadonlyMap<Ability, Lack>;
  readonly calls: number;
  /** Whether anything at all was answered in the manner of AWS. */
  readonly anyAnswer: boolean;
}

/** Every ability that a program may ask of a service's resources and role. */
export const abilitiesFor = (profile: ServiceProfile): readonly Ability[] => [
  ...operationsOf(profile).filter((one) => one !== 'Wait'),
  'RestrictedCaller',
];

/** Kinds that may take away what the probes after them need; each has a world of its own. */
const ENDING: readonly OperationKind[] = [
  'DeleteRole',
  'DeleteResource',
  'DeleteServiceLinkedRole',
  'GetServiceLinkedRoleDeletionStatus',
];

/** Kinds that are asked for without a role. */
const NEED_NO_ROLE: readonly OperationKind[] = [
  'CreateServiceLinkedRole',
  'CreateRole',
  'GetPolicy',
  'GetPolicyVersion',
  'AttachUserPolicy',
  'AttachGroupPolicy',
];

/** The operations that make what a probe is done on. */
function makersOf(ability: Ability): readonly Ability[] {
  const { kind, resource } = partsOf(ability);
  if (resource !== undefined)
    return kind === 'CreateResource' || kind === 'ListResources' ? [] : [`CreateResource ${resource}`];
  if (kind === 'GetServiceLinkedRoleDeletionStatus') return ['CreateServiceLinkedRole', 'DeleteServiceLinkedRole'];
  return NEED_NO_ROLE.includes(kind) ? [] : ['CreateServiceLinkedRole'];
}

const plainest = (profile: ServiceProfile, ability: Ability): Operation =>
  formsOf(profile, ability, { regions: 1, slots: 1 })[0] as Operation;

/** Words of a fault by which a server says that it does not have the operation. */
const SAYS_SO =
  /\bnot[ _-]?(?:yet[ _-]?)?(?:been[ _-])?(?:implemented|supported|emulated)|\b(?:unimplemented|unsupported)\b|\b(?:unknown|no such|invalid) (?:action|operation|route|service)\b/i;

/** A fault of the server, or an answer that is not AWS's, counts as a missing operation when it comes this often, each time in a fresh world. */
const TRIES = 2;

/**
 * Asks for each operation once, on a resource that is known to exist. An operation is missing when
 * the target says so in a way that AWS never does, answers every try with a server error or a refusal that is not AWS's,
 * or does not find a resource that it shows; never because of an error's name alone. `wanted` says which are asked for: what a target was seen to do
 * need not be asked.
 */
export async function probe(
  target: Target,
  profile: ServiceProfile,
  nextWorld: () => { readonly index: number; readonly seed: number },
  wanted: (ability: Ability) => boolean = () => true,
): Promise<Support> {
  const missing = new Map<Ability, Lack>();
  /** That an ability is missing with the first of these that is. */
  const wants = (...makers: readonly Ability[]): Lack | undefined =>
    makers.flatMap((ability): Lack[] => {
      const lack = missing.get(ability);
      return lack === undefined ? [] : [{ ...lack, needs: [ability, ...(lack.needs ?? [])] }];
    })[0];
  const kinds = operationsOf(profile).filter((one) => one !== 'Wait' && wanted(one));
  let calls = 0;
  let anyAnswer = false;

  const ask = async (session: Session, kind: Ability): Promise<'has' | 'lacks' | 'again'> => {
    let outcome = await session.perform(plainest(profile, kind));
    // A resource that was just made may not be found yet: only what is still not found after the window counts.
    if (isNotFound(profile, kind, outcome)) {
      await session.wait(target.describe().consistency.settleMs);
      outcome = await session.perform(plainest(profile, kind));
    }
    anyAnswer ||= outcome.kind === 'answered' || outcome.kind === 'refused';
    const lack = await lacking(profile, session, kind, outcome);
    if (lack === undefined) {
      missing.delete(kind);
      return 'has';
    }
    missing.set(kind, lack);
    return outcome.kind === 'indeterminate' ? 'again' : 'lacks';
  };

  /** Asks for some kinds in one fresh world, on resources made there; gives those to ask again elsewhere. */
  const visit = async (asked: readonly Ability[]): Promise<readonly Ability[]> => {
    await using session = await target.open(nextWorld());
    const made = new Set<Ability>();
    const again: Ability[] = [];
    for (const kind of asked) {
      const lack = wants(...makersOf(kind));
      if (lack !== undefined) {
        missing.set(kind, lack);
        again.push(kind);
        continue;
      }
      for (const maker of makersOf(kind)) if (!made.has(maker)) await session.perform(plainest(profile, maker));
      for (const maker of [...makersOf(kind), kind]) made.add(maker);
      if ((await ask(session, kind)) === 'again') again.push(kind);
    }
    calls += session.calls;
    return again;
  };

  /**
   * Whether the target tells callers apart at all: a user without any permission to make roles makes an ordinary one. That
   * call belongs to no requirement, so that a target which enforces permissions, but not on the role under test, is judged.
   */
  const unrestrictedCaller = async (): Promise<Lack | undefined> => {
    await using session = await target.open(nextWorld());
    const operation: Operation = { kind: 'CreateRole', role: 'ordinary', as: 'restricted' };
    let outcome = await session.perform(operation);
    // What was made for the caller, and the caller's key, may take the window to count.
    if (!isDenied(outcome)) {
      await session.wait(target.describe().consistency.settleMs);
      outcome = await session.perform(operation);
    }
    calls += session.calls;
    if (isDenied(outcome)) return undefined;
    return outcome.kind === 'answered' || (outcome.kind === 'refused' && outcome.code === 'EntityAlreadyExists')
      ? { kind: 'not-enforced' }
      : { kind: 'not-denied', outcome };
  };

  const doubtful = [...(await visit(kinds.filter((kind) => !ENDING.includes(partsOf(kind).kind))))];
  for (const kind of kinds.filter((one) => ENDING.includes(partsOf(one).kind))) doubtful.push(...(await visit([kind])));
  for (const kind of doubtful)
    for (let attempt = 1; attempt < TRIES && missing.has(kind); attempt += 1) await visit([kind]);
  for (const kind of kinds) {
    const lack = wants(...makersOf(kind));
    if (lack !== undefined) missing.set(kind, lack);
  }
  const unrestricted = wanted('RestrictedCaller') ? (wants('CreateRole') ?? (await unrestrictedCaller())) : undefined;
  if (unrestricted !== undefined) missing.set('RestrictedCaller', unrestricted);
  const parts: readonly Ability[] = abilitiesFor(profile);
  return { supports: (ability) => parts.includes(ability) && !missing.has(ability), missing, calls, anyAnswer };
}

const isDenied = (outcome: Outcome): boolean => outcome.kind === 'refused' && outcome.code === 'AccessDenied';

/** Whether a resource is not found. */
function isNotFound(profile: ServiceProfile, ability: Ability, outcome: Outcome): outcome is Refused {
  const { kind, resource } = partsOf(ability);
  if (resource === undefined || outcome.kind !== 'refused') return false;
  return outcome.code === absenceOf(resourceNamed(profile, resource), kind).code;
}

async function lacking(
  profile: ServiceProfile,
  session: Session,
  kind: Ability,
  outcome: Outcome,
): Promise<Lack | undefined> {
  if (outcome.kind === 'unsupported') return { kind: 'said', outcome };
  if (outcome.kind === 'indeterminate') {
    const { http = 0, why } = outcome;
    // A server's fault is none of the operation's being there; a refusal that is not AWS's is one of a server without it.
    if (http >= 500) return { kind: SAYS_SO.test(why) ? 'said' : 'fails', outcome };
    return http >= 400 && why.startsWith(FOREIGN_BODY) ? { kind: 'said', outcome } : undefined;
  }
  return isNotFound(profile, kind, outcome) && (await shows(session, kind))
    ? { kind: 'not-found', outcome }
    : undefined;
}

/** Whether the target itself shows the resource of the probe. */
async function shows(session: Session, ability: Ability): Promise<boolean> {
  const { kind, resource } = partsOf(ability);
  if (resource === undefined || kind === 'CreateResource' || kind === 'ListResources' || kind === 'ReadResource')
    return false;
  return (await session.perform({ kind: 'ReadResource', resource, region: 0, slot: 0 })).kind === 'answered';
}
