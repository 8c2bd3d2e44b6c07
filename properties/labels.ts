import type { EndingId } from '../model/index.ts';
import type { Label, Run } from './run/index.ts';

interface Rule {
  readonly label: string;
  /** The endings that count, and those among which they are counted beside them: all of this operation, or these. */
  readonly endings: readonly EndingId[];
  readonly among: string | readonly EndingId[];
}

const MET: readonly EndingId[] = ['deletion-accepted', 'deletion-already-under-way'];

const RULES: readonly Rule[] = [
  { label: 'deletions that met a role', endings: MET, among: 'DeleteServiceLinkedRole' },
  {
    label: 'deletions asked again while open',
    endings: ['deletion-already-under-way'],
    among: 'DeleteServiceLinkedRole',
  },
  { label: 'deletion tasks that failed because of use', endings: ['task-failed'], among: ['task-succeeded'] },
  {
    label: 'ended tasks that were looked at again',
    endings: ['task-still-failed', 'task-still-succeeded'],
    among: 'GetServiceLinkedRoleDeletionStatus',
  },
  { label: 'roles made again after a deletion', endings: ['role-made-again'], among: ['role-made'] },
  {
    label: 'enablings that made the role',
    endings: ['logging-on-role-made'],
    among: ['logging-on', 'logging-on-no-role-made', 'logging-on-role-reused'],
  },
  {
    label: 'enablings that met the role',
    endings: ['logging-on-role-reused'],
    among: ['logging-on', 'logging-on-no-role-made', 'logging-on-role-made'],
  },
  {
    label: 'disablings',
    endings: ['logging-off'],
    among: ['logging-on', 'logging-on-no-role-made', 'logging-on-role-made', 'logging-on-role-reused'],
  },
  {
    label: 'resources deleted while they were logging',
    endings: ['resource-with-logging-deleted'],
    among: ['resource-deleted'],
  },
  { label: 'protected edits that met a role', endings: ['edit-refused'], among: ['no-such-role'] },
];

/** The labels of a run, from how often each ending was met; a label of which nothing could come has share 0. */
export function labelsOf(endings: Run['coverage']['endings']): readonly Label[] {
  const sum = (counts: (operation: string, ending: string) => boolean): number =>
    Object.entries(endings)
      .flatMap(([operation, own]) => Object.entries(own).map(([ending, n]) => (counts(operation, ending) ? n : 0)))
      .reduce((total, n) => total + n, 0);
  return RULES.map(({ label, endings: own, among }) => {
    const isOwn = (ending: string): boolean => own.some((one) => one === ending);
    const times = sum((_, ending) => isOwn(ending));
    const all = sum((operation, ending) =>
      typeof among === 'string' ? operation === among : isOwn(ending) || among.some((one) => one === ending),
    );
    return { label, times, share: times / Math.max(1, all) };
  });
}
