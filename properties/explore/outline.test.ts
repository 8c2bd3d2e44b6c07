import { describe, expect, it } from 'vitest';
import { initialState, type Operation } from '../../model/index.ts';
import { mediapackage, profiles } from '../../services/index.ts';
import { OutlineCoverage } from './outline-coverage.ts';
import { OutlineMachine, outlineOf } from './outline.ts';
import { pairTourOf } from './pair-tour.ts';
import { simulate } from './simulate.ts';

const machine = new OutlineMachine(mediapackage, () => true);
const keyOf = (from: string | undefined, operation: Operation): string => `${from} ${JSON.stringify(operation)}`;

/** The outlines that a conforming target goes through in a program, each with the operation that it met. */
function stepsOf(program: readonly Operation[]) {
  let state = initialState();
  return program.map((operation) => {
    const outline = outlineOf(mediapackage, state);
    state = simulate({ profile: mediapackage, settleMs: 0 }, state, operation).next;
    return { operation, ...(outline === undefined ? {} : { outline }), to: outlineOf(mediapackage, state) };
  });
}

describe('the machine of outlines', () => {
  it('has 59 states, 14 inputs, 826 transitions and 11,200 pairs of them for MediaPackage', () => {
    const { transitions, inputs, pairs } = machine;
    expect([transitions.size, inputs.length, [...transitions.values()].flat().length, pairs]).toEqual([
      59, 14, 826, 11_200,
    ]);
  });

  it.each(profiles.map((profile) => [profile.id, profile] as const))(
    'has a transition for every input of every state (%s)',
    (_id, profile) => {
      const { transitions, inputs } = new OutlineMachine(profile, () => true);
      expect(transitions.size).toBeGreaterThan(20);
      for (const own of transitions.values()) expect(own.map(({ operation }) => operation)).toEqual(inputs);
    },
  );

  it('has no input that the target lacks', () => {
    const some = new OutlineMachine(mediapackage, (ability) => !ability.endsWith('packaging-group'));
    expect(some.inputs.filter((one) => 'resource' in one && one.resource === 'packaging-group')).toEqual([]);
    expect(some.transitions.size).toBeLessThan(machine.transitions.size);
  });
});

describe('the tour of pairs', () => {
  const programs = pairTourOf(machine);

  it('goes through every pair of consecutive transitions, and nowhere else than the machine says', () => {
    const wanted = new Set<string>();
    for (const own of machine.transitions.values())
      for (const { from, operation, to } of own)
        for (const next of machine.transitions.get(to ?? '') ?? [])
          wanted.add(`${keyOf(from, operation)} > ${keyOf(next.from, next.operation)}`);
    expect(wanted.size).toBe(machine.pairs);
    for (const program of programs) {
      const steps = stepsOf(program);
      for (const [index, { outline, operation, to }] of steps.entries()) {
        const known = machine.transitions.get(outline ?? '')?.find((one) => one.operation === operation);
        expect(known?.to).toBe(to);
        const last = steps[index - 1];
        if (last !== undefined) wanted.delete(`${keyOf(last.outline, last.operation)} > ${keyOf(outline, operation)}`);
      }
    }
    expect([...wanted]).toEqual([]);
  });

  it('takes less than one and a half operations for each of them', () => {
    expect(programs.flat().length).toBeLessThan(1.5 * machine.pairs);
  });

  it('is what the coverage of a run counts', () => {
    const coverage = new OutlineCoverage();
    for (const program of programs) coverage.take(stepsOf(program));
    expect(coverage.figures(machine)).toEqual({
      states: { met: 59, of: 59 },
      transitions: { met: 826, of: 826 },
      pairs: { met: 11_200, of: 11_200 },
    });
    const little = new OutlineCoverage();
    little.take(stepsOf(machine.inputs.slice(0, 2)));
    expect(little.figures(machine)).toMatchObject({ transitions: { met: 2 }, pairs: { met: 1 } });
  });
});

describe('an outline', () => {
  it('is none of a world with other resources or roles', () => {
    const state = (...program: readonly Operation[]) =>
      program.reduce(
        (one, operation) => simulate({ profile: mediapackage, settleMs: 0 }, one, operation).next,
        initialState(),
      );
    expect(
      outlineOf(mediapackage, state({ kind: 'CreateResource', resource: 'channel', region: 0, slot: 1 })),
    ).toBeUndefined();
    expect(outlineOf(mediapackage, state({ kind: 'CreateRole', role: 'ordinary' }))).toBeUndefined();
    expect(
      outlineOf(mediapackage, state({ kind: 'CreateResource', resource: 'packaging-group', region: 1, slot: 0 })),
    ).toBeUndefined();
    expect(outlineOf(mediapackage, state({ kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 }))).toBe(
      'no role; no task; off here; nothing elsewhere',
    );
  });
});
