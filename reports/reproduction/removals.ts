import { requiredBy, customersName, iam, principalText, rowOf, supports, undoing } from '../../calls/index.ts';
import { isCustomers, mayBeginUse, resourceNamed, type Operation, type Program } from '../../model/index.ts';
import type { Names } from './calls.ts';
import type { Call, Removal, Text } from './reproduction.ts';

/** What removes whatever a program makes: users of the role first, then roles, then what carried them. */
export function removalsOf(program: Program, names: Names): readonly Removal[] {
  const once = (calls: readonly Call[]): readonly Removal[] =>
    [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()].map((call) => ({ kind: 'call', call }));
  const paths = new Set(program.flatMap((operation) => principalsOf(operation, names)).map(pathOf));
  /** What takes from roles of one name what operations put on them. */
  const undo = (name: Text, isLinked: boolean): readonly Call[] =>
    program.flatMap((operation) =>
      'role' in operation && isCustomers(operation.role) !== isLinked ? taking(operation, name, names) : [],
    );
  const customers = program.flatMap((operation) => {
    if (operation.kind !== 'CreateRole') return [];
    const name = customersName(operation.role, names.profile.roleName);
    return [...undo(name, false), iam('DeleteRole', { RoleName: name })];
  });
  const carriers = program.flatMap((operation) => {
    const { needs } = rowOf(names.profile, operation) ?? {};
    if (needs === undefined) return [];
    const left = 'role' in operation ? [] : taking(operation, '', names);
    return [...left, supports[needs].remove];
  });
  return [
    ...once(program.flatMap((operation) => resourceOf(operation, names))),
    ...once(
      program.flatMap((operation) => requiredBy(names.profile, operation, (slot) => names.region(slot))?.remove ?? []),
    ),
    ...once(customers),
    ...[...paths].map((path): Removal => ({
      kind: 'service-roles',
      path,
      undo: undo({ told: [{ of: 'each' }] }, true),
    })),
    ...once(carriers),
  ];
}

/** The path under which a principal's role is made, whatever a target takes for a principal. */
const pathOf = (principal: string): string => `/aws-service-role/${principal}/`;

/** The principals whose role an operation may make or be about. */
function principalsOf(operation: Operation, { profile }: Names): readonly string[] {
  if (operation.kind === 'CreateServiceLinkedRole') return [principalText(operation.service, profile) ?? []].flat();
  const isAboutRole = mayBeginUse(profile, operation) || ('role' in operation && !isCustomers(operation.role));
  return isAboutRole ? [profile.principal] : [];
}

/** What takes back what an operation put on a role of this name, or on what it needs besides. */
function taking(operation: Operation, name: Text, names: Names): readonly Call[] {
  if (operation.kind === 'CreateResource') return [];
  const undo = undoing<Text>(operation, {
    profile: names.profile,
    region: (slot) => names.region(slot),
    role: () => name,
    roleArn: () => name,
    task: (task) => names.task(task),
    version: () => names.version(),
    resource: (...place) => names.resource(...place),
  });
  return [undo ?? []].flat();
}

/** What deletes the resource that an operation is about, whether or not the program made it. */
function resourceOf(operation: Operation, names: Names): readonly Call[] {
  if (!('slot' in operation)) return [];
  const { resource, region, slot } = operation;
  const isKnown = resourceNamed(names.profile, resource).members?.handedOut === undefined;
  const undo = isKnown ? undoing({ kind: 'CreateResource', resource, region, slot }, names) : undefined;
  return [undo ?? []].flat();
}
