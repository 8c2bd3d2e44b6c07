import { randomBytes, randomUUID } from 'node:crypto';

// Eight hexadecimal digits from the first to the last. Small integers, which the engine writes several times as fast as others.
const FIRST = 0x1000_0000;
const LAST = 0x7fff_ffff;

const PREFIX = randomUUID().slice(0, -8);
let last = FIRST + randomBytes(3).readUIntBE(0, 3);

/** An id of a request, in the form of a UUID: of this process by its beginning, and counted by its end. */
export function newRequestId(): string {
  last = last === LAST ? FIRST : last + 1;
  return PREFIX + last.toString(16);
}
