import { randomUUID } from 'node:crypto';

const PREFIX = randomUUID().slice(0, -12);
let last = Number.parseInt(randomUUID().slice(-8), 16);

/** An id of a request, in the form of a UUID: of this process by its beginning, and counted by its end. */
export function newRequestId(): string {
  last += 1;
  return PREFIX + last.toString(16).padStart(12, '0');
}
