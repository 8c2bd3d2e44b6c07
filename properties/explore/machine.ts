import {
  abilitiesOf,
  abilityOf,
  descriptionText,
  holderKeyOf,
  initialState,
  livesOf,
  isOfResource,
  operationsOf,
  resourceOfKey,
  usersOf,
  type Ability,
  type Holder,
  type Operation,
  type RequirementId,
  type Role,
  type Rules,
  type ServiceProfile,
  type State,
} from '../../model/index.ts';
import { formsOf, isBuilder, likenessOf } from './forms.ts';
import { refusalOf, simulate, type Simulated } from './simulate.ts';

/** An operation that may be asked in a class of states, and what a conforming target would make of it. */
export interface Transition extends Simulated {
  readonly operation: Operation;
  /** Whether the linked role is there before it, is in use, which tags it has, and whether another role has its name. */
  readonly role: string;
  /** What else tells apart what the operation meets: who uses the role it is to delete, who goes on using it, its description. */
  readonly ground: string;
  /** Whether a search builds worlds with it. */
  readonly builds: boolean;
}

/**
 * The abstract machine of a service: classes of the model's states, and the forms of operations as its inputs. States are
 * one class when nothing that a tour wants to see apart tells them apart:
 *
 * - of the linked role: whether it is there, who made it, whether it has a description and tags, whether it lived before
 * - of every channel and packaging group: whether it is there, and which of its logs is on or ever was; of each kind, whether
 *   one was deleted
 * - of the last two deletion tasks: whether and how they ended; of other roles: whether they are there
 * - whether what used the role has let go, and how long ago against the settle window
 */
export class Machine {
  readonly #rules: Rules;
  readonly #alphabet: readonly Operation[];
  readonly #known = new Map<string, readonly Transition[]>();
  readonly #plainest = new Map<string, Operation>();

  /** `supports` says which operations the target has; the machine has no others. */
  constructor(rules: Rules, supports: (ability: Ability) => boolean) {
    this.#rules = rules;
    const { profile } = rules;
    this.#alphabet = operationsOf(profile)
      .filter((one) => one === 'Wait' || supports(one))
      .flatMap((one) => (one === 'Wait' && rules.settleMs === 0 ? [] : formsOf(profile, one, { regions: 2, slots: 2 })))
      .filter((operation) => abilitiesOf(operation).every((ability) => ability === 'Wait' || supports(ability)))
      .filter((operation) => isOfTour(profile, operation));
    for (const operation of this.#alphabet)
      if (!this.#plainest.has(abilityOf(operation))) this.#plainest.set(abilityOf(operation), operation);
  }

  readonly start: State = initialState();

  /** Machines of one name are the same: the likeness of the service, whether anything lags, and the operations. */
  get name(): string {
    const { profile, settleMs } = this.#rules;
    const abilities = new Set(this.#alphabet.flatMap((operation) => [...abilitiesOf(operation)]));
    return [likenessOf(profile), settleMs === 0 ? 'prompt' : 'lagging', ...[...abilities].sort()].join();
  }

  /** The inputs: every form of every operation, on the few resources that a tour uses. */
  get inputs(): readonly Operation[] {
    return this.#alphabet;
  }

  /** Every transition from the class of a state; the same object for each state of a class. */
  transitions(state: State): readonly Transition[] {
    const key = this.classOf(state);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#alphabet.map((operation) => this.transition(state, operation));
    this.#known.set(key, made);
    return made;
  }

  /** One transition, from this very state. */
  transition(state: State, operation: Operation): Transition {
    const { linked, lookalike } = state.roles;
    const use = linked === undefined ? 'absent' : usersOf(state).length === 0 ? 'free' : 'used';
    const role = [use, ...tagsOf(linked), ...(lookalike === undefined ? [] : ['lookalike'])].join();
    const simulated = simulate(this.#rules, state, operation);
    const { ending, refusal, answered, next, answer, looks, keeps } = simulated;
    // Member by member: there are hundreds of thousands, and copying a whole object into another is slow.
    return {
      ending,
      refusal,
      answered,
      next,
      keeps,
      answer: this.#isMasked(state, operation, simulated) ? NOTHING : answer,
      looks: isIdle(state, operation) ? [] : looks,
      operation,
      role,
      ground: groundOf(state, operation),
      builds: isBuilder(operation) || operation.kind === 'TagRole',
    };
  }

  /** Whether an operation is refused where its plainest form is refused alike: then the answer tells nothing of this form. */
  #isMasked(state: State, operation: Operation, { refusal }: Simulated): boolean {
    const plain = this.#plainest.get(abilityOf(operation));
    if (refusal === undefined || plain === undefined || plain === operation) return false;
    const other = refusalOf(this.#rules, state, plain);
    return other !== undefined && (refusal.length === 0 || other.length === 0 || refusal.join() === other.join());
  }

  /** The class of a state, as text. */
  classOf(state: State): string {
    return classOf(this.#rules, state);
  }
}

/** The class of a state, as text: see `Machine`. */
export function classOf(rules: Rules, state: State): string {
  const { linked } = state.roles;
  const holders = Object.entries(state.holders)
    .map(([key, holder]) => `${key}${sidesOf(holder)}${holder.everOn ? '+' : ''}`)
    .sort();
  const description = linked?.facets.description;
  return [
    linked && `${linked.madeBy}${description ? 'd' : ''}${tagsOf(linked).join()}`,
    Math.min(livesOf(state, 'linked'), 2),
    Object.keys(state.roles).sort(),
    holders,
    kinds(state.gone),
    state.tasks.slice(-2).map(({ end, sawFree, sawUsed }) => (end === null ? `${sawFree}${sawUsed}` : end)),
    kinds(state.released.map(({ key, by, at }) => `${by}${state.now >= at + rules.settleMs}${key}`)),
    state.contested,
  ].join('|');
}

const NOTHING: ReadonlySet<RequirementId> = new Set();

/** Whether an edit asks for what is there: that it is there afterwards tells nothing of the edit. */
const isIdle = ({ roles }: State, operation: Operation): boolean =>
  (operation.kind === 'UpdateRole' || operation.kind === 'UpdateRoleDescription') &&
  operation.description !== undefined &&
  roles.linked?.facets.description === descriptionText(operation.description);

/** What an operation meets, beside the role itself, where that may make a difference to it. */
function groundOf(state: State, operation: Operation): string {
  const users = usersOf(state);
  if (operation.kind === 'DeleteServiceLinkedRole' || operation.kind === 'GetServiceLinkedRoleDeletionStatus')
    return [usesOf(state, users), state.roles.linked?.facets.description ? 'described' : ''].join();
  if (operation.kind === 'ConfigureResource')
    return users.some((key) => key !== holderKeyOf(operation)) ? 'others' : '';
  if (operation.kind === 'TagRole' || operation.kind === 'UntagRole') return tagsOf(state.roles.linked).join();
  return '';
}

/** What of a sole user uses the role; several users are one ground. */
function usesOf(state: State, users: readonly string[]): string {
  const [key = '', ...more] = users;
  return more.length > 0 ? 'several' : `${resourceOfKey(key)}${sidesOf(state.holders[key])}`;
}

const tagsOf = (role: Role | undefined): readonly string[] => Object.keys(role?.facets.tags ?? {}).sort();

/** Which of the sides of a resource are on. */
export const sidesOf = (holder: Holder | undefined): string =>
  Object.entries(holder?.sides ?? {})
    .map(([side, on]) => (on === null ? '' : `:${side}`))
    .join('');

/** What kinds of resource there are among keys, each once. */
const kinds = (keys: readonly string[]): readonly string[] => [...new Set(keys.map(resourceOfKey))].sort();

/**
 * Builders in one region on two of the service's first resource and one of the others, and in a second region on one; every
 * other form where one place is enough.
 */
function isOfTour(profile: ServiceProfile, operation: Operation): boolean {
  if (!isOfResource(operation)) return true;
  const { kind, region, resource } = operation;
  const slot = 'slot' in operation ? operation.slot : 0;
  if (region === 0 && slot === 0) return true;
  if (region === 1 && slot === 0) return isBuilder(operation) || kind === 'ReadResource' || kind === 'ListResources';
  return region === 0 && resource === profile.resources[0]?.name && isBuilder(operation);
}
