import type { WireRequest } from './exchange.ts';
import { credentialOf } from './scope.ts';

/** Characters of what is remembered of one request, at most; those of MediaPackage and IAM are mostly far shorter. */
const LONGEST = 2048;

/** Requests that are remembered, at most. */
const MOST = 256;

/**
 * What requests were read as, by everything that they are read from. Clients ask the same again and again: they wait for a
 * deletion, and look at what a call has changed.
 */
export class Recent<Reading> {
  readonly #readings = new Map<string, Reading>();

  /** The name of a request: two of the same are read alike. Undefined for one that is not remembered: too long, or presigned. */
  nameOf({ method, target, headers, body }: WireRequest): string | undefined {
    const header = headers['authorization'];
    const credential = header === undefined ? undefined : credentialOf(header);
    if (credential === undefined || target.length + body.length + credential.length > LONGEST) return undefined;
    // Bytes as Latin-1, and not decoded: whatever is no UTF-8 keeps a name of its own.
    const [form, text] = typeof body === 'string' ? ['text', body] : ['bytes', latin1(body)];
    // The lengths tell where each part ends, whatever is in it.
    return `${form} ${method.length} ${credential.length} ${target.length} ${method}${credential}${target}${text}`;
  }

  get(name: string): Reading | undefined {
    return this.#readings.get(name);
  }

  set(name: string, reading: Reading): void {
    if (this.#readings.size >= MOST) this.#readings.clear();
    this.#readings.set(name, reading);
  }
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
