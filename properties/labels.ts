import type { Label } from './run/run-schema.ts';

interface Rule {
  readonly label: string;
  /** The endings that count, among those of the named kinds. */
  readonly endings: RegExp;
  readonly among: RegExp;
}

const RULES: readonly Rule[] = [
  {
    label: 'deletions that met a role',
    endings: /: deletion (accepted|already under way)$/,
    among: /^DeleteServiceLinkedRole: /,
  },
  {
    label: 'deletions asked again while open',
    endings: /: deletion already under way$/,
    among: /^DeleteServiceLinkedRole: /,
  },
  {
    label: 'deletion tasks that failed because of use',
    endings: /: task FAILED$/,
    among: /^GetServiceLinkedRoleDeletionStatus: task (FAILED|SUCCEEDED)$/,
  },
  {
    label: 'ended tasks that were looked at again',
    endings: /: task still /,
    among: /^GetServiceLinkedRoleDeletionStatus: /,
  },
  {
    label: 'roles made again after a deletion',
    endings: /: role made again$/,
    among: /^CreateServiceLinkedRole: role made/,
  },
  {
    label: 'enablings that made the role',
    endings: /: logging on, role made$/,
    among: /: logging on/,
  },
  {
    label: 'enablings that met the role',
    endings: /: logging on, role reused$/,
    among: /: logging on/,
  },
  { label: 'disablings', endings: /: logging off$/, among: /: logging (on|off)/ },
  {
    label: 'resources deleted while they were logging',
    endings: /: resource with logging deleted$/,
    among: /: resource (with logging )?deleted$/,
  },
  { label: 'protected edits that met a role', endings: /: edit refused$/, among: /: (edit refused|no such role)$/ },
];

/** The labels of a run, from how often each ending was met; a label of which nothing could come has share 0. */
export function labelsOf(endings: Readonly<Record<string, number>>): readonly Label[] {
  const sum = (names: RegExp, also: RegExp): number =>
    Object.entries(endings).reduce(
      (total, [name, times]) => (names.test(name) && also.test(name) ? total + times : total),
      0,
    );
  return RULES.map(({ label, endings: own, among }) => {
    const times = sum(own, among);
    return { label, times, share: times / Math.max(1, sum(/./, among)) };
  });
}
