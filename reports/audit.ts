import { mediapackage } from '../services/index.ts';
import { requirements } from '../model/index.ts';
import { formatProgram, type AuditFigures, type AuditRow, type auditStyles, type Optima } from '../properties/index.ts';
import { code } from './encode/index.ts';

/** What an audit found, ready to be told. */
export interface AuditResult {
  readonly profile: string;
  readonly over: string;
  readonly seeds: readonly number[];
  readonly figures: AuditFigures;
  readonly rows: readonly AuditRow[];
  /** What became of the conforming reference in drawn styles. */
  readonly conforming?: Awaited<ReturnType<typeof auditStyles>>;
  /** How the counterexamples compare with the shortest ones, where that was searched for. */
  readonly optima?: Optima;
}

const percent = (part: number, of: number): string => `${of === 0 ? 0 : Math.round((1000 * part) / of) / 10} %`;
const share = (value: number): string => percent(value, 1);

/** The figures of an audit, a label and a value each. */
export function auditFigures({ figures, optima, conforming }: AuditResult): readonly (readonly [string, string])[] {
  const { calls, length, shrinking, manners } = figures;
  return [
    ['flaws', String(figures.flaws)],
    ['runs (flaw x seed)', String(figures.runs)],
    ['caught', `${figures.caught} (${percent(figures.caught, figures.runs)})`],
    ['accusations of the right requirement', `${figures.blamedRightly} of ${figures.accusations}`],
    ['accusations of another one', String(figures.falseAccusations)],
    ['inconclusive, harness errors', `${figures.inconclusive}, ${figures.harnessErrors}`],
    ['API calls to the first sight, median', String(calls.median)],
    [
      '  within 250, within 2,000, most',
      `${share(calls.within250)}, ${share(calls.within2000)}, ${Number.isFinite(calls.most) ? calls.most : 'never'}`,
    ],
    ['operations of a counterexample, median, most', `${length.median}, ${length.most}`],
    ['different counterexamples of a flaw, mean', length.forms.toFixed(2)],
    ['operations performed to make it small, median, most', `${shrinking.median}, ${shrinking.most}`],
    ...(optima === undefined ? [] : optimaFigures(figures, optima)),
    ...Object.entries(manners).map(([manner, flaws]) => [`shown by: ${manner}`, `${flaws} flaws`] as const),
    ['requirements that no flaw breaks', figures.unprovoked.join(', ') || 'none'],
    ['flaws that only the requirement they break sees', String(figures.seenByOne.length)],
    ...(conforming === undefined
      ? []
      : [
          [
            'conforming styles, accused or in doubt',
            `${conforming.styles} (${conforming.operations} operations), ${conforming.accused.length}`,
          ] as const,
        ]),
    ['flaws missed with some seed', figures.missed.join(', ') || 'none'],
  ];
}

function optimaFigures({ caught }: AuditFigures, optima: Optima): readonly (readonly [string, string])[] {
  const shorter = Object.entries(optima.shorter).map(([flaw, program]) => `${flaw} (${program.length})`);
  return [
    [
      'counterexamples proven to be the shortest',
      `${optima.reached} of ${caught} (${percent(optima.reached, caught)})`,
    ],
    ['  not proven, as the search was cut', optima.open.join(', ') || 'none'],
    ['  shorter ones are known', shorter.join(', ') || 'none'],
  ];
}

/** An audit for people, in plain lines. */
export function auditText(result: AuditResult): string {
  const { ms } = result.figures;
  const time = `${share(ms.within100)}, ${share(ms.within1000)}, ${(ms.most / 1000).toFixed(1)} s`;
  const figures = [...auditFigures(result), ['real time to the first sight: within 0.1 s, 1 s, most', time] as const];
  const width = Math.max(...figures.map(([label]) => label.length)) + 2;
  const head = `audit: profile ${result.profile}, over ${result.over}, seeds ${result.seeds.join(', ')}`;
  return [head, ...figures.map(([label, value]) => `  ${label.padEnd(width)}${value}`), ''].join('\n');
}

interface FlawLine {
  readonly flaw: string;
  readonly breaks: string;
  readonly caught: string;
  readonly calls: string;
  readonly length: string;
  /** The proven length of the shortest counterexample. */
  readonly shortest: string;
  readonly manner: string;
  /** The counterexample that the first seed came to. */
  readonly program: string;
  /** Requirements that see it too, and were said to follow from the broken one. */
  readonly also: string;
}

function linesOf({ rows, optima }: AuditResult): readonly FlawLine[] {
  const names = [...new Set(rows.map(({ flaw }) => flaw))];
  return names.map((flaw) => {
    const own = rows.filter((row) => row.flaw === flaw);
    const [first] = own;
    const breaks = first?.breaks ?? '';
    const range = (values: readonly number[]): string => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return values.length === 0 ? '-' : low === high ? String(low) : `${low}-${high}`;
    };
    return {
      flaw,
      breaks,
      caught: `${own.filter(({ accused }) => accused.some((id) => id === breaks)).length}/${own.length}`,
      calls: range(own.flatMap(({ sight }) => sight?.calls ?? [])),
      length: range(own.flatMap(({ counterexample }) => counterexample?.length ?? [])),
      shortest: String(optima?.proven[flaw] ?? '-'),
      manner: first?.manner ?? '-',
      program: first?.counterexample === undefined ? '-' : code(formatProgram(mediapackage, first.counterexample)).text,
      also: [...new Set(own.flatMap(({ following }) => following))].map((id) => `\`${id}\``).join(', '),
    };
  });
}

/** An audit as Markdown: the figures, and for each requirement the flaws that break it. Times are left out, so that it is the same every time. */
export function auditMarkdown(result: AuditResult): string {
  const lines = linesOf(result);
  const rows = requirements.flatMap(({ id }) =>
    lines
      .filter(({ breaks }) => breaks === id)
      .map(
        ({ flaw, caught, calls, length, shortest, manner, program, also }, index) =>
          `| ${[index === 0 ? `\`${id}\`` : '', flaw, caught, calls, length, shortest, manner, program, also].join(' | ')} |`,
      ),
  );
  return [
    '# How strong is the suite',
    '',
    'The suite against every flaw of its catalogue: references with exactly one rule broken. Calls are API calls until a first difference',
    'was seen, looks at the world and probes included; a counterexample is counted in operations. A requirement that sees a flaw too is one',
    'that was said to follow from the broken one. The shortest counterexample is found by breadth-first search over model and flaw: every',
    'form of every operation on two resources of a kind in three regions, states that differ in names and times alone taken as one.',
    '`npm run audit -- --seeds FIRST-LAST --optimum --markdown docs/strength.md` makes this page, and the tests fail when a flaw is seen',
    'later or explained at greater length.',
    '',
    `Profile \`${result.profile}\`, over ${result.over}, seeds ${result.seeds.join(', ')}.`,
    '',
    '| figure | value |',
    '|---|---|',
    ...auditFigures(result).map(([label, value]) => `| ${label.trim()} | ${value} |`),
    '',
    '| requirement | flaw | caught | calls to first sight | counterexample | shortest | shown by | first counterexample | seen too by |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
