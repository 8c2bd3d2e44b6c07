import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atTime,
  actionOf,
  endings,
  initialState,
  sampleFacets,
  valueAt,
  type Clause,
  type Draw,
  type Ending,
  type Facets,
  type Operation,
  type Outcome,
  type Rules,
  type State,
  type ServiceProfile,
} from '../model/index.ts';
import { errorsOf, profiles } from '../services/index.ts';
import { sequence } from '../model/world.fixture.ts';
import { operationForms } from './explore/forms.ts';
import { judge } from './judge.ts';

/** Every form that the suite generates, and the same for a role with a suffix, which the recorded traces need. */
const operations: ReadonlyMap<ServiceProfile, readonly Operation[]> = new Map(
  profiles.map((profile) => {
    const forms = operationForms(profile, { regions: 2, slots: 2 });
    const suffixed = forms.filter((form) => 'role' in form && form.role === 'linked');
    return [profile, [...forms, ...suffixed.map((form) => ({ ...form, role: 'suffixed' }) as Operation)]];
  }),
);

/** One step of a program: which operation, which of its endings, how they are filled in, and what time passes. */
interface Choice {
  readonly operation: number;
  /** It is one of those that bring a role into being, into use or to its end. */
  readonly isEventful: boolean;
  readonly ending: number;
  readonly pick: number;
  readonly wait: number;
}

/** What brings a role into being, into use and to its end: without much of it most worlds are empty. */
const EVENTFUL = /^(Create|Delete)ServiceLinkedRole|DeletionStatus|^(Configure|Create)Resource/;
const isEventful = (operation: Operation): boolean => EVENTFUL.test(operation.kind) && !('as' in operation);

const among = (all: readonly Operation[], { operation, isEventful: only }: Choice): Operation => {
  const forms = only ? all.filter(isEventful) : all;
  return forms[operation % forms.length] as Operation;
};

const choice: fc.Arbitrary<Choice> = fc.record({
  operation: fc.nat({ max: 1000 }),
  isEventful: fc.boolean(),
  ending: fc.nat({ max: 7 }),
  pick: fc.nat({ max: 5 }),
  wait: fc.constantFrom(1, 1000, 20_000),
});

const drawing = (pick: number, draw: Draw): Draw => ({ ...draw, pick: (n) => pick % n });

/** The world that a random program leaves when any allowed ending may come. */
function worldAfter(rules: Rules, program: readonly Choice[], draw: Draw): State {
  let state = initialState(0, draw.account);
  const all = operations.get(rules.profile) ?? [];
  for (const one of program) {
    const { ending, pick, wait } = one;
    const allowed = endings(rules, state, among(all, one));
    const chosen = allowed[ending % allowed.length] as Ending;
    const next = chosen.next(chosen.outcome === 'answered' ? sampleFacets(chosen, drawing(pick, draw)) : {});
    state = atTime(next, next.now + wait);
  }
  return state;
}

const settings = fc.record({
  profile: fc.constantFrom(...profiles),
  settleMs: fc.constantFrom(0, 10_000),
});

/** Checks what must be so in every world that a program can lead to, of every operation. */
function inEveryWorld(check: (rules: Rules, state: State, operation: Operation, draw: Draw) => void): void {
  fc.assert(
    fc.property(
      settings,
      fc.array(choice, { maxLength: 40, size: 'max' }),
      fc.nat({ max: 5 }),
      (rules, program, pick) => {
        const draw = sequence();
        const state = worldAfter(rules, program, draw);
        for (const operation of operations.get(rules.profile) ?? [])
          check(rules, state, operation, drawing(pick, draw));
      },
    ),
    { numRuns: 150 },
  );
}

/** What a target answers that takes an ending at its word. */
function outcomeOf({ profile }: Rules, operation: Operation, ending: Ending, draw: Draw): Outcome {
  if (ending.outcome === 'answered') return { kind: 'answered', facets: sampleFacets(ending, draw) };
  const errors = errorsOf(actionOf(profile, operation));
  const code = ending.codes?.[0] ?? [...errors.keys()][0] ?? 'ValidationError';
  const http = ending.http ?? errors.get(code)?.[0] ?? 400;
  return { kind: 'refused', code, http, message: ending.message ?? code };
}

const drawsWhatItAllows = (clause: Clause, facets: Facets): boolean => {
  const value = valueAt(clause, facets);
  return value === undefined ? clause.omitted === true : clause.allows.admits(value, facets);
};

/** An ending by everything that can be compared. */
const told = ({ id: name, outcome, because, codes, clauses, passing, leap }: Ending): unknown => ({
  name,
  outcome,
  because,
  codes,
  passing,
  leap,
  clauses: clauses.map((clause) => [clause.facet, clause.part, clause.allows.text, clause.because, clause.guard]),
});

/** Endings that only an eventful world has. */
const RARE = [
  'role-made-again',
  'duplicate-refused',
  'name-clash-refused',
  'role-not-visible-yet',
  'deletion-already-under-way',
  'task-not-visible-yet',
  'task-in-progress',
  'task-failed',
  'task-still-failed',
  'task-succeeded',
  'task-forgotten',
  'clean-up-refused-for-now',
  'resource-with-logging-deleted',
  'logging-on-role-made',
  'logging-on-role-reused',
  'resources-listed-late',
  'made-without-a-role',
];

describe('the worlds that a program can lead to', () => {
  it('are far apart: nothing that the model tells of is out of their reach', () => {
    const met = new Set<string>();
    const program = fc.tuple(settings, fc.array(choice, { minLength: 20, maxLength: 40, size: 'max' }));
    for (const [rules, choices] of fc.sample(program, { seed: 1, numRuns: 300 })) {
      const state = worldAfter(rules, choices, sequence());
      for (const operation of operations.get(rules.profile) ?? [])
        for (const ending of endings(rules, state, operation)) met.add(ending.id);
    }
    expect([...met]).toEqual(expect.arrayContaining(RARE));
  });
});

describe('in every world that a program can lead to', () => {
  it('every operation has an ending, and once the window is over one that can last', () => {
    inEveryWorld((rules, state, operation) => {
      expect(endings(rules, state, operation)).not.toEqual([]);
      const later = atTime(state, state.now + rules.settleMs + 1);
      expect(endings(rules, later, operation).filter((ending) => !ending.passing)).not.toEqual([]);
    });
  });

  it('asking the model twice gives the same endings, and changes nothing', () => {
    inEveryWorld((rules, state, operation) => {
      const before = JSON.stringify(state);
      const first = endings(rules, state, operation).map(told);
      expect(endings(rules, state, operation).map(told)).toEqual(first);
      expect(JSON.stringify(state)).toBe(before);
    });
  });

  it('what an ending draws is what its own clauses allow', () => {
    inEveryWorld((rules, state, operation, draw) => {
      const odd = endings(rules, state, operation).flatMap((ending) => {
        const facets = sampleFacets(ending, draw);
        return ending.clauses
          .filter((clause) => !drawsWhatItAllows(clause, facets))
          .map((clause) => [ending.id, clause.facet, facets]);
      });
      expect(odd).toEqual([]);
    });
  });

  it('a target that does what the model allows is accused of nothing', () => {
    inEveryWorld((rules, state, operation, draw) => {
      const accused = endings(rules, state, operation).flatMap((ending) => {
        const outcome = outcomeOf(rules, operation, ending, draw);
        const judged = judge(rules, state, operation, outcome);
        const innocent = judged.breaches.length === 0 && judged.ending !== null;
        return innocent ? [] : [[operation, ending.id, outcome, judged.breaches]];
      });
      expect(accused).toEqual([]);
    });
  });
});
