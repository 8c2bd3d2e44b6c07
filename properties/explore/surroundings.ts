import {
  abilityOf,
  regionOf,
  resourceCall,
  resourceOfKey,
  type Ability,
  type Operation,
  type ServiceProfile,
  type State,
} from '../../model/index.ts';

/** Whether the last task but one is taken to have FAILED, by nothing but a further deletion that got a task of its own. */
export function isInDoubt({ tasks }: State): boolean {
  const task = tasks.at(-2);
  return task?.end === 'FAILED' && task.inferred === true && task.unexplained !== true;
}

/**
 * The reads that show everything the model believes to be there, and the linked role whether or not it is: together, the
 * snapshot of a world. GetRole comes before ListRoles, so that a list that disagrees is the list's fault.
 */
export function surroundings(
  profile: ServiceProfile,
  state: State,
  supports: (ability: Ability) => boolean,
): readonly Operation[] {
  const { roles, holders, unsure } = state;
  const reads: Operation[] = isInDoubt(state)
    ? [{ kind: 'GetServiceLinkedRoleDeletionStatus', task: 'previous', await: true }]
    : [];
  reads.push({ kind: 'GetRole', role: 'linked' }, { kind: 'ListRoles' });
  if (roles.linked !== undefined)
    reads.push({ kind: 'ListAttachedRolePolicies', role: 'linked' }, { kind: 'ListRolePolicies', role: 'linked' });
  for (const role of ['ordinary', 'lookalike'] as const)
    if (roles[role] !== undefined) reads.push({ kind: 'GetRole', role }, { kind: 'ListAttachedRolePolicies', role });
  for (const role of ['ordinary', 'lookalike', 'suffixed'] as const)
    if (roles[role] === undefined && unsure.includes(role)) reads.push({ kind: 'GetRole', role });
  for (const key of new Set([...Object.keys(holders), ...unsure.filter((one) => one.includes('/'))])) {
    const slot = Number(key.slice(key.lastIndexOf('/') + 1));
    const read = { kind: 'ReadResource', resource: resourceOfKey(key), region: regionOf(key), slot } as const;
    if (resourceCall(profile, read) !== undefined) reads.push(read);
  }
  return reads.filter((read) => supports(abilityOf(read)));
}
