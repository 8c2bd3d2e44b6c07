import type { RequirementResult, Run, VerdictKind } from '../../properties/index.ts';
import { whyOf, LEFT_OUT } from '../finding/index.ts';
import type { Look } from './look.ts';
import { SYMBOL } from './paint.ts';
import { table } from './table.ts';
import { count, cut, labelled, plain, wrap } from '../common/index.ts';

/** Below this, a note goes under its id instead of beside it. */
const BESIDE = 72;

const withVerdict = (run: Run, verdict: VerdictKind): readonly RequirementResult[] =>
  run.requirements.filter((result) => result.verdict === verdict);

const heading = (verdict: VerdictKind, text: string, { ink }: Look): string =>
  ink.bold(ink.verdict[verdict](`${SYMBOL[verdict]} ${text}`));

/** Why a requirement has the verdict it has, in a few words. */
export const noteOf = (result: RequirementResult): string =>
  `${result.known === true ? 'known: ' : ''}${plain(whyOf(result))}`;

/** The broken or inconclusive requirements, a row each: id, how often it was kept, and why. */
export function rows(run: Run, verdict: 'broken' | 'inconclusive', title: string, look: Look): readonly string[] {
  const results = withVerdict(run, verdict);
  if (results.length === 0) return [];
  const mark = look.ink.verdict[verdict];
  const name = (result: RequirementResult): string =>
    `  ${mark(SYMBOL[verdict])} ${result.id}${result.level === 'must' ? '' : look.ink.dim(` (${result.level})`)}`;
  const head = heading(verdict, `${results.length} ${title}`, look);
  if (look.width < BESIDE)
    return [
      head,
      ...results.flatMap((result) => [name(result), look.ink.dim(`      ${cut(noteOf(result), look.width - 6)}`)]),
    ];
  const ids = Math.max(...results.map(({ id, level }) => id.length + (level === 'must' ? 0 : level.length + 3)));
  const columns = [{ width: ids + 6 }, { width: look.width - ids - 6 }];
  return [
    head,
    ...table(
      results.map((result) => [name(result), look.ink.dim(noteOf(result))]),
      columns,
    ),
  ];
}

/** The requirements of a verdict by its reason. */
export function grouped(run: Run, verdict: 'unsupported' | 'untouched', title: string, look: Look): readonly string[] {
  const results = withVerdict(run, verdict).map((result) => ({ id: result.id, why: noteOf(result) }));
  return byReason(results, heading(verdict, `${results.length} ${title}`, look), look);
}

/** What of the catalogue says nothing of the service; named only where the look is close. */
export function leftOut({ leftOut: results = [], service }: Run, look: Look): readonly string[] {
  if (results.length === 0) return [];
  const head = look.ink.dim(`${results.length} say nothing of ${service}`);
  const named = results.map(({ id, why }) => ({ id, why: LEFT_OUT[why] }));
  if (look.verbose) return byReason(named, head, look);
  const reasons = [...new Set(named.map(({ why }) => why))];
  return [
    head,
    ...reasons.map((reason) => {
      const times = named.filter(({ why }) => why === reason).length;
      return look.ink.dim(cut(`  ${times}: ${reason}`, look.width));
    }),
  ];
}

/** Requirements that share a reason, under the reason: first come the reasons that explain most. */
function byReason(
  results: readonly { readonly id: string; readonly why: string }[],
  head: string,
  look: Look,
): readonly string[] {
  if (results.length === 0) return [];
  const groups = new Map<string, { readonly id: string }[]>();
  for (const result of results) {
    const reason = result.why === '' ? 'no reason given' : result.why;
    groups.set(reason, [...(groups.get(reason) ?? []), result]);
  }
  const order = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return [
    head,
    ...order.flatMap(([reason, members]) => [
      ...(look.verbose ? wrap(reason, look.width - 2) : [cut(reason, look.width - 2)]).map((line) => `  ${line}`),
      ...wrap(members.map(({ id }) => id).join('  '), look.width - 4).map((line) => look.ink.dim(`    ${line}`)),
    ]),
  ];
}

/** The requirements that hold, by section, each with how often it was exercised. */
export function holding(run: Run, look: Look): readonly string[] {
  const results = withVerdict(run, 'holds');
  if (results.length === 0) return [];
  const head = `${heading('holds', `${results.length} hold`, look)}${look.ink.dim(', with how often each was exercised')}`;
  if (look.verbose) return [head, ...told(results, look)];
  const sections = [...new Set(results.map(({ section }) => section))];
  return [
    head,
    ...sections.flatMap((section) => {
      const mine = results.filter((result) => result.section === section);
      const names = mine
        .map(({ id, exercised }) => `${id.slice(section.length + 1)}\u00a0${count(exercised)}`)
        .join('  ');
      const label = `  ${section.padEnd(13)}`;
      return labelled(label, names, look.width).map((line, index) => {
        const numbers = line
          .slice(label.length)
          .replaceAll(/\u00a0([\d,]+k?)/g, (_, n: string) => ` ${look.ink.dim(n)}`);
        return `${index === 0 ? look.ink.good(label) : ' '.repeat(label.length)}${numbers}`;
      });
    }),
  ];
}

/** A row for each: id, exercised, statement; where the statement does not fit well, it goes below. */
function told(results: readonly RequirementResult[], { ink, width }: Look): readonly string[] {
  const ids = Math.max(...results.map(({ id }) => id.length)) + 5;
  const times = 8;
  const room = width - ids - times;
  const name = (result: RequirementResult): string => `  ${ink.good(SYMBOL.holds)} ${result.id}`;
  if (room < 44)
    return results.flatMap((result) => [
      `${name(result)}${ink.dim(` ${count(result.exercised)}`)}`,
      ...wrap(plain(result.statement), width - 6).map((line) => ink.dim(`      ${line}`)),
    ]);
  const columns = [{ width: ids }, { width: times, align: 'right' as const }, { width: room }];
  return table(
    results.map((result) => [
      name(result),
      ink.dim(count(result.exercised)),
      ink.dim(cut(plain(result.statement), room - 1)),
    ]),
    columns,
  );
}
