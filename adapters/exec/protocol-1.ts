import { holderKey, operationsOf, nameOf, sideFacet, type Facets, type Json, type Outcome } from '../../model/index.ts';
import type { ServiceProfile } from '../../model/index.ts';
import { profiles } from '../../services/index.ts';

/*
 * Protocol 1 spells operations, facets and users of the role as programs know them: `ConfigureLogs`, `ingress`,
 * `group/0/1`.
 */

/** Every operation that a program may list: those on resources by the names of their calls. */
export const operationNames: readonly string[] = [
  ...new Set([
    ...profiles.flatMap((profile) => operationsOf(profile).map((one) => nameOf(profile, one))),
    'RestrictedCaller',
  ]),
];

const facetName = (name: string): string => {
  if (name === 'channelDescription') return 'resourceDescription';
  if (name === 'channels') return 'resources';
  return name === 'ingress' || name === 'egress' ? sideFacet(name) : name;
};

/** What a program answered, in the model's terms. */
export function readOutcome(profile: ServiceProfile, outcome: Outcome): Outcome {
  if (outcome.kind !== 'answered') return outcome;
  const facets = Object.fromEntries(
    Object.entries(outcome.facets).map(([name, value]) => [
      facetName(name),
      name === 'usage' ? readUsage(profile, value as Json) : value,
    ]),
  ) as Facets;
  return { kind: 'answered', facets };
}

/** A usage list with the resources by their own names. */
function readUsage(profile: ServiceProfile, usage: Json): Json {
  const key = (holder: string | null): string | null => {
    const [slotName, region, slot] = (holder ?? '').split('/');
    const resource = profile.resources.find((one) => one.slot === slotName);
    return resource === undefined ? holder : holderKey(resource.name, Number(region), Number(slot));
  };
  return (usage as readonly { readonly region: Json; readonly holders: readonly (string | null)[] }[]).map(
    ({ region, holders }) => ({ region, holders: holders.map(key) }),
  );
}
