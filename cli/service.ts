import { stat } from 'node:fs/promises';
import { inPartition, type ServiceProfile } from '../model/index.ts';
import { profileOf, serviceSchema } from '../reports/index.ts';
import { partitionOfRegion, services } from '../services/index.ts';
import type { Io } from './io.ts';
import { checked, readJson, type FileKind } from './json-file.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';
import * as values from './values.ts';

const KIND: FileKind = { noun: 'service file', mend: 'See docs/services.md for one that is valid.' };

/** Bytes of a service file at most. */
const LARGEST = 100_000;

/**
 * The services that `--service` names: one, several with commas between them, or `all`; each by its id or its principal, or by the path of a file.
 * Where the target's regions are told (`--regions`), their ARNs are those of the partition in which these lie.
 * @throws UsageError when there is none of such a name, or a file is not valid
 */
export async function servicesNamed(text: string, io: Io, regions?: string): Promise<readonly ServiceProfile[]> {
  const named = await Promise.all(text.split(',').map((part) => meant(part.trim(), io)));
  const all = named.flat();
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined)
    throw new UsageError(
      `--service ${text} names ${twice.id} twice.`,
      'Name each service once; a file may give its service an "id" of its own.',
    );
  return all.map((profile) => inRegions(profile, regions));
}

/** The service in the partition in which these regions lie, as `--regions` has them. */
export function inRegions(profile: ServiceProfile, regions: string | undefined): ServiceProfile {
  const [first] = regions === undefined ? [] : values.regions(regions);
  return first === undefined ? profile : inPartition(profile, partitionOfRegion(first));
}

/**
 * The service that `--service` names, where there can be only one.
 * @throws UsageError when it names none, or several
 */
export async function serviceNamed(text: string, io: Io, regions?: string): Promise<ServiceProfile> {
  const [first, ...others] = await servicesNamed(text, io, regions);
  if (first !== undefined && others.length === 0) return first;
  throw new UsageError(`--service ${text} names ${others.length + 1} services.`, 'Name one.');
}

const isPath = (name: string): boolean => /[/\\]|\.json$/.test(name);

async function meant(name: string, io: Io): Promise<readonly ServiceProfile[]> {
  if (name === 'all') return services;
  if (isPath(name)) return [await readService(name, io)];
  const found = services.find(({ id, principal }) => id === name || principal === name);
  if (found !== undefined) return [found];
  const names = ['all', ...services.map(({ id }) => id)];
  throw new UsageError(
    `There is no service "${name}".`,
    didYouMean(name, names, 'See `slr-conformance list services`, or give the path of a file: ./our-service.json.'),
  );
}

async function readService(path: string, io: Io): Promise<ServiceProfile> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LARGEST)
    throw new UsageError(`The service file ${path} has ${size} bytes.`, `Give one of ${LARGEST} bytes at most.`);
  const keys = (_: unknown, at: readonly PropertyKey[]): readonly string[] =>
    at.length === 0 ? Object.keys(serviceSchema.unwrap().shape) : [];
  return profileOf(checked(serviceSchema, await readJson(path, KIND, io), KIND, path, keys));
}
