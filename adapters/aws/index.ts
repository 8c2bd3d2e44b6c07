/** Real accounts, behind guard rails. */
export { openAws, type AwsOptions } from './open.ts';
export type { Seams } from './account.ts';
export type { AwsTarget } from './target.ts';
export { sweep, type SweepOptions, type Swept } from './sweep.ts';
