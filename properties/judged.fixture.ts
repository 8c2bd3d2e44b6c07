/** Rules, operations and outcomes that judgements are tried with. */
import {
  answered,
  type Facets,
  type Operation,
  type Outcome,
  type Program,
  type RequirementId,
} from '../model/index.ts';
import { rulesFor, world } from '../model/world.fixture.ts';
import { judge, type Judgement } from './judge.ts';

export const prompt = rulesFor(0);
export const slow = rulesFor(10_000);

export const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
export const remove: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
export const status = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' } as const satisfies Operation;
export const getRole: Operation = { kind: 'GetRole', role: 'linked' };
export const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
export const enable: Operation = {
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  sides: { ingress: 'default' },
};
export const disable: Operation = { kind: 'ConfigureResource', resource: 'channel', region: 0, slot: 0 };
export const wait: Operation = { kind: 'Wait', for: 'window' };

export const refused = (code: string, http: number): Outcome => ({ kind: 'refused', code, http, message: code });
export const noRole = refused('NoSuchEntity', 404);
export const inProgress = answered({ status: 'IN_PROGRESS' });
export const succeeded = answered({ status: 'SUCCEEDED' });
export const failed = answered({ status: 'FAILED', reason: 'Role in use.', usage: [] });

export const NAME = 'AWSServiceRoleForMediaPackage';
export const PATH = '/aws-service-role/mediapackage.amazonaws.com/';
export const ROLE: Facets = {
  name: NAME,
  path: PATH,
  arn: `arn:aws:iam::123456789012:role${PATH}${NAME}`,
  roleId: 'AROAEXAMPLE0000000001',
  createDate: '2026-01-01T00:00:00Z',
  trust: ['Allow sts:AssumeRole to Service mediapackage.amazonaws.com'],
};

/** What each breach says first. */
export const blamed = (judged: Judgement): readonly (RequirementId | undefined)[] =>
  judged.breaches.map((breach) => breach.suspects[0]);

export const after = (before: Program, operation: Operation, outcome: Outcome): Judgement =>
  judge(prompt, world(prompt, ...before), operation, outcome);
