import type { IncomingMessage } from 'node:http';
import { ADMIN_PATH } from './admin.ts';

/** Largest body of a call, in bytes; the largest input of the services here is some 131 kB (policy documents). */
export const MAX_CALL_BODY = 1_000_000;
/** Largest saved state that is put back, in bytes; one of 10,000 roles has some 10 MB. */
const MAX_STATE_BODY = 16_000_000;
/** A body that is too large is still read to its end, so that its sender gets to read the answer; but not beyond this. */
const MAX_DISCARDED = 16_000_000;

/** Bytes that the body of a request for a target may have. */
export const bodyLimit = (target: string): number => (target === `${ADMIN_PATH}state` ? MAX_STATE_BODY : MAX_CALL_BODY);

/** Reads a body; undefined when it is larger than allowed. `done` is never called when the sender goes away. */
export function readBody(incoming: IncomingMessage, limit: number, done: (body: Uint8Array | undefined) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    const [first] = chunks;
    done(size > limit ? undefined : chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
  };
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
    if (size > limit + MAX_DISCARDED) end();
  });
  incoming.on('end', end);
  // The sender went away; there is nobody to answer.
  incoming.on('error', () => {});
}
