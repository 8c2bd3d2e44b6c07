import type { Requirement } from '../../model/index.ts';
import { paint } from './paint.ts';
import { table } from './table.ts';
import { wrap } from '../common/index.ts';

/** Below this, statements go under their ids. */
const BESIDE = 100;

/** The requirements for a person, a row each; those that come later are dim and say what they wait for. */
export function catalogueTable(
  requirements: readonly Requirement[],
  { color, width, version }: { readonly color: boolean; readonly width: number; readonly version: string },
): string {
  const ink = paint(color);
  const ids = Math.max(...requirements.map(({ id }) => id.length)) + 2;
  const later = requirements.filter((row) => row.later !== undefined).length;
  const head = `${requirements.length} requirements, catalogue ${version}; ${later} of them come later`;
  const facts = (row: Requirement): readonly string[] => [
    row.level === 'must' ? row.level : ink.dim(row.level),
    row.provenance.kind === 'recorded' ? row.provenance.kind : ink.dim(row.provenance.kind),
  ];
  const name = (row: Requirement): string => (row.later === undefined ? ink.accent(row.id) : ink.dim(row.id));
  const statement = (row: Requirement): string =>
    row.later === undefined ? row.statement : `${row.statement} (later: ${row.later})`;
  const columns = [{ width: ids }, { width: 8 }, { width: 12 }];
  const lines =
    width < BESIDE
      ? requirements.flatMap((row) => [
          ...table([[name(row), ...facts(row)]], columns),
          ...wrap(statement(row), width - 2).map((line) => ink.dim(`  ${line}`)),
        ])
      : requirements.flatMap((row) => {
          const told = wrap(statement(row), width - ids - 20);
          const cells = told.map((line, index) =>
            index === 0 ? [name(row), ...facts(row), line] : ['', '', '', line],
          );
          return table(cells, [...columns, { width: width - ids - 20 + 1 }]);
        });
  return `${[...lines, '', ink.bold(head)].join('\n')}\n`;
}
