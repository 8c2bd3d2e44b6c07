import { sampleFacets, type Draw, type Ending } from './ending.ts';
import { endings } from './transitions/endings.ts';
import type { Operation } from './operation.ts';
import { mediapackage } from '../services/index.ts';
import type { ServiceProfile } from './profile.ts';
import { atTime, initialState, type Rules, type State } from './state.ts';

/** Operations that most worlds are made of. */
export const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
export const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
export const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' };
export const getRole: Operation = { kind: 'GetRole', role: 'linked' };
export const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
export const enable: Operation = {
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  sides: { ingress: 'default' },
};
export const disable: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0 };
export const ordinary: Operation = { kind: 'CreateRole', role: 'ordinary' };
export const lookalike: Operation = { kind: 'CreateRole', role: 'lookalike' };
export const wait: Operation = { kind: 'Wait', for: 'window' };

/** The rules of a service whose changes take ten seconds to show, unless said otherwise. */
export const rulesFor = (settleMs = 10_000, profile: ServiceProfile = mediapackage): Rules => ({ profile, settleMs });

/** Draws the first choice, and ids that are never given twice. */
export function sequence(): Draw {
  let serial = 0;
  return {
    account: '123456789012',
    pick: () => 0,
    fresh(kind) {
      serial += 1;
      const tail = String(serial).padStart(12, '0');
      if (kind === 'role') return `AROA${tail}`;
      return kind === 'uuid' ? `00000000-0000-4000-a000-${tail}` : new Date(serial * 1000).toISOString();
    },
  };
}

/** The usual ending of an operation that can last. */
export const usual = (rules: Rules, state: State, operation: Operation): Ending => {
  const ending = endings(rules, state, operation).find((one) => !one.passing);
  if (ending === undefined) throw new Error(`nothing that can last may come of ${operation.kind}`);
  return ending;
};

/** The world after a program to which everything usual came, one second after another. */
export function world(rules: Rules, ...program: readonly Operation[]): State {
  const draw = sequence();
  return program.reduce<State>((state, operation) => {
    const pause = operation.kind === 'Wait' && operation.for === 'window' ? rules.settleMs + 1 : 1000;
    const ending = usual(rules, state, operation);
    const next = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, draw) : {});
    return atTime(next, next.now + pause);
  }, initialState());
}
