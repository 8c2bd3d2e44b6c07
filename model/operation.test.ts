import { expect, it } from 'vitest';
import { abilitiesOf, isRead } from './operation.ts';

it('an operation needs its kind, and whoever asks as a restricted caller needs such callers', () => {
  const remove = { kind: 'DeleteServiceLinkedRole', role: 'linked' } as const;
  expect(abilitiesOf(remove)).toEqual(['DeleteServiceLinkedRole']);
  expect(abilitiesOf({ ...remove, as: 'restricted' })).toEqual(['DeleteServiceLinkedRole', 'RestrictedCaller']);
});

it.each([
  ['GetRole', true],
  ['ListResources', true],
  ['GetServiceLinkedRoleDeletionStatus', true],
  ['CreateResource', false],
  ['DeleteServiceLinkedRole', false],
] as const)('whether %s only reads: %s', (kind, reads) => {
  expect(isRead({ kind })).toBe(reads);
});
