import { z } from 'zod';
import { policyDocument } from '../../model/index.ts';
import type { SavedAccount } from './whole-account.ts';

const pairs = <T extends z.ZodType>(value: T) => z.array(z.tuple([z.string(), value]));
const texts = z.array(z.string());
const count = z.int().min(0);
/** Milliseconds that a date can hold, whatever it counts from (ECMAScript: 8.64e15 from 1970). */
const instant = z.number().min(-8e15).max(8e15);
const textOrNone = z.string().nullable();

/** Grants that a policy document can be written of. */
const grants = texts.refine((lines) => {
  try {
    return policyDocument(lines) !== '';
  } catch {
    return false;
  }
}, 'holds what is no grant');

const facets = z.strictObject({
  name: z.string().optional(),
  path: z.string().optional(),
  arn: z.string().optional(),
  roleId: z.string().optional(),
  createDate: z.iso.datetime().optional(),
  trust: grants.optional(),
  description: textOrNone.optional(),
  sessionDuration: z.number().optional(),
  boundary: textOrNone.optional(),
  tags: z.record(z.string(), z.string()).optional(),
  attached: texts.optional(),
  inline: texts.optional(),
});

const ref = z.string().regex(/^(?:linked|suffixed|lookalike|ordinary(?:\/\d{1,6})?)$/);
const key = z.string().regex(/^[a-z-]{1,40}\/\d{1,6}\/\d{1,6}$/);
const flag = z.literal(true).optional();

const role = z.strictObject({
  facets,
  madeBy: z.enum(['iam', 'service', 'found']),
  life: count,
  describedBy: texts,
  stray: flag,
});

const holder = z.strictObject({
  sides: z.record(z.string(), texts.min(1).nullable()),
  always: flag,
  everOn: flag,
});

const task = z.strictObject({
  id: z.string(),
  ref,
  acceptedAt: instant,
  sawFree: z.boolean(),
  sawUsed: z.boolean(),
  users: z.array(key),
  end: z.enum(['SUCCEEDED', 'FAILED']).nullable(),
  inferred: flag,
  unexplained: flag,
});

const state = z.strictObject({
  now: instant,
  account: z.string().optional(),
  roles: z.record(ref, role),
  stale: z.array(z.strictObject({ key: z.string(), value: z.union([role, holder]).nullable(), until: instant })),
  formerIds: texts,
  lives: z.record(ref, count),
  removed: z.array(ref),
  tasks: z.array(task),
  holders: z.record(key, holder),
  released: z.array(z.strictObject({ key, at: instant, by: z.enum(['disable', 'delete']) })),
  gone: z.array(key),
  cleanups: z.record(z.string(), instant),
  strayGone: z.array(ref).optional(),
  listing: z.boolean().optional(),
  others: texts,
  strangers: texts,
  contested: z.boolean(),
  unsure: z.array(z.string()),
});

const roleDetails = z.strictObject({
  name: z.string(),
  path: z.string(),
  trust: z.string(),
  description: z.string().optional(),
  sessionDuration: z.number(),
  boundary: z.string().optional(),
  inline: z.record(z.string(), z.string()),
  tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

const resources = z.strictObject({
  slots: pairs(count),
  details: z.array(
    z.tuple([
      key,
      z.looseObject({
        id: z.string(),
        arn: z.string(),
        createdAt: z.iso.datetime(),
        description: z.string().optional(),
        tags: z.record(z.string(), z.string()),
        ingest: z.array(z.record(z.string(), z.string())).optional(),
        rotations: count.optional(),
        domain: z.string().optional(),
        given: z.record(z.string(), z.unknown()).optional(),
      }),
    ]),
  ),
});

const side = z.strictObject({
  implementation: z.strictObject({ state, now: instant, seed: z.int() }),
  roles: z.array(z.tuple([ref, roleDetails])),
  resources: z.record(z.string().regex(/^[a-z-]{1,40}$/), resources),
  failures: pairs(z.looseObject({ reason: textOrNone.optional() })),
});

const account = z.strictObject({
  sides: z.record(z.string().max(128), side),
  // Read by the books themselves.
  books: z.record(z.string(), z.unknown()),
});

const schema = z.object({
  version: z.literal(2),
  clock: z.enum(['virtual', 'real']),
  now: instant.min(0),
  accounts: z.record(z.string().regex(/^\d{12}$/), account),
});

/** A cloud as plain JSON: what `Cloud.save` gives and `Cloud.load` takes. */
export interface SavedCloud {
  readonly version: 2;
  readonly clock: 'virtual' | 'real';
  /** Milliseconds by the cloud's clock. */
  readonly now: number;
  /** By account id. */
  readonly accounts: Readonly<Record<string, SavedAccount>>;
}

/**
 * Reads a saved cloud.
 * @throws TypeError that names the place which is not as `Cloud.save` gives it
 */
export function savedCloud(value: unknown): SavedCloud {
  const read = schema.safeParse(value);
  if (read.success) return read.data as unknown as SavedCloud;
  const [issue] = read.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  throw new TypeError(
    `This is no saved state: ${place === '' ? 'it' : place} ${issue?.message ?? 'is wrong'}. Load what was saved by this version.`,
  );
}
