import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Made } from '../endpoint/index.ts';
import { TargetError } from '../target-error.ts';

const text = z.string().max(2048);
const call = z.strictObject({
  service: z.enum(['iam', 'mediapackage', 'mediapackage-vod']),
  action: text.regex(/^(Delete|Detach|Remove)\w+$/),
  region: text.regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/),
  input: z.record(text, text),
});

/** What a run made or set, or was about to, in the suite's names; see `Made`. */
const made = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), name: text }),
  z.strictObject({ kind: z.literal('service-roles'), principal: text }),
  z.strictObject({ kind: z.literal('undo'), call }),
  z.strictObject({ kind: z.literal('support'), support: z.enum(['instance-profile', 'user', 'user-group']) }),
  z.strictObject({ kind: z.literal('restricted-user') }),
]);

const role = z.strictObject({ roleId: text, createDate: text });

/** One line of a ledger. */
const ledgerEntry = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('begin'),
    ledger: z.literal(1),
    run: text.regex(/^[a-z0-9]{8}$/),
    account: text.regex(/^\d{12}$/),
    service: text,
    regions: z.array(text.regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/)).min(2),
    deleteAfter: text,
    /** The role that was there before. */
    found: role.nullable(),
    host: text,
    pid: z.number().int().positive(),
    at: text,
  }),
  z.strictObject({ is: z.literal('will'), made, at: text }),
  /** A call that may make the service's role is about to be sent. */
  z.strictObject({ is: z.literal('may-make-role'), at: text }),
  /** The service's role is this one, and the run's. */
  z.strictObject({ is: z.literal('role'), ...role.shape, at: text }),
  z.strictObject({ is: z.literal('end'), at: text }),
]);

export type LedgerEntry = z.infer<typeof ledgerEntry>;
type Entry<Is extends LedgerEntry['is']> = Extract<LedgerEntry, { readonly is: Is }>;
/** An entry before the ledger adds the time. */
export type NewEntry =
  | { [Is in Exclude<LedgerEntry['is'], 'will'>]: Omit<Entry<Is>, 'at'> }[Exclude<LedgerEntry['is'], 'will'>]
  | { readonly is: 'will'; readonly made: Made };

/** What a ledger tells. */
export interface LedgerFacts {
  readonly begin: Entry<'begin'>;
  readonly made: readonly Made[];
  /** Roles that are the run's. */
  readonly roles: readonly { readonly roleId: string; readonly createDate: string }[];
  /** When calls that may make the service's role were sent, in milliseconds since 1970. */
  readonly mayMakeRoleAt: readonly number[];
  /** Whether the run saw to it that nothing is left. */
  readonly ended: boolean;
}

/** Where a run writes what it is about to do. */
export interface LedgerWriter {
  /** Returns once the entry lies on the disk. @throws TargetError when it does not; nothing may be made then */
  append(entry: NewEntry): void;
}

/** A ledger that is open. */
export interface LedgerBook extends LedgerWriter {
  readonly path: string;
  close(): void;
}

const unwritable = (path: string, cause: unknown): TargetError =>
  new TargetError(
    'ledger-failed',
    `The ledger ${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}), and nothing is made that it does not tell of.`,
    'Make room or allow it, or name another place with --ledger.',
  );

/** A file that only grows, a line of JSON for each thing that a run is about to make: what `sweep` goes by after a crash. */
export class Ledger implements LedgerBook {
  readonly path: string;
  readonly #file: number;
  readonly #now: () => number;
  #failure: unknown;

  /**
   * Begins a new ledger; one that is there is never written over.
   * @throws TargetError when it cannot
   */
  constructor(path: string, now: () => number = Date.now, mode: 'new' | 'more' = 'new') {
    this.path = path;
    this.#now = now;
    try {
      mkdirSync(dirname(path), { recursive: true });
      // A line that was cut off is no part of it.
      if (mode === 'more') truncateSync(path, readFileSync(path).lastIndexOf('\n') + 1);
      this.#file = openSync(path, mode === 'new' ? 'ax' : 'a', 0o600);
      const folder = openSync(dirname(path), 'r');
      fsyncSync(folder);
      closeSync(folder);
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  append(entry: NewEntry): void {
    try {
      // What was written by half is followed by nothing more.
      if (this.#failure !== undefined) throw this.#failure;
      writeFileSync(this.#file, `${JSON.stringify({ ...entry, at: new Date(this.#now()).toISOString() })}\n`);
      fsyncSync(this.#file);
    } catch (error) {
      this.#failure = error;
      throw unwritable(this.path, error);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

/**
 * Reads a ledger. A last line that was cut off tells of nothing: what it was about was not sent.
 * @throws TargetError for a file that is none
 */
export function readLedger(path: string): LedgerFacts {
  const wrong = (why: string): TargetError =>
    new TargetError(
      'ledger-failed',
      `${path} is no ledger: ${why}.`,
      'Give the file that a run with --target aws wrote.',
    );
  let lines: readonly string[];
  try {
    lines = readFileSync(path, 'utf8').slice(0, 100_000_000).split('\n').slice(0, -1);
  } catch (error) {
    throw wrong((error as NodeJS.ErrnoException).code ?? String(error));
  }
  const entries = lines.map((line, index): LedgerEntry => {
    try {
      return ledgerEntry.parse(JSON.parse(line));
    } catch {
      throw wrong(`line ${index + 1} cannot be read`);
    }
  });
  const of = <Is extends LedgerEntry['is']>(is: Is): readonly Entry<Is>[] =>
    entries.filter((one): one is Entry<Is> => one.is === is);
  const [begin] = of('begin');
  if (begin === undefined || entries[0] !== begin) throw wrong('it does not begin as one');
  return {
    begin,
    made: of('will').map((one) => one.made as Made),
    roles: of('role').map(({ roleId, createDate }) => ({ roleId, createDate })),
    mayMakeRoleAt: of('may-make-role').map(({ at }) => Date.parse(at)),
    ended: entries.at(-1)?.is === 'end',
  };
}
