import type { Ability, Operation, State } from '../../model/index.ts';

/**
 * The reads that show everything the model believes to be there, and the linked role whether or not it is: together, the
 * snapshot of a world. GetRole comes before ListRoles, so that a list that disagrees is the list's fault.
 */
export function surroundings(state: State, supports: (ability: Ability) => boolean): readonly Operation[] {
  const { roles, holders } = state;
  const reads: Operation[] = [{ kind: 'GetRole', role: 'linked' }, { kind: 'ListRoles' }];
  if (roles.linked !== undefined)
    reads.push({ kind: 'ListAttachedRolePolicies', role: 'linked' }, { kind: 'ListRolePolicies', role: 'linked' });
  for (const role of ['ordinary', 'lookalike'] as const)
    if (roles[role] !== undefined) reads.push({ kind: 'GetRole', role }, { kind: 'ListAttachedRolePolicies', role });
  for (const key of Object.keys(holders)) {
    const [kind, region, slot] = key.split('/');
    if (kind === 'channel') reads.push({ kind: 'DescribeChannel', region: Number(region), channel: Number(slot) });
    if (kind === 'group') reads.push({ kind: 'DescribePackagingGroup', region: Number(region), group: Number(slot) });
  }
  return reads.filter((read) => supports(read.kind));
}
