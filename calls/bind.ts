import { isOfResource, roleAction, type Operation, type ServiceProfile } from '../model/index.ts';
import type { ApiService } from '../services/index.ts';
import type { Call } from './call.ts';
import type { Names } from './members.ts';
import { resourceRow } from './resources.ts';
import { rows, type RoleKind, type Row } from './rows.ts';

/** The row of an operation; undefined where it is no call of AWS, or none that is sent. */
export function rowOf(profile: ServiceProfile, operation: Operation): Row | undefined {
  if (isOfResource(operation)) return resourceRow(profile, operation);
  return operation.kind in rows ? rows[operation.kind as RoleKind] : undefined;
}

/**
 * The call that performs an operation.
 * @throws RangeError where none does
 */
export function bind<T>(operation: Operation, names: Names<T>): Call<T> {
  const row = rowOf(names.profile, operation);
  if (row === undefined) throw new RangeError(`no call of AWS is ${operation.kind}`);
  const members = Object.entries(row.input).map(([name, member]) => [name, member(operation as never, names)]);
  const { action, service } = row.call ?? roleAction(operation.kind as RoleKind);
  return {
    service: service as ApiService,
    action,
    region: service === 'iam' ? 'us-east-1' : names.region('region' in operation ? operation.region : 0),
    input: Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Call<T>['input'],
  };
}

/** The call that takes back what the call of an operation does; undefined where nothing does. */
export function undoing<T>(operation: Operation, names: Names<T>): Call<T> | undefined {
  if (operation.kind === 'CreateResource') {
    const { resource, region, slot } = operation;
    const removal: Operation = { kind: 'DeleteResource', resource, region, slot };
    return rowOf(names.profile, removal) === undefined ? undefined : bind(removal, names);
  }
  const [action, ...members] = rowOf(names.profile, operation)?.undo ?? [];
  if (action === undefined) return undefined;
  const { input, ...call } = bind(operation, names);
  return { ...call, action, input: Object.fromEntries(members.map((name) => [name, input[name]])) as typeof input };
}
