/** What came back, as a value. Refusals are values, not exceptions. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One observable part of an answer. An answer that lacks a facet is not judged on it.
 *
 * - `name`, `path`, `arn`, `roleId`, `createDate` (ISO 8601), `sessionDuration` (seconds): a role's identity
 * - `trust`, `document`: a policy as its sorted grants (`policyGrants`)
 * - `description`, `boundary` (ARN): text, or null when there is none
 * - `tags`: object of key to value
 * - `attached`: sorted ARNs of managed policies; `inline`: sorted names of inline policies
 * - `listed`: whether ListRoles shows the role; `others`: sorted names of further roles under the service's path
 * - `taskId`, `status`, `reason` (text or null), `usage`: a deletion task
 * - `policyArn`, `policyPath`: a managed policy
 * - `resourceDescription`; `side:NAME`: a side of a resource, null when off, '' when on with no group shown, or the group
 * - `wire`: of an answer that came over HTTP, an object of check (`members`) to a list of what is wrong; checks that do not apply are absent
 * - `resources`: the listed resources, key `RESOURCE/REGION/SLOT` to an object of side to what it is shown as
 */
export type FacetName =
  | 'name'
  | 'path'
  | 'arn'
  | 'roleId'
  | 'createDate'
  | 'trust'
  | 'description'
  | 'sessionDuration'
  | 'boundary'
  | 'tags'
  | 'attached'
  | 'inline'
  | 'listed'
  | 'others'
  | 'taskId'
  | 'status'
  | 'reason'
  | 'usage'
  | 'policyArn'
  | 'policyPath'
  | 'document'
  | 'resourceDescription'
  | SideFacet
  | 'resources'
  | 'wire';

/** What an answer shows of one side of a resource. */
export type SideFacet = `side:${string}`;

export const sideFacet = (side: string): SideFacet => `side:${side}`;

/** A facet for people: `ingress`. */
export const facetWord = (facet: string): string => facet.replace(/^side:/, '');

export type Facets = { readonly [K in FacetName]?: Json };

/** An entry of a deletion task's usage list: region slot and holders, null where the target named something unknown. */
export interface UsageEntry {
  readonly region: number | null;
  /** Keys as `channel/0/1` (resource, region, slot). */
  readonly holders: readonly (string | null)[];
}

export interface Answered {
  readonly kind: 'answered';
  readonly facets: Facets;
}

export interface Refused {
  readonly kind: 'refused';
  /** Error code as on the wire, without namespace or suffix: `NoSuchEntity`. */
  readonly code: string;
  readonly http: number;
  readonly message: string;
}

/** The target does not have this operation. Carries what it answered, as evidence. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly evidence: string;
}

/** Nothing can be concluded: a time-out, throttling past its retries, a 5xx, an unreadable body. */
export interface Indeterminate {
  readonly kind: 'indeterminate';
  readonly why: string;
  /** HTTP status when there was one. */
  readonly http?: number;
  /** It is a success by its status, and its body cannot be read. */
  readonly unreadable?: true;
}

export type Outcome = Answered | Refused | Unsupported | Indeterminate;

export const answered = (facets: Facets = {}): Answered => ({ kind: 'answered', facets });

/** Structural equality of JSON values; object keys in any order. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => sameJson(x, b[i]));
  }
  const left = a as { readonly [key: string]: Json };
  const right = b as { readonly [key: string]: Json };
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => sameJson(left[key], right[key]));
}
