import {
  needsOf,
  requirements,
  sectionOf,
  type Requirement,
  type RequirementId,
  type ServiceProfile,
} from '../model/index.ts';
import { profiles } from '../services/index.ts';
import type { LeftOut } from './run/index.ts';

type LeftOutReason = LeftOut['why'];

/** The requirements that a service's data cites for the sides of its resources. */
const citedBy = ({ resources }: ServiceProfile): readonly RequirementId[] =>
  resources.flatMap(({ cites, sides }) =>
    sides.flatMap(({ holds, makes }) => [holds, makes, cites.on, cites.off, cites.apart ?? cites.on]),
  );

/** Those that are about sides which not every resource has. */
const ofSides = new Set(profiles.flatMap(citedBy));

/** Why a requirement says nothing of a service; undefined where it is one of the service's. */
function whyNotOf(
  profile: ServiceProfile,
  row: Requirement & { readonly id: RequirementId },
): LeftOutReason | undefined {
  const { id } = row;
  if (needsOf(profile, row) === undefined || (ofSides.has(id) && !citedBy(profile).includes(id))) return 'no-resource';
  const { resources } = profile;
  const isOfLogs = sectionOf(id) === 'logging' || id === 'deletion/after-disable';
  if (isOfLogs && resources.every(({ sides }) => sides.length === 0)) return 'no-resource';
  if (id === 'protocol/resource-id-unique' && resources.every(({ taken }) => taken === 'answered'))
    return 'no-resource';
  if (id === 'creation/suffix' && profile.suffixAllowed !== false)
    return profile.suffixAllowed ? 'takes-suffix' : 'suffix-unknown';
  if (id === 'permissions/policy-attached' && profile.policyInferred) return 'policies-unknown';
  if (id === 'permissions/policy-document' && profile.policyGrants === undefined) return 'document-unknown';
  return undefined;
}

/** The requirements that say nothing of a service, each with the reason. */
export const leftOutOf = (profile: ServiceProfile): readonly LeftOut[] =>
  requirements.flatMap((row) => {
    const why = whyNotOf(profile, row);
    return why === undefined ? [] : [{ id: row.id, why }];
  });
