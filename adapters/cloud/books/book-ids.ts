import { createHash } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECRET_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** At most 64 letters of an alphabet of 32 or 64, that depend on nothing but the text. */
const letters = (alphabet: string, length: number, text: string): string =>
  [...createHash('sha512').update(text).digest().subarray(0, length)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join('');

/** A unique id as IAM gives one, 17 letters after its prefix: `AIDA` for a user, `ANPA` for a managed policy. */
export const uniqueId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  prefix + letters(LETTERS, 17, [prefix, ...parts].join('\n'));

/** Ids of one account: no two are the same, and the same seed gives the same ones in the same order. */
export class BookIds {
  readonly #account: string;
  readonly #seed: number;
  #given: number;

  /** @param given how many were given out before */
  constructor(account: string, seed: number, given = 0) {
    this.#account = account;
    this.#seed = seed;
    this.#given = given;
  }

  get given(): number {
    return this.#given;
  }

  next(prefix: string): string {
    this.#given += 1;
    return uniqueId(prefix, this.#account, this.#seed, this.#given);
  }

  /** An access key: its id of 20 characters, and a secret of 40 that is kept nowhere. */
  nextKey(): { readonly id: string; readonly secret: string } {
    const id = this.next('AKIA').slice(0, 20);
    return { id, secret: letters(SECRET_LETTERS, 40, `secret\n${id}`) };
  }
}
