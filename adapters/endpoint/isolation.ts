import { randomInt } from 'node:crypto';

/**
 * How a world is made fresh: a new account id per world, told by the access key id or by a header, or not at all, in
 * which case each session removes what it made.
 */
export type Isolation = 'access-key' | { readonly header: string } | 'none';

/** Headers by which known emulators are told the account. */
export const KNOWN_HEADERS = ['x-moto-account-id'] as const;

/** What identifies one world to the server. */
export interface Identity {
  /** Twelve digits; absent when every world shares the server's own account. */
  readonly account?: string;
  readonly accessKeyId: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The isolation in words, for reports. */
export function describeIsolation(isolation: Isolation, recycles: boolean): string {
  if (isolation === 'none') return 'none: one account, and each session removes what it made';
  return `${recycles ? 'new or cleaned account' : 'new account id'} per world (${isolation === 'access-key' ? 'access key id' : isolation.header.toLowerCase()})`;
}

/** Whether these words of a report say that the access key id chooses the account. */
export const isByAccessKey = (described: string): boolean => described.endsWith('(access key id)');

/**
 * Gives an account id that no world had yet, each time it is asked. The base is drawn once per target from 8 * 10^11 ids, so that the worlds of
 * different runs on one server do not meet.
 */
export function identities(isolation: Isolation): () => Identity {
  const base = randomInt(100_000_000_000, 900_000_000_000);
  let given = 0;
  return () => {
    if (isolation === 'none') return { accessKeyId: 'conformance', headers: {} };
    const account = String(base + given);
    given += 1;
    return isolation === 'access-key'
      ? { account, accessKeyId: account, headers: {} }
      : { account, accessKeyId: 'conformance', headers: { [isolation.header.toLowerCase()]: account } };
  };
}
