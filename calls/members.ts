import {
  descriptionText,
  otherPolicy as otherPolicyArn,
  servicePath,
  SUFFIX,
  type Description,
  type PolicyRef,
  type PrincipalForm,
  type ResourceProfile,
  type RoleRef,
  type ServiceProfile,
  type TaskRef,
} from '../model/index.ts';
import type { Value } from './call.ts';
import { MALFORMED_PRINCIPAL, NAMES, UNKNOWN_PRINCIPAL } from './names.ts';

/** What stands for the slots of operations: in a session the texts of its world, in a script what it keeps of earlier answers. */
export interface Names<T = string> {
  readonly profile: ServiceProfile;
  /** The name of a region. */
  region(slot: number): string;
  role(role: RoleRef): T;
  roleArn(role: RoleRef): T;
  task(task: TaskRef): T;
  /** The id of a resource: the suite's own, or the one that its service handed out. */
  resource(resource: ResourceProfile, region: number, slot: number): T;
  /** The default version of the service's policy, as GetPolicy told it. */
  version(): T;
}

/** A member of a call's input, made of an operation; undefined leaves it out. */
export type Member<O = unknown> = <T>(operation: O, names: Names<T>) => Value<T> | undefined;

/** The principal as it is sent; undefined leaves the parameter out. */
export function principalText(form: PrincipalForm, { principal }: ServiceProfile): string | undefined {
  switch (form) {
    case 'own':
      return principal;
    case 'unknown':
      return UNKNOWN_PRINCIPAL;
    case 'wrong-case':
      return principal.charAt(0).toUpperCase() + principal.slice(1);
    case 'malformed':
      return MALFORMED_PRINCIPAL;
    case 'missing':
      return undefined;
  }
}

export const fixed =
  (text: string): Member =>
  () =>
    text;

export const roleName: Member<{ readonly role: RoleRef }> = ({ role }, names) => names.role(role);

export const roleArn: Member<{ readonly role: RoleRef }> = ({ role }, names) => names.roleArn(role);

export const taskId: Member<{ readonly task: TaskRef }> = ({ task }, names) => names.task(task);

export const principal: Member<{ readonly service: PrincipalForm }> = ({ service }, { profile }) =>
  principalText(service, profile);

export const suffix: Member<{ readonly suffix?: true }> = (operation) =>
  operation.suffix === true ? SUFFIX : undefined;

export const description: Member<{ readonly description?: Description }> = (operation) =>
  operation.description === undefined ? undefined : descriptionText(operation.description);

export const sessionDuration: Member<{ readonly maxSessionDuration?: number }> = ({ maxSessionDuration }) =>
  maxSessionDuration;

export const policyArn: Member<{ readonly policy: PolicyRef }> = ({ policy }, { profile }) =>
  policy === 'service' ? profile.policyArn : policy === 'other' ? otherPolicyArn(profile) : policy.arn;

/** A managed policy of AWS that any role may carry. */
export const otherPolicy: Member = (_, { profile }) => otherPolicyArn(profile);

/** The policy of the service's role. */
export const ownPolicy: Member = (_, { profile }) => profile.policyArn;

export const ownVersion: Member = (_, names) => names.version();

export const inlineName: Member<{ readonly name?: string }> = ({ name = NAMES.inlinePolicy }) => name;

/** The path of the roles of the service. */
export const ownPath: Member = (_, { profile }) => servicePath(profile);

export const reservedPath: Member<{ readonly path?: 'reserved' }> = ({ path }, { profile }) =>
  path === undefined ? undefined : servicePath(profile);

export const tagList: Member<{ readonly key: string; readonly value: string }> = ({ key, value }) => [
  { Key: key, Value: value },
];

export const tagKeys: Member<{ readonly key: string }> = ({ key }) => [key];
