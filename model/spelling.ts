import { isOfResource, type Ability, type Operation, type ResourceKind, type Sides } from './operation.ts';
import {
  isResourceKind,
  partsOf,
  resourceCall,
  resourceNamed,
  type ResourceProfile,
  type ServiceProfile,
} from './profile.ts';

/** An operation by the names of its service: `{ kind: 'ConfigureLogs', region: 1, channel: 0, ingress: 'default' }`. */
export interface Spelt {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** What AWS, or the suite, calls an operation of a service: `ConfigureLogs`. */
export function nameOf(profile: ServiceProfile, ability: Ability): string {
  const { kind, resource } = partsOf(ability);
  if (resource === undefined || !isResourceKind(kind)) return kind;
  const call = resourceCall(profile, { kind, resource });
  return call === undefined ? ability : (call.called ?? call.action);
}

/** An operation by the names of a service; as it is where it is none of the service's own. */
export function spelt(profile: ServiceProfile, operation: Operation): Spelt {
  if (!isOfResource(operation)) return operation;
  const call = resourceCall(profile, operation);
  if (call === undefined) return operation;
  const { kind: _, resource, region, ...rest } = operation;
  const { slot, sides, ...others } = rest as { readonly slot?: number; readonly sides?: Sides };
  return {
    kind: call.called ?? call.action,
    region,
    ...(slot === undefined ? {} : { [resourceNamed(profile, resource).slot]: slot }),
    ...sides,
    ...others,
  };
}

/** The operation that is spelt so by a service; as it is where the service has no call of that name. */
export function unspelt(profile: ServiceProfile, operation: Spelt): Operation {
  for (const resource of profile.resources)
    for (const [kind, call] of Object.entries(resource.calls))
      if ((call.called ?? call.action) === operation.kind) return asked(kind as ResourceKind, resource, operation);
  return operation as Operation;
}

function asked(kind: ResourceKind, resource: ResourceProfile, operation: Spelt): Operation {
  const { kind: _, region, [resource.slot]: slot, ...rest } = operation;
  const isSide = (name: string): boolean => resource.sides.some((side) => side.name === name);
  const members = Object.entries(rest);
  const sides = members.filter(([name]) => isSide(name));
  return {
    kind,
    resource: resource.name,
    region,
    ...(slot === undefined ? {} : { slot }),
    ...(sides.length === 0 ? {} : { sides: Object.fromEntries(sides) }),
    ...Object.fromEntries(members.filter(([name]) => !isSide(name))),
  } as Operation;
}

/** The operation as one line for people: `ConfigureLogs(region 1, channel 0, ingress default)`. */
export function formatOperation(profile: ServiceProfile, operation: Operation): string {
  const { kind, ...members } = spelt(profile, operation);
  const parts = Object.entries(members).map(([key, value]) =>
    value === true ? key : `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return `${kind}(${parts.join(', ')})`;
}
