import type { Role } from '@aws-sdk/client-iam';
import { allPages, type Calls } from './calls.ts';

/** The roles under a path, or all that there are. */
export const allRoles = (calls: Calls, prefix?: string): Promise<readonly Role[]> =>
  allPages(async (from) => {
    const answer = await calls.iam((iam, options) => iam.listRoles({ PathPrefix: prefix, Marker: from }, options));
    return { items: answer.Roles, next: answer.IsTruncated === true ? answer.Marker : undefined };
  });
