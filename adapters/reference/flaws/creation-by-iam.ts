import { descriptionText, withRole } from '../../../model/index.ts';
import type { Flaw, FlawContext } from '../flaw.ts';
import { accepting, all, asIf, isRefused, leaving, omits, recoding, refusing } from './rewrites.ts';
import { born, formerId, hasLived, hasRole, roleAsBefore, withLinked } from './worlds.ts';

const isDuplicate = ({ endings }: FlawContext): boolean => endings[0]?.id === 'duplicate-refused';

/** Flaws of how IAM makes the role. */
export const creationByIamFlaws: readonly Flaw[] = [
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
    rewrite: refusing('CreateServiceLinkedRole', 'InvalidInput', hasLived),
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
