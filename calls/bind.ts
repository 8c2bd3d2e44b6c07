import type { Operation, OperationKind, OperationOf } from '../model/index.ts';
import { iam, type Call } from './call.ts';
import type { Names } from './members.ts';
import { rows, type RoleKind, type Row } from './rows.ts';

/** The row of a kind; undefined where it is no call of IAM or STS. */
export const rowOf = (kind: OperationKind): Row | undefined => (kind in rows ? rows[kind as RoleKind] : undefined);

/**
 * The call that performs an operation of IAM or STS.
 * @throws RangeError for any other
 */
export function bind<T>(operation: Operation, names: Names<T>): Call<T> {
  const row = rowOf(operation.kind) as Row<OperationOf<RoleKind>> | undefined;
  if (row === undefined) throw new RangeError(`no call of IAM is ${operation.kind}`);
  const members = Object.entries(row.input).map(([name, member]) => [
    name,
    member(operation as OperationOf<RoleKind>, names),
  ]);
  const input = Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Call<T>['input'];
  return { ...iam(operation.kind, input), ...(row.service === undefined ? {} : { service: row.service }) };
}

/** The call that takes back what a call of this kind does; undefined where nothing does. */
export function undoing<T>(kind: OperationKind, { input, ...call }: Call<T>): Call<T> | undefined {
  const [action, ...members] = rowOf(kind)?.undo ?? [];
  if (action === undefined) return undefined;
  return { ...call, action, input: Object.fromEntries(members.map((name) => [name, input[name]])) as typeof input };
}
