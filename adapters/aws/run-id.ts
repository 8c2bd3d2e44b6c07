import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** What everything that the suite makes in a real account begins with; a run's id follows. */
export const OWN = 'slrc-';

/** Tags on everything that can have any: whose it is, and when nobody needs it any more. */
export const TAGS = { run: 'slr-conformance:run', deleteAfter: 'slr-conformance:delete-after' } as const;

/** A new id of a run: eight letters and digits. */
export const newRunId = (): string => Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** The run that a name belongs to; undefined for names of others. */
export const runOfName = (name: string | undefined): string | undefined => /^slrc-([a-z0-9]{8})-/.exec(name ?? '')?.[1];

/** A run: whose names and tags its things bear. */
export interface RunMark {
  readonly id: string;
  /** ISO 8601; anyone may remove what is left of it afterwards. */
  readonly deleteAfter: string;
}
