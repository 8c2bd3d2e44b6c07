import { abilityOf, holderKeyOf, regionOf, resourceOfKey, type Operation } from '../../model/index.ts';
import { formKey } from './forms.ts';
import { sidesOf, type Transition } from './machine.ts';

/** What a tour wants to see. */
export interface Wants {
  /** The items that a transition would show, and those that each look after it would. */
  readonly of: (transition: Transition) => Shown;
  /** A world begins with something new within so many operations, or the tour is over. */
  readonly reach: number;
  /** So many worlds at most; as many as it takes unless given. */
  readonly worlds?: number;
  /** How far a plan looks ahead, and how many new items a call it is content with; two operations and one half unless given. */
  readonly patience?: Patience;
}

export interface Patience {
  /** A plan looks no further ahead than so many operations; what is further away needs a detour. */
  readonly deepest: number;
  /** With something new that often, a plan looks no further: from 0 to 1. */
  readonly worth: number;
}

export interface Shown {
  readonly answer: readonly string[];
  readonly looks: readonly (readonly string[])[];
}

/** Each requirement once, and once by a look at what an operation left behind, where it speaks of that. */
export const requirementsOnce: Wants = {
  of: ({ answer, looks }) => ({
    answer: [...answer],
    looks: looks.map(({ exercises, claims }) => [...exercises, ...[...claims].map((id) => `${id}${LEFT}`)]),
  }),
  reach: 2,
  worlds: 1,
  patience: { deepest: 3, worth: 0.7 },
};

/** Marks what is left behind. */
const LEFT = ' left';

/** The requirement of an item of `requirementsOnce`. */
export const requirementOf = (item: string): string => item.replace(LEFT, '');

/** Each requirement by every form of operation whose answer shows it, and by every kind that leaves it to a look. */
export const kindsOnce: Wants = {
  of: ({ operation, role, answer, looks }) => {
    const form = formKey(operation);
    const left = `${abilityOf(operation)}${role.endsWith('lookalike') ? ' beside a lookalike' : ''} left`;
    return {
      answer: [...answer].map((id) => `${form} ${id}`),
      looks: looks.map(({ claims }) => [...claims].map((id) => `${left} ${id}`)),
    };
  },
  reach: 2,
};

/** The same on every ground, and in looks at what is elsewhere and beside. */
export const groundsOnce: Wants = {
  of: (transition) => {
    const { operation, ground, answer, looks } = transition;
    const form = `${formKey(operation)} ${ground}`;
    const left = `${abilityOf(operation)} ${ground} left`;
    return {
      answer: [...answer].map((id) => `${form} ${id}`),
      looks: looks.map(({ read, claims }) =>
        [...claims].map((id) => `${left} ${id} to ${abilityOf(read)}${away(transition, read)}`),
      ),
    };
  },
  reach: 4,
};

/** Each ending of every form of operation, while the role is absent, free and in use, and each requirement that it shows. */
export const formsOnce: Wants = {
  of: ({ operation, role, ending, answer, looks }) => {
    const what = `${formKey(operation)} ${role} ${ending}`;
    return {
      answer: [what, ...[...answer].map((id) => `${what} ${id}`)],
      looks: looks.map(({ claims }) => [...claims].map((id) => `${what} left ${id}`)),
    };
  },
  reach: 2,
};

/** Marks a look at another resource of the kind that the operation is about: where it is, and whether it logs otherwise. */
function away({ operation, next }: Transition, read: Operation): string {
  const [own, other] = [holderKeyOf(operation), holderKeyOf(read)];
  if (own === undefined || other === undefined || own === other || resourceOfKey(own) !== resourceOfKey(other))
    return '';
  const logs = [own, other].map((key) => sidesOf(next.holders[key]));
  return ` ${regionOf(own) === regionOf(other) ? 'beside' : 'elsewhere'}${logs[0] === logs[1] ? '' : ' unlike'}`;
}
