import { z } from 'zod';
import type { Operation, Program } from '../../model/index.ts';

/** The layout of a saved program. */
export const PROGRAM_SCHEMA = 'https://slr-conformance.dev/schema/program-1.json';

/** More slots than any generator draws; a hand-written program needs no more either. */
const HIGHEST_SLOT = 9;

const slot = z.int().min(0).max(HIGHEST_SLOT);
const further = z.templateLiteral(['ordinary/', z.int().min(1).max(HIGHEST_SLOT)]);
const customers = z.union([z.enum(['ordinary', 'lookalike']), further]);
const role = z.union([z.enum(['linked', 'suffixed']), customers]);
const description = z.union([
  z.enum(['plain', 'other', 'longest', 'too-long', 'bad-characters']),
  z.strictObject({ text: z.string() }).readonly(),
]);
const group = z.union([z.enum(['default', 'custom', 'bad']), z.strictObject({ name: z.string() }).readonly()]);
/** A service's noun, and the sides of such a resource by name. */
const resource = z.string().regex(/^[a-z][a-z-]*$/);
const sides = z.record(z.string(), group).readonly().exactOptional();
const policy = z.union([z.enum(['service', 'other']), z.strictObject({ arn: z.string() }).readonly()]);
const as = z.literal('restricted').exactOptional();
const flag = z.literal(true);

const of = <K extends string, S extends z.core.$ZodLooseShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape }).readonly();
const onRole = <K extends string>(kind: K) => of(kind, { role });
const onResource = <K extends string, S extends z.core.$ZodLooseShape>(kind: K, shape: S) =>
  of(kind, { resource, region: slot, slot, ...shape });

/** An operation as JSON. A kind that the model gains or loses does not compile until it is told here. */
export const operationSchema = z
  .discriminatedUnion('kind', [
    of('CreateServiceLinkedRole', {
      service: z.enum(['own', 'unknown', 'wrong-case', 'malformed', 'missing']),
      description: description.exactOptional(),
      suffix: flag.exactOptional(),
      as,
    }),
    of('DeleteServiceLinkedRole', { role, as }),
    of('GetServiceLinkedRoleDeletionStatus', {
      task: z.union([z.enum(['last', 'previous', 'unknown', 'malformed']), z.int().min(0)]),
      await: flag.exactOptional(),
    }),
    onRole('GetRole'),
    of('ListRoles', {}),
    onRole('ListAttachedRolePolicies'),
    onRole('ListRolePolicies'),
    onRole('ListRoleTags'),
    of('GetPolicy', {}),
    of('GetPolicyVersion', {}),
    of('UpdateRole', {
      role,
      description: description.exactOptional(),
      maxSessionDuration: z.int().exactOptional(),
      as,
    }),
    of('UpdateRoleDescription', { role, description, as }),
    of('TagRole', { role, key: z.string(), value: z.string() }),
    of('UntagRole', { role, key: z.string() }),
    onRole('UpdateAssumeRolePolicy'),
    of('AttachRolePolicy', { role, policy }),
    of('DetachRolePolicy', { role, policy }),
    of('PutRolePolicy', { role, name: z.string().exactOptional() }),
    of('DeleteRolePolicy', { role, name: z.string().exactOptional() }),
    onRole('PutRolePermissionsBoundary'),
    onRole('DeleteRolePermissionsBoundary'),
    onRole('AddRoleToInstanceProfile'),
    onRole('RemoveRoleFromInstanceProfile'),
    onRole('DeleteRole'),
    of('CreateRole', { role: customers, path: z.literal('reserved').exactOptional(), as }),
    of('AttachUserPolicy', {}),
    of('AttachGroupPolicy', {}),
    onRole('AssumeRole'),
    onResource('CreateResource', { sides, as }),
    onResource('ReadResource', {}),
    of('ListResources', { resource, region: slot }),
    onResource('UpdateResource', { description }),
    onResource('DeleteResource', {}),
    onResource('ConfigureResource', { sides, as }),
    of('Wait', { for: z.enum(['moment', 'window']) }),
  ])
  .meta({ id: 'operation' }) satisfies z.ZodType<Operation>;

/** A program as JSON. */
export const programSchema = z.array(operationSchema).readonly().meta({ id: 'program' }) satisfies z.ZodType<Program>;
