import { answered, type Facets, type Operation, type OperationKind, type Outcome } from '../../model/index.ts';
import { NotAnswered } from './calls.ts';
import { channelOperations } from './channel-operations.ts';
import type { Context, Performer, Performers } from './context.ts';
import { linkedRoleOperations } from './linked-role-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { roleOperations } from './role-operations.ts';

const genericUse = (): Promise<Facets> =>
  Promise.reject(
    new NotAnswered({
      kind: 'unsupported',
      evidence: 'the endpoint knows no call by which a service other than MediaPackage uses its role',
    }),
  );

const PERFORMERS: Performers<OperationKind> = {
  ...linkedRoleOperations,
  ...roleOperations,
  ...policyOperations,
  ...channelOperations,
  UseRole: genericUse,
  ReleaseRole: genericUse,
  Wait: () => Promise.resolve({}),
};

/** Performs one operation, asking once. Throws only for a fault of the suite itself. */
export async function perform(operation: Operation, context: Context): Promise<Outcome> {
  const performer = PERFORMERS[operation.kind] as Performer<OperationKind>;
  try {
    const asked = 'as' in operation ? { ...context, calls: await context.restricted.calls() } : context;
    return answered(await performer(operation, asked));
  } catch (error) {
    if (error instanceof NotAnswered) return error.outcome;
    throw error;
  }
}
