import {
  endings,
  formatOperation,
  sampleFacets,
  valueAt,
  type Clause,
  type Draw,
  type Ending,
  type Facets,
  type Json,
  type Rules,
  type State,
} from '../../../model/index.ts';
import { endingText } from '../../../reports/finding/ending-text.ts';
import { surroundings } from '../../../properties/explore/surroundings.ts';

export const code = (text: string): string => `\`${text}\``;
const idsOf = (ids: readonly string[]): string => ids.map(code).join(' ');
const blame = (ids: readonly string[] | undefined): string => (ids?.length ? ` (${idsOf(ids)})` : '');

/** A value in a line: long texts by their beginning and length. */
const short = (text: string): string =>
  text.replaceAll(/(.)\1{59,}/g, (run, character: string) => `${character} x ${run.length}`);

const FLAGS = ['vacuous', 'passing', 'leap', 'unclear', 'foretold', 'noServerError'] as const;

function clauseLine(clause: Clause, given: Facets): string {
  const flags = (['guard', 'vacuous', 'deviant'] as const).filter((flag) => clause[flag]);
  const about = clause.about === undefined ? [] : [`open: ${clause.about}`];
  const notes = [...flags, ...about].map((note) => `, ${note}`).join('');
  const missing = clause.missing === undefined ? '' : `, missing:${blame(clause.missing)}`;
  const name = [clause.facet, ...(clause.part ?? [])].join('.');
  const { shape, text } = clause.allows;
  const asData = shape === undefined || 'oneOf' in shape ? '' : `, as data ${code(JSON.stringify(shape))}`;
  return `    - ${code(name)} ${code(short(text))}${asData}${alsoTaken(clause, given)}${blame(clause.because)}${missing}${notes}`;
}

/** Values that are hardly ever right. */
const STRANGE: readonly Json[] = [
  null,
  '',
  'strange',
  7,
  true,
  [],
  {},
  // The usage of a deletion task, as it may be told.
  [{ region: 0, holders: [] }],
  [{ region: null, holders: [null] }],
  [{ region: 0, holders: ['channel/0/0'] }],
  [{ region: 1, holders: ['channel/0/0', null] }],
  [{ region: 1, holders: ['channel/1/0'] }],
];

/** The strange values that a clause takes all the same, in an answer that shows this otherwise; and that it takes its own, or not. */
function alsoTaken({ allows, facet, part }: Clause, given: Facets): string {
  const taken = STRANGE.filter((value) => allows.admits(value, given)).map((value) => JSON.stringify(value));
  const own = valueAt({ facet, part }, given);
  const refused = own !== undefined && !allows.admits(own, given) ? ', never what it draws' : '';
  if (taken.length === STRANGE.length) return `, anything${refused}`;
  return taken.length === 0 ? refused : `, also ${taken.map(code).join(' ')}${refused}`;
}

/** What an ending changes of a state, leaf by leaf; the time is left out. */
export const changes = (before: State, after: State): readonly string[] =>
  differences(before as unknown as Json, after as unknown as Json)
    .filter(({ path }) => path !== 'now')
    .map(
      ({ path, value }) =>
        `    - ${code(path)} is ${value === undefined ? 'gone' : code(short(JSON.stringify(value)))}`,
    );

interface Difference {
  readonly path: string;
  /** Undefined where nothing is any more. */
  readonly value: Json | undefined;
}

const isTree = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null;

/** Where two values differ, as deep as both go. */
function differences(before: Json | undefined, after: Json | undefined, path = ''): readonly Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isTree(before) || !isTree(after)) return [{ path, value: after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
}

/** Whom a look afterwards would hold a difference against, where that is told by the operation. */
function frameLines(rules: Rules, ending: Ending, after: State): readonly string[] {
  const { frame } = ending;
  if (frame === undefined) return [];
  const byBlame = new Map<string, string[]>();
  for (const read of surroundings(rules.profile, after, () => true)) {
    const facets = endings(rules, after, read).flatMap(({ clauses }) => clauses.map(({ facet }) => facet));
    const spots = [...new Set(['presence' as const, ...facets])];
    const own = new Map<string, string[]>();
    for (const facet of spots) {
      const ids = idsOf(frame({ read, facet }) ?? []);
      own.set(ids, [...(own.get(ids) ?? []), facet]);
    }
    own.delete('');
    for (const [ids, held] of own) {
      const what = held.length === spots.length ? 'everything' : held.join(', ');
      byBlame.set(ids, [...(byBlame.get(ids) ?? []), `${what} of ${formatOperation(rules.profile, read)}`]);
    }
  }
  return [...byBlame].map(([ids, spots]) => `    - a look holds against ${ids}: ${spots.join('; ')}`);
}

export function endingLines(rules: Rules, state: State, ending: Ending, draw: Draw): readonly string[] {
  const flags = FLAGS.filter((flag) => ending[flag] === true);
  const codes = ending.codes === undefined ? 'any code' : ending.codes.map(code).join(' or ');
  const http = ending.http === undefined ? '' : ` with status ${ending.http}`;
  const outcome = ending.outcome === 'answered' ? 'answered' : `refused with ${codes}${http}`;
  const other = ending.codeBecause === undefined ? '' : `, another code:${blame(ending.codeBecause)}`;
  const entangled = ending.entangled === undefined ? '' : `, together:${blame(ending.entangled)}`;
  const message = ending.message === undefined ? [] : [`    - ${ending.message}`];
  const given = ending.outcome === 'answered' ? sampleFacets(ending, draw) : {};
  const after = ending.next(given);
  return [
    `  - ${endingText(ending.id)}${flags.map((flag) => `, ${flag}`).join('')}: ${outcome}${blame(ending.because)}${other}${entangled}`,
    ...message,
    ...ending.clauses.map((clause) => clauseLine(clause, given)),
    ...changes(state, after),
    ...frameLines(rules, ending, after),
  ];
}
