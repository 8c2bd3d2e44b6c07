import type { Caller } from '../../model/index.ts';
import type { Account } from './account.ts';
import type { Members, Request } from './api-call.ts';

/** Plays one action: gives the members of the answer, or throws ApiError. */
export type Action = (account: Account, request: Request) => Members;

/** Actions by the name that AWS gives them. */
export type Actions = Readonly<Record<string, Action>>;

/** The caller of an operation that knows callers. */
export const asCaller = ({ as }: Request): { readonly as?: Caller } => (as === undefined ? {} : { as });
