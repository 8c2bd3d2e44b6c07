import type { Account } from './account.ts';
import type { ApiCall } from './api-call.ts';
import {
  applies,
  decideBy,
  decideLayers,
  type AccessRequest,
  type LayeredDecision,
} from './books/policy-evaluation.ts';
import { statementsOf, type Principals } from './books/policy-document.ts';
import type { Principal } from './books/principal.ts';
import { callerArn, layersOf, roleArn } from './permissions.ts';
import { requestContext } from './request-context.ts';

/** How a trust policy speaks of a caller: by the account, which leaves it to the caller's policies, or by its own name. */
type Named = 'account' | 'itself' | undefined;

function namedBy(account: Account, principal: Principal, { named }: Principals): Named {
  const all = named['AWS'] ?? [];
  const own = [callerArn(account, principal)];
  if (principal.kind === 'session') own.push(roleArn(account, principal.session.role));
  if (all.some((one) => own.includes(one))) return 'itself';
  const whole = ['*', account.id, `arn:aws:iam::${account.id}:root`];
  return all.some((one) => whole.includes(one)) ? 'account' : undefined;
}

/**
 * Whether somebody may assume a role: its trust policy must let the caller in, and where that names the account alone, the
 * caller's own policies must as well; what they deny stays denied (IAM user guide, "Evaluating identity-based policies with
 * resource-based policies").
 */
export function mayAssume(
  account: Account,
  principal: Principal,
  call: ApiCall,
  { arn, trust }: { readonly arn: string; readonly trust: string },
): LayeredDecision {
  const request: AccessRequest = {
    action: 'sts:AssumeRole',
    resource: arn,
    context: requestContext(account, principal, { ...call, input: { ...call.input, RoleName: arn.split('/').at(-1) } }),
  };
  const trusts = (how: readonly Named[]): ReturnType<typeof decideBy> =>
    decideBy(statementsOf(trust) ?? [], (statement) => {
      const who = statement.principals;
      if (who === undefined) return false;
      const isNamed = namedBy(account, principal, who);
      const isMeant = who.not ? isNamed === undefined : how.includes(isNamed);
      return isMeant && applies(statement, request);
    });
  const trusted = trusts(['account', 'itself']);
  if (trusted !== 'allowed') return { decision: trusted };
  const own = decideLayers(layersOf(account, principal), request);
  return own.decision === 'implicitly denied' && trusts(['itself']) === 'allowed' ? { decision: 'allowed' } : own;
}
