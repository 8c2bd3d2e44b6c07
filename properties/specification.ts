import {
  adopt,
  answered,
  atTime,
  ecs,
  endings,
  formatOperation,
  initialState,
  mediapackage,
  operationKinds,
  sampleFacets,
  valueAt,
  type Clause,
  type Draw,
  type Ending,
  type Facets,
  type Json,
  type Operation,
  type OperationKind,
  type Outcome,
  type Program,
  type Rules,
  type ServiceProfile,
  type State,
} from '../model/index.ts';
import { operationForms } from './explore/forms.ts';
import { surroundings } from './explore/surroundings.ts';

/** A world to ask in: what was done before, in words and as a program, and how long changes may take to show. */
interface Stage {
  readonly name: string;
  readonly rules: Rules;
  readonly program: Program;
  /** An answer that came afterwards, against the rules, and was believed. */
  readonly oddity?: Oddity;
}

type Oddity = readonly [Operation, Outcome];

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
const channel: Operation = { kind: 'CreateChannel', region: 0, channel: 0 };
const group: Operation = { kind: 'CreatePackagingGroup', region: 0, group: 0, egress: 'default' };
const logs = (sides: {
  readonly ingress?: 'default' | 'custom';
  readonly egress?: 'default' | 'custom';
}): Operation => ({
  kind: 'ConfigureLogs',
  region: 0,
  channel: 0,
  ...sides,
});
const use = (region: number): Operation => ({ kind: 'UseRole', region, user: 0 });
const release: Operation = { kind: 'ReleaseRole', region: 0, user: 0 };

const OF_ANY_SERVICE: readonly (readonly [string, Program])[] = [
  ['nothing was done yet', []],
  ['the role was made by IAM', [create]],
  [
    'the role was made, described and tagged',
    [
      create,
      { kind: 'UpdateRole', role: 'linked', description: 'plain' },
      { kind: 'TagRole', role: 'linked', key: 'stage', value: 'one' },
    ],
  ],
  [
    'an ordinary role and a role of the name in other letters were made',
    [
      { kind: 'CreateRole', role: 'ordinary' },
      { kind: 'CreateRole', role: 'lookalike' },
    ],
  ],
  ['deletion is under way', [create, remove]],
  ['the role was deleted', [create, remove, status]],
  ['the role was deleted and made again', [create, remove, status, create]],
  ['the role was deleted twice', [create, remove, status, create, remove, status]],
];

const OF_ACCESS_LOGS: readonly (readonly [string, Program])[] = [
  ['a channel was made', [channel]],
  ['ingress logs were turned on', [channel, logs({ ingress: 'default' })]],
  ['both logs were turned on, to groups of their own', [channel, logs({ ingress: 'custom', egress: 'custom' })]],
  ['egress logs were turned on and off', [channel, logs({ egress: 'default' }), logs({})]],
  ['a packaging group that logs was made', [group]],
  [
    'a packaging group was made, and its logs turned on and off',
    [
      { kind: 'CreatePackagingGroup', region: 0, group: 0 },
      { kind: 'ConfigurePackagingGroupLogs', region: 0, group: 0, egress: 'default' },
      { kind: 'ConfigurePackagingGroupLogs', region: 0, group: 0 },
    ],
  ],
  ['a channel and a packaging group log', [channel, logs({ egress: 'default' }), group]],
  ['deletion failed', [channel, logs({ ingress: 'default' }), remove, status]],
  ['deletion failed, and logs were turned off', [channel, logs({ ingress: 'default' }), remove, status, logs({})]],
  ['deletion is under way, and logs were turned on', [channel, create, remove, logs({ ingress: 'default' })]],
  ['deletion is under way, and logs were turned off', [channel, logs({ egress: 'default' }), remove, logs({})]],
  [
    'a channel was deleted while it logged',
    [channel, logs({ ingress: 'default' }), { kind: 'DeleteChannel', region: 0, channel: 0 }],
  ],
  ['a packaging group was deleted while it logged', [group, { kind: 'DeletePackagingGroup', region: 0, group: 0 }]],
];

/** Worlds in which something was seen that AWS would never show. */
const ODD: readonly (readonly [string, Program, Oddity])[] = [
  [
    'the role carries an inline policy',
    [create],
    [{ kind: 'ListRolePolicies', role: 'linked' }, answered({ inline: ['odd'] })],
  ],
  [
    'the role vanished while its deletion was under way',
    [create, remove],
    [
      { kind: 'GetRole', role: 'linked' },
      { kind: 'refused', code: 'NoSuchEntity', http: 404, message: '' },
    ],
  ],
  [
    'an inline policy was put into an ordinary role',
    [{ kind: 'CreateRole', role: 'ordinary' }],
    [
      { kind: 'ListRolePolicies', role: 'ordinary' },
      answered({ inline: ['odd'], attached: ['arn:aws:iam::aws:policy/odd'] }),
    ],
  ],
];

const OF_ANY_USE: readonly (readonly [string, Program])[] = [
  ['it is used', [use(0)]],
  ['it was used', [use(0), release]],
  ['it is used in two regions, and deletion failed', [use(0), use(1), remove, status]],
  ['deletion is under way, and it is used', [create, remove, use(0)]],
];

/** What may not show yet, or not count any more, for a while after it was done. */
const LAGGING: readonly string[] = [
  'the role was made by IAM',
  'deletion is under way',
  'the role was deleted',
  'the role was deleted and made again',
  'ingress logs were turned on',
  'egress logs were turned on and off',
  'a channel was deleted while it logged',
  'deletion failed, and logs were turned off',
  'it was used',
];

/** The stages of a service: with changes that show at once, and with changes that may take ten seconds. */
function stagesOf(profile: ServiceProfile): readonly Stage[] {
  const programs = [...OF_ANY_SERVICE, ...(profile.usedBy === 'generic' ? OF_ANY_USE : OF_ACCESS_LOGS)];
  const odd = ODD.map(([name, program, oddity]): Stage => ({ name, rules: { profile, settleMs: 0 }, program, oddity }));
  const usual = [0, 10_000].flatMap((settleMs) =>
    programs
      .filter(([name]) => settleMs === 0 || LAGGING.includes(name))
      .map(([name, program]) => ({
        name: settleMs === 0 ? name : `${name}, and may not show yet`,
        rules: { profile, settleMs },
        program,
      })),
  );
  return [...usual, ...odd];
}

/** Ids that say which they are. */
function drawer(): Draw {
  let serial = 0;
  return {
    account: '123456789012',
    pick: () => 0,
    fresh: (kind) => {
      serial += 1;
      return kind === 'date' ? new Date(serial * 1000).toISOString() : `${kind}-${serial}`;
    },
  };
}

/** What the usual ending of every operation leaves, one second after another. */
function stateOf({ rules, program, oddity }: Stage, draw: Draw): State {
  const state = program.reduce<State>((state, operation) => {
    const ending = endings(rules, state, operation).find(({ passing }) => !passing);
    if (ending === undefined) throw new Error(`Nothing that can last may come of ${formatOperation(operation)}.`);
    const next = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, draw) : {});
    return atTime(next, next.now + 1000);
  }, initialState());
  return oddity === undefined ? state : adopt(rules, state, ...oddity);
}

const code = (text: string): string => `\`${text}\``;
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
const STRANGE: readonly Json[] = [null, '', 'strange', 7, true, [], {}];

/** The strange values that a clause takes all the same, in an answer that shows this otherwise; and that it takes its own, or not. */
function alsoTaken({ allows, facet, part }: Clause, given: Facets): string {
  const taken = STRANGE.filter((value) => allows.admits(value, given)).map((value) => JSON.stringify(value));
  const own = valueAt({ facet, ...(part === undefined ? {} : { part }) } as Clause, given);
  const refused = own !== undefined && !allows.admits(own, given) ? ', never what it draws' : '';
  if (taken.length === STRANGE.length) return `, anything${refused}`;
  return taken.length === 0 ? refused : `, also ${taken.map(code).join(' ')}${refused}`;
}

/** What an ending changes of a state, leaf by leaf; the time is left out. */
const changes = (before: State, after: State): readonly string[] =>
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
  for (const read of surroundings(after, () => true)) {
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
      byBlame.set(ids, [...(byBlame.get(ids) ?? []), `${what} of ${formatOperation(read)}`]);
    }
  }
  return [...byBlame].map(([ids, spots]) => `    - a look holds against ${ids}: ${spots.join('; ')}`);
}

function endingLines({ rules }: Stage, state: State, ending: Ending, draw: Draw): readonly string[] {
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
    `  - ${ending.name}${flags.map((flag) => `, ${flag}`).join('')}: ${outcome}${blame(ending.because)}${other}${entangled}`,
    ...message,
    ...ending.clauses.map((clause) => clauseLine(clause, given)),
    ...changes(state, after),
    ...frameLines(rules, ending, after),
  ];
}

/** Everything that is allowed for an operation on every stage; stages that allow the same stand together. */
function operationLines(stages: readonly Stage[], operation: Operation): readonly string[] {
  const byText = new Map<string, string[]>();
  for (const stage of stages) {
    const draw = drawer();
    const state = stateOf(stage, draw);
    const text = endings(stage.rules, state, operation)
      .flatMap((ending) => endingLines(stage, state, ending, draw))
      .join('\n');
    byText.set(text, [...(byText.get(text) ?? []), stage.name]);
  }
  const where = (names: readonly string[]): string =>
    names.length === stages.length ? 'whatever was done' : names.join('; ');
  return [
    `## ${formatOperation(operation)}`,
    '',
    ...[...byText].flatMap(([text, names]) => [`- ${where(names)}`, text]),
    '',
  ];
}

const INTRODUCTION = [
  'What the model allows, on a few worlds that differ in what was done before; written by `npm run pages` from the model that judges, and kept by a test, so that',
  'a change of what is expected is a change of this page. Each line under a world is an ending: how it is answered, whom another outcome is held against, what the',
  'answer must show and whom another value is held against, what is believed afterwards, and whom a look at the world would hold a difference against. `passing` cannot last; `guard`',
  'decides which ending it is; `vacuous` proves nothing.',
];

/** The kinds of operation that any service has. */
const KINDS: readonly OperationKind[] = operationKinds.filter((kind) => kind !== 'Wait');

/** The page of a kind of operation: of MediaPackage where it has it, or else of ECS. */
export function specificationOf(kind: OperationKind): string {
  const [profile, forms] = formsIn(mediapackage, kind) ?? formsIn(ecs, kind) ?? [mediapackage, []];
  const stages = stagesOf(profile);
  const lines = forms.flatMap((form) => operationLines(stages, form));
  return `${[`# ${kind}`, '', ...lines].join('\n').trimEnd()}\n`;
}

function formsIn(
  profile: ServiceProfile,
  kind: OperationKind,
): readonly [ServiceProfile, readonly Operation[]] | undefined {
  const forms = operationForms(profile, { regions: 1, slots: 1 }).filter((form) => form.kind === kind);
  return forms.length === 0 ? undefined : [profile, [...forms, ...onOrdinaryRole(forms)]];
}

/** What is asked of the service's role, asked of a role that customers made; what is refused for its form alone is left out. */
function onOrdinaryRole(forms: readonly Operation[]): readonly Operation[] {
  const isPlain = (form: Operation): boolean =>
    !('description' in form) || form.description === 'plain' || form.description === 'too-long';
  const asked = forms.flatMap((form) =>
    'role' in form && form.role === 'linked' && !('as' in form) && isPlain(form)
      ? [{ ...form, role: 'ordinary' } as Operation]
      : [],
  );
  const known = new Set(forms.map(formatOperation));
  return asked.filter((form) => !known.has(formatOperation(form)));
}

/** An answer that shows everything, and nothing as it should be. */
const ODD_ANSWER = answered({
  name: 'odd',
  path: '/odd/',
  arn: 'arn:aws:iam::123456789012:role/odd',
  roleId: 'role-99',
  createDate: '2026-01-02T03:04:05.000Z',
  description: 'odd',
  tags: { odd: 'yes' },
  attached: ['arn:aws:iam::aws:policy/odd'],
  inline: ['odd'],
  boundary: 'arn:aws:iam::aws:policy/odd',
  listed: true,
  others: ['odd'],
  ingress: 'odd',
  egress: 'odd',
  taskId: 'task/odd',
  status: 'FAILED',
  reason: 'odd',
});

/** What may come that was not expected. */
const UNEXPECTED: readonly (readonly [string, Outcome])[] = [
  ['an odd answer', ODD_ANSWER],
  [
    'an answer that shows that nothing is there',
    answered({ listed: false, others: [], attached: [], inline: [], ingress: null, egress: null, status: 'SUCCEEDED' }),
  ],
  ['an empty answer', answered()],
  ['NoSuchEntity', { kind: 'refused', code: 'NoSuchEntity', http: 404, message: '' }],
  ['NotFoundException', { kind: 'refused', code: 'NotFoundException', http: 404, message: '' }],
  ['another refusal', { kind: 'refused', code: 'AccessDenied', http: 403, message: '' }],
];

/** What is believed of everything after an operation came to something that was not allowed. */
export function beliefs(): string {
  const lines = operationKinds.flatMap((kind) => {
    const [profile, forms] = formsIn(mediapackage, kind) ?? formsIn(ecs, kind) ?? [mediapackage, []];
    const stages = stagesOf(profile).filter(({ rules }) => rules.settleMs === 0);
    return forms.flatMap((form) => beliefLines(stages, form));
  });
  return `${['# What is believed after a difference', '', ...BELIEFS, '', ...lines].join('\n').trimEnd()}\n`;
}

const BELIEFS = [
  'A target is taken at its word once it was seen to differ, so that it is accused of each difference once. Here is what of the belief changes, by what came; nothing does',
  'where nothing is told.',
];

function beliefLines(stages: readonly Stage[], operation: Operation): readonly string[] {
  const byText = new Map<string, Map<string, string[]>>();
  for (const stage of stages) {
    const state = stateOf(stage, drawer());
    for (const [what, outcome] of UNEXPECTED) {
      const text = changes(state, adopt(stage.rules, state, operation, outcome)).join('\n');
      if (text === '') continue;
      const own = byText.get(text) ?? new Map<string, string[]>();
      byText.set(text, own.set(what, [...(own.get(what) ?? []), stage.name]));
    }
  }
  if (byText.size === 0) return [];
  const where = ([what, names]: readonly [string, readonly string[]]): string =>
    `${what}, ${names.length === stages.length ? 'whatever was done' : `where ${names.join('; ')}`}`;
  return [
    `## ${formatOperation(operation)}`,
    '',
    ...[...byText].flatMap(([text, own]) => [`- ${[...own].map(where).join('. ')}`, text]),
    '',
  ];
}
/** A Markdown page for each kind of operation, by its path under `docs/specification`, and one that lists them. */
export const specification = (): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', index()],
    ['beliefs.md', beliefs()],
    ...KINDS.map((kind): [string, string] => [`${kind}.md`, specificationOf(kind)]),
  ]);

const index = (): string =>
  `${['# What is allowed', '', ...INTRODUCTION, '', ...KINDS.map((kind) => `- [${kind}](${kind}.md)`), '- [What is believed after a difference](beliefs.md)'].join('\n')}\n`;
