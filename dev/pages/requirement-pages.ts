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
import { code, prose, row, rule } from '../../reports/markdown-text.ts';
import { PAGE, SOURCES } from '../../reports/sources.ts';

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
  return [
    `# ${id}`,
    '',
    prose(statement),
    '',
    row(['', '']),
    rule(2),
    row(['level', prose(LEVELS[level])]),
    row(['source', prose(SOURCES[kind])]),
    ...(page === undefined ? [] : [row(['page', `[${page}](${PAGE}#${page})`])]),
    ...(facts.length === 0 ? [] : [row(['facts', `${facts.join(', ')} of [facts](../../facts.md)`])]),
    row(['needs', needs.length === 0 ? 'nothing in particular' : needs.map(code).join(', ')]),
    '',
    ...(later === undefined ? [] : [`Not exercised by this version: ${prose(later)}.`, '']),
    ...(program === undefined
      ? later === undefined
        ? ['Whatever a target answers exercises it.', '']
        : []
      : [
          'The shortest program that exercises it:',
          '',
          ...program.map((operation, at) => `${at + 1}. ${code(formatOperation(mediapackage, operation))}`),
          '',
        ]),
    ...(breaking.length === 0
      ? []
      : [
          'Flaws of the catalogue that break it, each a target to try it on:',
          '',
          ...breaking.map(({ name, about }) => `- ${code(`--target flawed:${name}`)}: ${prose(about)}`),
          '',
        ]),
    ...(later === undefined
      ? [
          'Judge a target by it alone:',
          '',
          '```sh',
          `slr-conformance run --target moto --only ${id} --verbose`,
          '```',
          '',
        ]
      : []),
    `All requirements: [here](../README.md).`,
    '',
  ].join('\n');
}

function index(): string {
  const sections = [...new Set(requirements.map(({ id }) => sectionOf(id)))];
  return [
    '# Requirements',
    '',
    `What the suite holds a target to: ${requirements.length} sentences, each of which a target can be seen to keep or to break. \`npm run pages\` writes these pages.`,
    '',
    ...sections.flatMap((section) => [
      `## ${section}`,
      '',
      row(['id', 'level', 'what it says']),
      rule(3),
      ...requirements
        .filter(({ id }) => sectionOf(id) === section)
        .map(({ id, level, statement }) => row([`[${code(id)}](${fileOf(id)})`, level, prose(statement)])),
      '',
    ]),
  ].join('\n');
}
