import { z } from 'zod';
import {
  isOfResource,
  operationKinds,
  operationShapes,
  requirements,
  resourceCall,
  type OperationKind,
  type Program,
  type RequirementId,
  type ServiceProfile,
} from '../model/index.ts';
import { services } from '../services/index.ts';
import { programSchema, PROGRAM_SCHEMA } from '../reports/index.ts';
import { asToday } from './former.ts';
import type { Io } from './io.ts';
import { checked, readJson, type FileKind } from './json-file.ts';

const KIND: FileKind = {
  noun: 'program file',
  mend: 'Correct it, or save programs with `slr-conformance run --save-counterexamples DIR`.',
};

const idSchema = z.enum(requirements.map(({ id }) => id) as [RequirementId, ...RequirementId[]]);

/** The JSON of a program about one of these services. */
const schemaOf = (known: readonly ServiceProfile[]) =>
  z
    .strictObject({
      schema: z.literal(PROGRAM_SCHEMA),
      service: z.enum(known.map(({ id }) => id)),
      requirement: idSchema.exactOptional(),
      seed: z.int().min(0).max(0xffff_ffff).exactOptional(),
      program: programSchema,
    })
    .superRefine(({ service, program }, context) => {
      const profile = known.find(({ id }) => id === service);
      for (const [at, operation] of program.entries())
        if (profile !== undefined && isOfResource(operation) && resourceCall(profile, operation) === undefined)
          context.addIssue({
            code: 'custom',
            path: ['program', at, 'resource'],
            message: `The service ${service} has no ${operation.kind} of ${JSON.stringify(operation.resource)}`,
          });
    })
    .refine((file) => file.program.length > 0, { path: ['program'], error: 'It must hold at least one operation' });

/** A saved program. */
export interface ProgramFile {
  readonly service: ServiceProfile;
  /** The requirement that it was saved to show broken. */
  readonly requirement?: RequirementId;
  readonly seed?: number;
  readonly program: Program;
}

/**
 * Reads a saved program from a file, or from standard input where the path is `-`; `own` is a service that the suite does not know.
 * @throws UsageError when it cannot be read, is not JSON, or is no program
 */
export async function readProgramFile(path: string, io: Io, own?: ServiceProfile): Promise<ProgramFile> {
  const known = own === undefined ? services : [own];
  const value = asToday(await readJson(path, KIND, io));
  const { service, schema: _, ...rest } = checked(schemaOf(known), value, KIND, path, knownKeys);
  return { ...rest, service: known.find(({ id }) => id === service) as ServiceProfile };
}

/** What may stand where zod cannot say it: the keys of an operation of this kind, the keys of the file, the kinds. */
function knownKeys(value: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(schemaOf(services).shape);
  if (path.length === 3 && path[2] === 'kind') return operationKinds;
  if (path.length !== 2) return [];
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  return operationKinds.includes(kind as OperationKind)
    ? ['kind', ...Object.keys(operationShapes[kind as OperationKind])]
    : [];
}
