import { isCustomers, servicePath } from '../../model/index.ts';
import type { Account } from './account.ts';
import { bounded, layer, layersOfUser } from './books/layers.ts';
import type { Layer } from './books/policy-evaluation.ts';
import type { Principal } from './books/principal.ts';

/** The ARN of a user. */
export const userArn = (account: Account, user: string): string =>
  `arn:aws:iam::${account.id}:user${account.books.users.get(user)?.path ?? '/'}${user}`;

/** The side of the account that keeps a role. */
export const keeperOf = (account: Account, name: string): Account =>
  account.sides().find((side) => side.roles.find(name, side.state) !== undefined) ?? account;

/** The ARN of a role, whether it is there or not. */
export function roleArn(asked: Account, name: string): string {
  const account = keeperOf(asked, name);
  const ref = account.roles.find(name, account.state) ?? 'ordinary/0';
  const path = isCustomers(ref) ? (account.roles.details(ref)?.path ?? '/') : servicePath(account.profile);
  return `arn:aws:iam::${account.id}:role${path}${name}`;
}

/** The ARN of whoever makes a call, as refusals and GetCallerIdentity name it. */
export function callerArn(account: Account, principal: Principal): string {
  if (principal.kind === 'account') return `arn:aws:iam::${account.id}:root`;
  if (principal.kind === 'user') return userArn(account, principal.user);
  const { role, name } = principal.session;
  return `arn:aws:sts::${account.id}:assumed-role/${role}/${name}`;
}

function layersOfRole(asked: Account, name: string): readonly Layer[] {
  const account = keeperOf(asked, name);
  const ref = account.roles.find(name, account.state);
  const attached = (ref === undefined ? undefined : account.state.roles[ref]?.facets.attached) ?? [];
  const details = ref !== undefined && isCustomers(ref) ? account.roles.details(ref) : undefined;
  const inline = Object.values(details?.inline ?? {});
  return [
    layer(account.books, 'identity-based policy', inline, attached as readonly string[]),
    ...bounded(account.books, details?.boundary),
  ];
}

/** The layers of policies that must all allow what a user or a session of a role does. The account itself has none. */
export function layersOf(account: Account, principal: Principal): readonly Layer[] {
  if (principal.kind === 'account') return [];
  if (principal.kind === 'user') return layersOfUser(account.books, principal.user);
  const { role, documents } = principal.session;
  const own = layersOfRole(account, role);
  return documents === undefined ? own : [...own, { type: 'session policy', documents }];
}
