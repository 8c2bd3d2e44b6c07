import type { ApiService, Scalar, ApiShape, Structure } from '../../services/index.ts';

/** Actions of which the reference model decides itself what it is given, and members of others. */
const DECIDED_BY_MODEL: Readonly<Record<string, readonly string[]>> = {
  CreateServiceLinkedRole: ['AWSServiceName', 'Description', 'CustomSuffix'],
  CreateRole: ['Description'],
  UpdateRole: ['Description'],
  UpdateRoleDescription: ['Description'],
};

/**
 * Markers are held to no length: the model's 320 is too short for those that this account makes of a long tag key, and
 * what no page gave is refused in any case.
 */
const MARKER = 'markerType';

const text = (bounds: Partial<Scalar>): ApiShape => ({ type: 'string', name: 'Text', ...bounds });
const member = (shape: ApiShape) => ({ shape, name: '', required: true });

/**
 * MediaPackage's models give ids and tags no bounds; these are of CloudFormation's schema of a channel and of its
 * documentation of tags.
 */
const OF_MEDIAPACKAGE: Readonly<Record<string, ApiShape>> = {
  Id: text({ min: 1, max: 256, pattern: String.raw`[\w-]+` }),
  Tags: {
    type: 'map',
    name: 'Tags',
    max: 50,
    key: member(text({ min: 1, max: 128 })),
    value: member(text({ max: 256 })),
  },
};

/** The least and the most that a value is held to. */
export function boundsOf(shape: ApiShape): { readonly min?: number; readonly max?: number } {
  if (shape.type === 'structure') return {};
  if (shape.name !== MARKER) return shape;
  return shape.min === undefined ? {} : { min: shape.min };
}

/** The input of an action, as it is held to here: its API model, but for the exceptions above. */
export function shapeIn(service: ApiService, action: string, input: Structure): Structure {
  if (service === 'iam') {
    const left = Object.hasOwn(DECIDED_BY_MODEL, action) ? (DECIDED_BY_MODEL[action] ?? []) : [];
    return { ...input, members: new Map([...input.members].filter(([name]) => !left.includes(name))) };
  }
  if (service !== 'mediapackage' && service !== 'mediapackage-vod') return input;
  const members = [...input.members].map(
    ([name, one]) => [name, { ...one, shape: OF_MEDIAPACKAGE[name] ?? one.shape }] as const,
  );
  return { ...input, members: new Map(members) };
}
