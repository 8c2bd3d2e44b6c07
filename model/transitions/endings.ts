import type { Allowed, Ending } from '../ending.ts';
import type { Operation, OperationKind } from '../operation.ts';
import type { Rules, State } from '../state.ts';
import { askedByAdministrator, endingsForCaller, isCallers } from './caller.ts';
import { creation } from './creation.ts';
import { deletionTask } from './deletion-task.ts';
import { deletion } from './deletion.ts';
import { editing } from './editing.ts';
import { reading } from './reading.ts';
import { resources } from './resource.ts';

/** Who knows what is allowed of each kind of operation. */
const ALLOWED: Allowed<OperationKind> = {
  ...creation,
  ...reading,
  ...deletion,
  ...deletionTask,
  ...editing,
  ...resources,
  Wait: (_, state) => [{ id: 'waited', outcome: 'answered', because: [], clauses: [], next: () => state }],
};

/**
 * Every ending that the specification allows for an operation in a state; never none. The up-to-date and usual one comes
 * first. Pure: the same arguments give the same endings.
 */
export function endings(rules: Rules, state: State, operation: Operation): readonly Ending[] {
  if (!isCallers(operation)) return administratorsEndings(rules, state, operation);
  return endingsForCaller(state, operation, administratorsEndings(rules, state, askedByAdministrator(operation)));
}

const administratorsEndings = (rules: Rules, state: State, operation: Operation): readonly Ending[] =>
  ALLOWED[operation.kind](rules, state, operation as never);
