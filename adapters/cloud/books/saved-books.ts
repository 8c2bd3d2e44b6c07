import { z } from 'zod';
import type { AccessKey } from './access-keys.ts';
import type { InstanceProfile } from './instance-profiles.ts';
import type { Policy } from './policies.ts';
import type { Group, User } from './holders.ts';
import { savedSessions, type Session } from './sessions.ts';

/** The books of an account as plain JSON. */
export interface SavedBooks {
  /** How many ids were given out. */
  readonly ids: number;
  /** ISO 8601. */
  readonly since: string;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly keys: readonly AccessKey[];
  readonly sessions: readonly Session[];
  readonly policies: readonly Policy[];
  readonly profiles: readonly InstanceProfile[];
}

const name = z.string().regex(/^[\w+=,.@-]{1,128}$/);
const date = z.iso.datetime();
const entity = { name, path: z.string().startsWith('/'), id: z.string(), created: date };
const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() }));
const policies = { inline: z.array(z.tuple([name, z.string()])), attached: z.array(z.string()) };

const schema = z.strictObject({
  ids: z.int().min(0),
  since: date,
  users: z.array(
    z.strictObject({ ...entity, ...policies, tags, boundary: z.string().optional(), login: date.optional() }),
  ),
  groups: z.array(z.strictObject({ ...entity, ...policies, members: z.array(name) })),
  keys: z.array(
    z.strictObject({ id: z.string().regex(/^AKIA[A-Z2-7]{16}$/), user: name, active: z.boolean(), created: date }),
  ),
  sessions: savedSessions.default([]),
  policies: z.array(
    z.strictObject({
      ...entity,
      document: z.string(),
      version: z.int().min(1).optional(),
      others: z.array(z.strictObject({ number: z.int().min(1), document: z.string(), created: date })).optional(),
      description: z.string().optional(),
      tags,
    }),
  ),
  profiles: z.array(z.strictObject({ ...entity, tags, role: name.optional() })),
});

/** What one part names and another does not have. */
function stranger({ users, groups, keys }: SavedBooks): string | undefined {
  const known = new Set(users.map((user) => user.name));
  const member = groups.flatMap((group) => group.members).find((one) => !known.has(one));
  if (member !== undefined) return `books.groups: there is no user ${member}`;
  const key = keys.find(({ user }) => !known.has(user));
  return key === undefined ? undefined : `books.keys: there is no user ${key.user}`;
}

/**
 * Reads the books of an account.
 * @throws TypeError that names the place which is not as `Books.save` gives it
 */
export function readBooks(value: unknown): SavedBooks {
  const read = schema.safeParse(value);
  const [issue] = read.success ? [] : read.error.issues;
  const books = read.data as SavedBooks | undefined;
  const wrong =
    books === undefined ? `books.${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}` : stranger(books);
  if (wrong !== undefined)
    throw new TypeError(`This is no saved state: ${wrong}. Load what was saved by this version.`);
  return books as SavedBooks;
}
