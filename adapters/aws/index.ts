/** Real accounts, behind guard rails. */
export { openAws, type AwsOptions } from './open.ts';
export type { Seams } from './account.ts';
export type { AwsTarget } from './target.ts';
export { sweep, type SweepOptions, type Swept } from './sweep.ts';
export { leastPolicy, sandboxScp, type PolicyDocument } from './policy.ts';
export { cloudFormation, terraform } from './sandbox-role.ts';
export { rehearse, type Rehearsal } from './rehearsal.ts';
