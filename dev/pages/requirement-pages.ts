import { flaws } from '../../adapters/index.ts';
import {
  formatOperation,
  nameOf,
  needsOf,
  requirements,
  sectionOf,
  type Program,
  type Requirement,
  type RequirementId,
} from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { scenariosOf } from '../../properties/index.ts';
import { code, fenced, link, mdown, page as pageText, row, rule } from '../../reports/encode/markdown.ts';
import { PAGE, SOURCES } from '../../reports/common/sources.ts';

type Row = (typeof requirements)[number];

/** The file of a requirement's page, under the folder of all pages. */
const fileOf = (id: string): string => `${id}.md`;

/**
 * A Markdown page for each requirement and one that lists them all, by their paths under `docs/requirements`: what it says, how binding it
 * is, where it comes from, the least program that exercises it, the flaws of the catalogue that break it, and how to try it.
 */
export function requirementPages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', index()],
    ...requirements.map((one): [string, string] => [fileOf(one.id), pageOf(one, shortestTo(one.id))]),
  ]);
}

/** The shortest program that exercises a requirement; the first of several. Undefined where this version has none. */
const shortestTo = (wanted: RequirementId): Program | undefined =>
  scenariosOf(
    { profile: mediapackage, settleMs: 0 },
    () => true,
    (id) => id === wanted,
  )
    .map(({ program }) => program)
    .reduce<Program | undefined>(
      (best, one) => (best === undefined || one.length < best.length ? one : best),
      undefined,
    );

const LEVELS: Readonly<Record<Requirement['level'], string>> = {
  must: 'must',
  should: 'should: what AWS does is not fully documented',
  may: 'may: observed, and judged only by the success that it promises',
};

function pageOf(requirement: Row, program: Program | undefined): string {
  const { id, statement, level, provenance, later } = requirement;
  const needs = (needsOf(mediapackage, requirement) ?? []).map((ability) => nameOf(mediapackage, ability));
  const breaking = flaws.filter(({ breaks }) => breaks === id);
  const { page, facts, kind } = provenance;
  return pageText([
    mdown`# ${id}`,
    '',
    mdown`${statement}`,
    '',
    row(['', '']),
    rule(2),
    row(['level', LEVELS[level]]),
    row(['source', SOURCES[kind]]),
    ...(page === undefined ? [] : [row(['page', link(page, `${PAGE}#${page}`)])]),
    ...(facts.length === 0 ? [] : [row(['facts', mdown`${facts.join(', ')} of ${link('facts', '../../facts.md')}`])]),
    row([
      'needs',
      needs.length === 0
        ? 'nothing in particular'
        : mdown.joined(
            needs.map((need) => code(need)),
            ', ',
          ),
    ]),
    '',
    ...(later === undefined ? [] : [mdown`Not exercised by this version: ${later}.`, '' as const]),
    ...(program === undefined
      ? later === undefined
        ? [mdown`Whatever a target answers exercises it.`, '' as const]
        : []
      : [
          mdown`The shortest program that exercises it:`,
          '' as const,
          ...program.map((operation, at) => mdown`${at + 1}. ${code(formatOperation(mediapackage, operation))}`),
          '' as const,
        ]),
    ...(breaking.length === 0
      ? []
      : [
          mdown`Flaws of the catalogue that break it, each a target to try it on:`,
          '' as const,
          ...breaking.map(({ name, about }) => mdown`- ${code(`--target flawed:${name}`)}: ${about}`),
          '' as const,
        ]),
    ...(later === undefined
      ? [
          mdown`Judge a target by it alone:`,
          '' as const,
          ...fenced(`slr-conformance run --target moto --only ${id} --verbose`, 'sh'),
          '' as const,
        ]
      : []),
    mdown`All requirements: ${link('here', '../README.md')}.`,
    '',
  ]);
}

function index(): string {
  const sections = [...new Set(requirements.map(({ id }) => sectionOf(id)))];
  return pageText([
    mdown`# Requirements`,
    '',
    mdown`What the suite holds a target to: ${requirements.length} sentences, each of which a target can be seen to keep or to break. ${code('npm run pages')} writes these pages.`,
    '',
    ...sections.flatMap((section) => [
      mdown`## ${section}`,
      '' as const,
      row(['id', 'level', 'what it says']),
      rule(3),
      ...requirements
        .filter(({ id }) => sectionOf(id) === section)
        .map(({ id, level, statement }) => row([link(code(id), fileOf(id)), level, statement])),
      '' as const,
    ]),
  ]);
}
