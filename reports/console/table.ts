import Table from 'cli-table3';

const BORDERS = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
  'middle',
] as const;

const NONE = Object.fromEntries(BORDERS.map((name) => [name, '']));

export interface Column {
  /** Characters, the gap after it included. */
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** Rows in aligned columns without borders; what does not fit its column is cut with an ellipsis. */
export function table(rows: readonly (readonly string[])[], columns: readonly Column[]): readonly string[] {
  if (rows.length === 0) return [];
  const made = new Table({
    chars: NONE,
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
