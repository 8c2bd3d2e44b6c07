import { descriptionText, isOn, livesOf, usersOf, withRole, type OperationKind } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { accepting, all, asIf, isRefused, leaving, omits, recoding, refusing, type On } from './rewrites.ts';
import {
  born,
  hasRole,
  isLogging,
  keyOf,
  renewed,
  roleAsBefore,
  switchesOff,
  withLinked,
  withNewRole,
  withoutLinked,
} from './worlds.ts';

/** The calls that can turn an access log on. */
export const ENABLING = ['ConfigureLogs', 'ConfigurePackagingGroupLogs', 'CreatePackagingGroup'] as const;

const RESOURCE_CALLS = ['CreateChannel', 'UpdateChannel', 'DeleteChannel'] as const satisfies readonly OperationKind[];

const enables = (context: FlawContext): boolean => {
  const after = context.endings[0]?.next({}).holders[keyOf(context.operation)];
  return !isRefused(context) && after !== undefined && isOn(after);
};

const wants = ({ operation }: On<(typeof ENABLING)[number]>): boolean =>
  operation.egress !== undefined || ('ingress' in operation && operation.ingress !== undefined);

const isDuplicate = ({ endings }: FlawContext): boolean => endings[0]?.name === 'duplicate refused';

const lived = ({ state }: FlawContext): boolean => livesOf(state, 'linked') > 0;
const formerId = ({ state }: FlawContext) => {
  const id = state.formerIds.at(-1);
  return id === undefined ? undefined : { roleId: id };
};

/** Flaws of how the role comes into being through use. */
export const useFlaws: readonly Flaw[] = [
  {
    name: 'ingress-makes-no-role',
    breaks: 'creation/on-enable-ingress',
    about: 'enabling ingress access logs alone makes no role',
    rewrite: leaving('ConfigureLogs', roleAsBefore, ({ operation }) => operation.egress === undefined),
  },
  {
    name: 'egress-makes-no-role',
    breaks: 'creation/on-enable-egress',
    about: 'enabling egress access logs alone makes no role',
    rewrite: leaving('ConfigureLogs', roleAsBefore, ({ operation }) => operation.ingress === undefined),
  },
  {
    name: 'vod-makes-no-role',
    breaks: 'creation/on-enable-vod',
    about: 'enabling the logs of a packaging group makes no role',
    rewrite: leaving(['ConfigurePackagingGroupLogs', 'CreatePackagingGroup'], roleAsBefore),
  },
  {
    name: 'role-dies-with-one-of-two',
    breaks: 'creation/present-while-enabled',
    about: 'disabling the logs of one channel deletes the role although another one logs',
    rewrite: leaving(
      'ConfigureLogs',
      (next, context) => (usersOf(next).length > 0 ? withoutLinked(context, next) : next),
      (context) =>
        isLogging(context) && context.operation.ingress === undefined && context.operation.egress === undefined,
    ),
  },
  {
    name: 'enabling-renews-the-role',
    breaks: 'creation/reuse',
    about: 'enabling replaces the role by a new one of the same name',
    rewrite: leaving(ENABLING, renewed, (context) => hasRole(context) && enables(context)),
  },
  {
    name: 'enabling-drops-the-tags',
    breaks: 'creation/reuse',
    about: 'enabling takes the tags off the role',
    rewrite: leaving(
      ENABLING,
      (next) => withLinked(next, { tags: {} }),
      (context) => hasRole(context) && enables(context),
    ),
  },
  {
    name: 'no-second-life-by-use',
    breaks: 'creation/again-on-enable',
    about: 'enabling makes the role only the first time',
    rewrite: leaving(ENABLING, roleAsBefore, lived),
  },
  {
    name: 'role-id-reused-by-use',
    breaks: 'creation/again-on-enable',
    about: 'a role that is made again by use has the role id of the one before',
    rewrite: born((context) => (context.operation.kind === 'CreateServiceLinkedRole' ? undefined : formerId(context))),
  },
  {
    name: 'channel-makes-the-role',
    breaks: 'creation/not-by-other-calls',
    about: 'creating a channel makes the role',
    rewrite: leaving(
      'CreateChannel',
      (state, { rules }) => withNewRole({ rules, state }),
      (context) => !isRefused(context),
    ),
  },
  {
    name: 'disabling-makes-the-role',
    breaks: 'creation/not-by-other-calls',
    about: 'a call that turns both logs off makes the role',
    rewrite: leaving(
      ['ConfigureLogs', 'ConfigurePackagingGroupLogs'],
      (state, { rules }) => withNewRole({ rules, state }),
      (context) => !isRefused(context) && !wants(context),
    ),
  },
  {
    name: 'refused-enabling-makes-the-role',
    breaks: 'creation/not-by-failure',
    about: 'the role is made before the rest of the call is looked at',
    rewrite: leaving(
      ENABLING,
      (state, { rules }) => withNewRole({ rules, state }),
      (context) => isRefused(context) && wants(context),
    ),
  },
];

/** Flaws of how IAM makes the role. */
export const creationFlaws: readonly Flaw[] = [
  {
    name: 'create-without-effect',
    breaks: 'creation/by-iam',
    about: 'CreateServiceLinkedRole answers, and there is no role',
    rewrite: leaving('CreateServiceLinkedRole', roleAsBefore),
  },
  {
    name: 'create-refused',
    breaks: 'creation/by-iam',
    about: 'CreateServiceLinkedRole does not know the service',
    rewrite: refusing('CreateServiceLinkedRole', 'InvalidInput'),
  },
  {
    name: 'create-answers-without-id',
    breaks: 'creation/by-iam-answer',
    about: 'the answer leaves out the role id',
    rewrite: omits('CreateServiceLinkedRole', 'roleId'),
  },
  {
    name: 'create-answers-without-trust',
    breaks: 'creation/by-iam-answer',
    about: 'the answer leaves out the trust policy',
    rewrite: omits('CreateServiceLinkedRole', 'trust'),
  },
  {
    name: 'description-lost-on-create',
    breaks: 'creation/by-iam-description',
    about: 'a description given to CreateServiceLinkedRole is not kept',
    rewrite: leaving(
      'CreateServiceLinkedRole',
      (next) => withLinked(next, { description: null }),
      (context) => !isRefused(context),
    ),
  },
  {
    name: 'description-of-its-own',
    breaks: 'creation/by-iam-description',
    about: 'a role that was given no description has one',
    rewrite: leaving(
      'CreateServiceLinkedRole',
      (next) => withLinked(next, { description: 'Service-linked role' }),
      (context) => !isRefused(context) && context.operation.description === undefined,
    ),
  },
  {
    name: 'no-second-life-by-iam',
    breaks: 'creation/by-iam-again',
    about: 'a role that was deleted cannot be created again',
    rewrite: refusing('CreateServiceLinkedRole', 'InvalidInput', lived),
  },
  {
    name: 'role-id-reused-by-iam',
    breaks: 'creation/by-iam-again',
    about: 'a role that is created again has the role id of the one before',
    rewrite: born((context) => (context.operation.kind === 'CreateServiceLinkedRole' ? formerId(context) : undefined)),
  },
  {
    name: 'create-idempotent',
    breaks: 'creation/duplicate',
    about: 'creating a role that is there succeeds',
    rewrite: asIf('CreateServiceLinkedRole', (_, context) =>
      isDuplicate(context) ? { kind: 'GetRole', role: 'linked' } : undefined,
    ),
  },
  {
    name: 'duplicate-create-describes',
    breaks: 'creation/duplicate',
    about: 'creating a role that is there is refused but changes the description',
    rewrite: leaving(
      'CreateServiceLinkedRole',
      (next, { operation }) => withLinked(next, { description: descriptionText(operation.description ?? 'other') }),
      isDuplicate,
    ),
  },
  {
    name: 'suffix-ignored',
    breaks: 'creation/suffix',
    about: 'a custom suffix is ignored and the role made',
    rewrite: asIf('CreateServiceLinkedRole', ({ suffix, ...rest }) => (suffix ? rest : undefined)),
  },
  {
    name: 'any-principal-has-a-template',
    breaks: 'creation/unknown-service',
    about: 'a role is made for a principal that nobody knows',
    rewrite: accepting('CreateServiceLinkedRole', ({ operation }) => operation.service === 'unknown'),
  },
  {
    name: 'unknown-principal-is-bad-input',
    breaks: 'creation/unknown-service-code',
    about: 'a principal without a template is refused with InvalidInput',
    rewrite: recoding(
      'CreateServiceLinkedRole',
      { code: 'InvalidInput' },
      ({ operation }) => operation.service === 'unknown',
    ),
  },
  {
    name: 'principal-in-any-case',
    breaks: 'creation/principal-case',
    about: 'the principal is compared without regard to case',
    rewrite: asIf('CreateServiceLinkedRole', (operation) =>
      operation.service === 'wrong-case' ? { ...operation, service: 'own' } : undefined,
    ),
  },
  {
    name: 'long-description-on-create',
    breaks: 'creation/malformed-input',
    about: 'a description of more than 1000 characters is taken',
    rewrite: all(
      asIf('CreateServiceLinkedRole', (operation) =>
        operation.description === 'too-long' ? { ...operation, description: 'longest' } : undefined,
      ),
      leaving(
        'CreateServiceLinkedRole',
        (next) => withLinked(next, { description: descriptionText('too-long') }),
        (context) => !isRefused(context) && context.operation.description === 'too-long',
      ),
    ),
  },
  {
    name: 'malformed-principal-crashes',
    breaks: 'creation/malformed-input',
    about: 'a malformed or missing principal is answered with a 500',
    rewrite: recoding('CreateServiceLinkedRole', { code: 'ServiceFailure', http: 500 }, ({ operation }) =>
      ['malformed', 'missing'].includes(operation.service),
    ),
  },
  {
    name: 'reserved-path-open-to-all',
    breaks: 'creation/reserved-path',
    about: 'CreateRole takes the path of service-linked roles',
    rewrite: asIf('CreateRole', ({ path, ...rest }) => (path === undefined ? undefined : rest)),
  },
  {
    name: 'names-differ-by-case',
    breaks: 'creation/name-unique-any-case',
    about: 'an ordinary role may take the name of the role in other letter case',
    rewrite: accepting(
      'CreateRole',
      (context) =>
        hasRole(context) &&
        context.operation.role === 'lookalike' &&
        context.state.roles.lookalike === undefined &&
        context.operation.path === undefined,
      ({ rules, state }) =>
        withRole(rules, state, 'lookalike', { facets: {}, madeBy: 'found', life: 1, describedBy: [] }),
    ),
  },
];
