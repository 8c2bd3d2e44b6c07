import type { ResourceProfile, Statuses } from '../model/index.ts';

type Parts = Pick<ResourceProfile, 'name' | 'word' | 'calls' | 'refusals' | 'taken'> &
  Partial<Pick<ResourceProfile, 'slot' | 'most' | 'members' | 'requires' | 'played' | 'lingers' | 'servesDenied'>>;

/** A resource that uses the role from its making to its deletion. */
export const whileThere = (parts: Parts): ResourceProfile => ({
  slot: parts.name,
  sides: [],
  uses: 'while-there',
  cites: { on: 'creation/present-while-enabled', off: 'deletion/by-hand-only', each: 'deletion/in-use-each' },
  ...parts,
});

/** What stands for the answer of a read that shows no such resource, where the service refuses nothing. */
export const NOT_SHOWN = { code: 'NotShown', message: 'The answer shows no such resource' };

/** What stands for an error of a read that never refuses what is not there. */
export const NEVER_ABSENT: Statuses = { [NOT_SHOWN.code]: [200] };
