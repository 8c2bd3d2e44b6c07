import type { ApiService } from '../services/index.ts';

/** Members of an input or an answer, named as AWS's API models name them: `RoleName`, `EgressAccessLogs`. */
export type Members = { readonly [name: string]: unknown };

/** A value of a member: JSON, in which a `T` may stand where a text stands. */
export type Value<T = string> =
  | T
  | string
  | number
  | boolean
  | null
  | readonly Value<T>[]
  | { readonly [name: string]: Value<T> };

/** One call of an AWS API, in AWS's own spelling. */
export interface Call<T = string> {
  readonly service: ApiService;
  /** `CreateServiceLinkedRole` */
  readonly action: string;
  /** Region name: `us-east-1`. */
  readonly region: string;
  readonly input: { readonly [name: string]: Value<T> };
}

/** A call of IAM, which has one region. */
export const iam = <T = string>(action: string, input: Call<T>['input']): Call<T> => ({
  service: 'iam',
  action,
  region: 'us-east-1',
  input,
});
