import type { Session } from './sessions.ts';

/** Who makes a call: the account itself, one of its users, or whoever assumed one of its roles. */
export type Principal =
  | { readonly kind: 'account' }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'session'; readonly session: Session };

/** The account itself. */
export const ITSELF: Principal = { kind: 'account' };

/** The name of the user who asks; undefined for anybody else. */
export const userOf = (principal: Principal): string | undefined =>
  principal.kind === 'user' ? principal.user : undefined;
