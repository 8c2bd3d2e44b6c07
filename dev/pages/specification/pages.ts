import {
  abilityOf,
  adopt,
  answered,
  endings,
  formatOperation,
  nameOf,
  operationsOf,
  type Operation,
  type Outcome,
  type ServiceProfile,
} from '../../../model/index.ts';
import { ecs, mediapackage } from '../../../services/index.ts';
import { operationForms } from '../../../properties/explore/forms.ts';
import { changes, endingLines } from './ending-lines.ts';
import { drawer, STAGES, type SetStage } from './stages.ts';

/** Everything that is allowed for an operation on every stage; stages that allow the same stand together. */
function operationLines(profile: ServiceProfile, stages: readonly SetStage[], operation: Operation): readonly string[] {
  const byText = new Map<string, string[]>();
  for (const { rules, state, name } of stages) {
    const draw = drawer(1000);
    const text = endings(rules, state, operation)
      .flatMap((ending) => endingLines(rules, state, ending, draw))
      .join('\n');
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const where = (names: readonly string[]): string =>
    names.length === stages.length ? 'whatever was done' : names.join('; ');
  return [
    `## ${formatOperation(profile, operation)}`,
    '',
    ...[...byText].flatMap(([text, names]) => [`- ${where(names)}`, text]),
    '',
  ];
}

const INTRODUCTION = [
  'What the model allows, on a few worlds that differ in what was done before; written by `npm run specification` from the model that judges.',
  'Each line under a world is an ending: how it is answered, whom another outcome is held against, what the',
  'answer must show and whom another value is held against, what is believed afterwards, and whom a look at the world would hold a difference against. `passing` cannot last; `guard`',
  'decides which ending it is; `vacuous` proves nothing. A target is taken at its word once it was seen to differ, so that it is accused of each difference once: what then',
  'changes of the belief stands below.',
];

const SERVICES = [mediapackage, ecs];

/** What the operations of these services are called. */
const NAMES: readonly string[] = [
  ...new Set(
    SERVICES.flatMap((profile) =>
      operationsOf(profile)
        .filter((one) => one !== 'Wait')
        .map((one) => nameOf(profile, one)),
    ),
  ),
];

/** The page of an operation by its name: of MediaPackage where it has it, or else of ECS. */
export function specificationOf(kind: string): string {
  const [profile, forms] = formsIn(mediapackage, kind) ?? formsIn(ecs, kind) ?? [mediapackage, []];
  const stages = STAGES.get(profile) ?? [];
  const prompt = stages.filter(({ rules }) => rules.settleMs === 0);
  const lines = forms.flatMap((form) => [...operationLines(profile, stages, form), ...beliefLines(prompt, form)]);
  return `${[`# ${kind}`, '', ...lines].join('\n').trimEnd()}\n`;
}

function formsIn(profile: ServiceProfile, kind: string): readonly [ServiceProfile, readonly Operation[]] | undefined {
  const forms = operationForms(profile, { regions: 1, slots: 1 }).filter(
    (form) => nameOf(profile, abilityOf(form)) === kind,
  );
  return forms.length === 0 ? undefined : [profile, [...forms, ...onOrdinaryRole(profile, forms)]];
}

/** What is asked of the service's role, asked of a role that customers made; what is refused for its form alone is left out. */
function onOrdinaryRole(profile: ServiceProfile, forms: readonly Operation[]): readonly Operation[] {
  const isPlain = (form: Operation): boolean =>
    !('description' in form) || form.description === 'plain' || form.description === 'too-long';
  const asked = forms.flatMap((form) =>
    'role' in form && form.role === 'linked' && !('as' in form) && isPlain(form)
      ? [{ ...form, role: 'ordinary' as const }]
      : [],
  );
  const known = new Set(forms.map((form) => formatOperation(profile, form)));
  return asked.filter((form) => !known.has(formatOperation(profile, form)));
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
  'side:ingress': 'odd',
  'side:egress': 'odd',
  taskId: 'task/odd',
  status: 'FAILED',
  reason: 'odd',
});

/** What may come that was not expected. */
const UNEXPECTED: readonly (readonly [string, Outcome])[] = [
  ['an odd answer', ODD_ANSWER],
  [
    'an answer that shows that nothing is there',
    answered({
      listed: false,
      others: [],
      attached: [],
      inline: [],
      'side:ingress': null,
      'side:egress': null,
      status: 'SUCCEEDED',
    }),
  ],
  ['an empty answer', answered()],
  ['a task in progress', answered({ status: 'IN_PROGRESS' })],
  [
    'another task that succeeded, and a channel',
    answered({
      status: 'SUCCEEDED',
      taskId: 'task/uuid-9',
      'side:ingress': null,
      'side:egress': 'odd',
      resources: { 'channel/0/0': { ingress: 'odd', egress: null } },
    }),
  ],
  ['NoSuchEntity', { kind: 'refused', code: 'NoSuchEntity', http: 404, message: '' }],
  ['NotFoundException', { kind: 'refused', code: 'NotFoundException', http: 404, message: '' }],
  ['another refusal', { kind: 'refused', code: 'AccessDenied', http: 403, message: '' }],
];

/** What is believed after an operation came to something that was not allowed. */
function beliefLines(stages: readonly SetStage[], operation: Operation): readonly string[] {
  const byText = new Map<string, Map<string, string[]>>();
  for (const { rules, state, name } of stages)
    for (const [what, outcome] of UNEXPECTED) {
      const text = changes(state, adopt(rules, state, operation, outcome)).join('\n');
      if (text === '') continue;
      const own = byText.get(text) ?? new Map<string, string[]>();
      byText.set(text, own.set(what, [...(own.get(what) ?? []), name]));
    }
  if (byText.size === 0) return [];
  const where = ([what, names]: readonly [string, readonly string[]]): string =>
    `${what}, ${names.length === stages.length ? 'whatever was done' : `where ${names.join('; ')}`}`;
  return [
    'After a difference, where that changes anything:',
    '',
    ...[...byText].flatMap(([text, own]) => [`- ${[...own].map(where).join('. ')}`, text]),
    '',
  ];
}
/** The names of all pages, and what writes each: one that lists them, and one for each kind of operation. */
export const specification: ReadonlyMap<string, () => string> = new Map([
  ['README.md', () => index()],
  ...NAMES.map((kind): [string, () => string] => [`${kind}.md`, () => specificationOf(kind)]),
]);

const index = (): string =>
  `${['# What is allowed', '', ...INTRODUCTION, '', ...NAMES.map((kind) => `- [${kind}](${kind}.md)`)].join('\n')}\n`;
