import {
  adopt,
  answered,
  atTime,
  endings,
  formatOperation,
  initialState,
  sampleFacets,
  type Draw,
  type Operation,
  type Outcome,
  type Program,
  type Rules,
  type ServiceProfile,
  type Sides,
  type State,
} from '../../../model/index.ts';
import { ecs, mediapackage } from '../../../services/index.ts';

/** A world to ask in: what was done before, in words and as a program, and how long changes may take to show. */
export interface Stage {
  readonly name: string;
  readonly rules: Rules;
  readonly program: Program;
  /** An answer that came afterwards, against the rules, and was believed. */
  readonly oddity?: Oddity;
}

/** A stage with what is believed on it. */
export interface SetStage extends Stage {
  readonly state: State;
}

type Oddity = readonly [Operation, Outcome];

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const status: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last', await: true };
const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
const group: Operation = {
  kind: 'CreateResource',
  resource: 'packaging-group',
  region: 0,
  slot: 0,
  sides: { egress: 'default' },
};
const logs = (sides?: Sides): Operation => ({
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  ...(sides === undefined ? {} : { sides }),
});
const use = (region: number): Operation => ({ kind: 'CreateResource', resource: 'cluster', region, slot: 0 });
const release: Operation = { kind: 'DeleteResource', resource: 'cluster', region: 0, slot: 0 };

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
  [
    'policies were attached to an ordinary role and put into it',
    [
      { kind: 'CreateRole', role: 'ordinary' },
      { kind: 'AttachRolePolicy', role: 'ordinary', policy: 'other' },
      { kind: 'PutRolePolicy', role: 'ordinary' },
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
  ['egress logs were turned on and off', [channel, logs({ egress: 'default' }), logs()]],
  ['a packaging group that logs was made', [group]],
  [
    'a packaging group was made, and its logs turned on and off',
    [
      { kind: 'CreateResource', resource: 'packaging-group', region: 0, slot: 0 },
      { kind: 'ConfigureResource', resource: 'packaging-group', region: 0, slot: 0, sides: { egress: 'default' } },
      { kind: 'ConfigureResource', resource: 'packaging-group', region: 0, slot: 0 },
    ],
  ],
  ['a channel and a packaging group log', [channel, logs({ egress: 'default' }), group]],
  ['deletion failed', [channel, logs({ ingress: 'default' }), remove, status]],
  ['deletion failed, and logs were turned off', [channel, logs({ ingress: 'default' }), remove, status, logs()]],
  ['deletion is under way, and logs were turned on', [channel, create, remove, logs({ ingress: 'default' })]],
  ['deletion is under way, and logs were turned off', [channel, logs({ egress: 'default' }), remove, logs()]],
  [
    'a channel was deleted while it logged',
    [channel, logs({ ingress: 'default' }), { kind: 'DeleteResource', resource: 'channel', region: 0, slot: 0 }],
  ],
  [
    'a channel and a packaging group of another region log',
    [
      { kind: 'CreateResource', resource: 'channel', region: 1, slot: 0 },
      { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 0, sides: { ingress: 'default' } },
      { kind: 'CreateResource', resource: 'packaging-group', region: 1, slot: 0, sides: { egress: 'default' } },
    ],
  ],
  [
    'channels and packaging groups log in two regions',
    [
      channel,
      logs({ egress: 'default' }),
      { kind: 'CreateResource', resource: 'channel', region: 1, slot: 0 },
      { kind: 'ConfigureResource', resource: 'channel', region: 1, slot: 0, sides: { ingress: 'custom' } },
      { kind: 'CreateResource', resource: 'channel', region: 0, slot: 1 },
      group,
      { kind: 'CreateResource', resource: 'packaging-group', region: 1, slot: 0 },
    ],
  ],
  [
    'deletion failed for a channel that was deleted since',
    [
      channel,
      logs({ ingress: 'default' }),
      remove,
      status,
      { kind: 'DeleteResource', resource: 'channel', region: 0, slot: 0 },
      remove,
    ],
  ],
  [
    'a packaging group was deleted while it logged',
    [group, { kind: 'DeleteResource', resource: 'packaging-group', region: 0, slot: 0 }],
  ],
];

/** Worlds in which something was seen that AWS would never show. */
const ODD: readonly (readonly [string, Program, Oddity])[] = [
  [
    'the role carries an inline policy',
    [create],
    [{ kind: 'ListRolePolicies', role: 'linked' }, answered({ inline: ['odd'] })],
  ],
  [
    'a role with a suffix was made',
    [],
    [
      { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true },
      answered({ name: 'AWSServiceRoleForMediaPackage_odd' }),
    ],
  ],
  [
    'a role of a service in other letters was made',
    [create],
    [{ kind: 'CreateServiceLinkedRole', service: 'wrong-case' }, answered()],
  ],
  [
    'the role was deleted with an instance profile of its own',
    [create, remove],
    [{ kind: 'AddRoleToInstanceProfile', role: 'linked' }, answered()],
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
  const programs = [...OF_ANY_SERVICE, ...(profile.resources[0]?.uses === 'while-there' ? OF_ANY_USE : OF_ACCESS_LOGS)];
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
export function drawer(from = 0): Draw {
  let serial = from;
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
function stateOf({ rules, program, oddity }: Stage): State {
  const draw = drawer();
  const left = program.reduce<State>((state, operation) => {
    const ending = endings(rules, state, operation).find(({ passing }) => !passing);
    if (ending === undefined)
      throw new Error(`Nothing that can last may come of ${formatOperation(rules.profile, operation)}.`);
    const next = ending.next(ending.outcome === 'answered' ? sampleFacets(ending, draw) : {});
    return atTime(next, next.now + 1000);
  }, initialState());
  return oddity === undefined ? left : adopt(rules, left, ...oddity);
}

const setStages = (profile: ServiceProfile): readonly SetStage[] =>
  stagesOf(profile).map((stage) => ({ ...stage, state: stateOf(stage) }));

/** The stages of the services whose operations are told of. */
export const STAGES: ReadonlyMap<ServiceProfile, readonly SetStage[]> = new Map(
  [mediapackage, ecs].map((profile) => [profile, setStages(profile)]),
);
