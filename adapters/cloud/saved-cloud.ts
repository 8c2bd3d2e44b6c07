import { z } from 'zod';
import type { SavedAccount } from './account.ts';

const record = z.record(z.string(), z.unknown());
const pairs = z.array(z.tuple([z.string(), z.unknown()]));
const resources = z.object({ slots: z.array(z.tuple([z.string(), z.int().min(0)])), details: pairs });

/** The parts of a saved account that the program goes by when it reads one; the rest is taken at its word. */
const account = z.object({
  implementation: z.object({
    state: z.looseObject({
      now: z.number(),
      roles: record,
      holders: record,
      lives: record,
      cleanups: record,
      stale: z.array(record),
      formerIds: z.array(z.unknown()),
      removed: z.array(z.string()),
      tasks: z.array(z.looseObject({ id: z.string(), ref: z.string(), acceptedAt: z.number() })),
      released: z.array(record),
      gone: z.array(z.string()),
      others: z.array(z.string()),
      strangers: z.array(z.string()),
      contested: z.boolean(),
    }),
    now: z.number(),
    seed: z.int(),
  }),
  roles: pairs,
  channels: resources,
  groups: resources,
  failures: pairs,
  books: record,
});

const schema = z.object({
  version: z.literal(1),
  clock: z.enum(['virtual', 'real']),
  now: z.number().min(0),
  accounts: z.record(z.string().regex(/^\d{12}$/), account),
});

/** A cloud as plain JSON: what `Cloud.save` gives and `Cloud.load` takes. */
export interface SavedCloud {
  readonly version: 1;
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
