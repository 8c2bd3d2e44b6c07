import { ApiError } from '../api-call.ts';
import { uniqueId } from './book-ids.ts';
import type { Tag } from '../constraints.ts';
import { MANAGED_POLICIES } from './managed-policies.ts';
import { Register } from './register.ts';

/** A version of a policy: `v2`. */
export interface PolicyVersion {
  readonly number: number;
  readonly document: string;
  /** ISO 8601. */
  readonly created: string;
}

/** A managed policy: a customer's, or one of AWS's. */
export interface Policy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  /** Of the default version, which is the one that counts. */
  readonly document: string;
  /** Number of the default version; 1 unless given. */
  readonly version?: number;
  /** The versions that there are, the default one among them; only the first unless given. */
  readonly others?: readonly PolicyVersion[];
  /** ISO 8601. */
  readonly created: string;
  readonly description?: string;
  readonly tags: readonly Tag[];
}

/** Every version of a policy, the latest first. */
export const versionsOf = ({ document, created, others }: Policy): readonly PolicyVersion[] =>
  others ?? [{ number: 1, document, created }];

/** A managed policy and whose it is. */
export interface FoundPolicy {
  readonly policy: Policy;
  readonly arn: string;
  readonly scope: 'AWS' | 'Local';
}

/** What every managed policy of AWS shows for its dates: when IAM began to have them. */
const MANAGED_SINCE = '2015-02-06T18:39:46.000Z';

const AWS_POLICIES: ReadonlyMap<string, FoundPolicy> = new Map(
  MANAGED_POLICIES.map((policy) => {
    const arn = `arn:aws:iam::aws:policy/${policy.name}`;
    const rest = { path: '/', id: uniqueId('ANPA', policy.name), created: MANAGED_SINCE, tags: [] };
    return [arn, { arn, scope: 'AWS', policy: { ...policy, ...rest } }];
  }),
);

const POLICY_ARN = /^arn:[\w-]+:iam::(?:aws|\d{12}):policy\/[!-~]+$/;
const SERVICE_POLICY = /^arn:[\w-]+:iam::aws:policy\/aws-service-role\//;

/** The managed policies that can be attached in one account: those of AWS, and the customer's own. */
export class Policies {
  readonly #account: string;
  readonly own: Register<Policy>;

  /** @param saved what `save` gave */
  constructor(account: string, saved?: readonly Policy[]) {
    this.#account = account;
    this.own = new Register(saved);
  }

  save(): readonly Policy[] {
    return this.own.all;
  }

  arnOf({ path, name }: Pick<Policy, 'path' | 'name'>): string {
    return `arn:aws:iam::${this.#account}:policy${path}${name}`;
  }

  /** All of them, AWS's first. */
  get all(): readonly FoundPolicy[] {
    const own = this.own.all.map((policy): FoundPolicy => ({ policy, arn: this.arnOf(policy), scope: 'Local' }));
    return [...AWS_POLICIES.values(), ...own];
  }

  find(arn: string): FoundPolicy | undefined {
    const managed = AWS_POLICIES.get(arn);
    if (managed !== undefined) return managed;
    const policy = this.own.get(arn.slice(arn.lastIndexOf('/') + 1));
    return policy !== undefined && this.arnOf(policy) === arn ? { policy, arn, scope: 'Local' } : undefined;
  }

  exists(arn: string): boolean {
    return this.find(arn) !== undefined;
  }

  documentOf(arn: string): string | undefined {
    return this.find(arn)?.policy.document;
  }

  /**
   * The policy that an ARN names, of which nothing but the reading is asked.
   * @throws ApiError NoSuchEntity (404), ValidationError (400) for what is no ARN of a policy
   */
  get(arn: string): FoundPolicy {
    checkArn(arn);
    const found = this.find(arn);
    if (found === undefined) throw new ApiError('NoSuchEntity', 404, `Policy ${arn} was not found.`);
    return found;
  }

  /**
   * Refuses a policy that cannot be attached because it is not there (recorded on AWS).
   * @throws ApiError NoSuchEntity (404), ValidationError (400) for what is no ARN of a policy
   */
  require(arn: string): void {
    checkArn(arn);
    if (!this.exists(arn))
      throw new ApiError('NoSuchEntity', 404, `Policy ${arn} does not exist or is not attachable.`);
  }

  /**
   * As `require`, for a user or a group: neither can have the policy of a service's role (IAM API reference,
   * AttachUserPolicy and AttachGroupPolicy).
   * @throws ApiError PolicyNotAttachable (400) besides
   */
  requireFor(holder: 'user' | 'group', arn: string): void {
    if (SERVICE_POLICY.test(arn))
      throw new ApiError('PolicyNotAttachable', 400, `Cannot attach a Service Role Policy to an IAM ${holder}.`);
    this.require(arn);
  }
}

function checkArn(arn: string): void {
  if (!arn.startsWith('arn:')) throw new ApiError('ValidationError', 400, 'Invalid ARN:  Could not be parsed!');
  if (!POLICY_ARN.test(arn)) throw new ApiError('ValidationError', 400, `ARN ${arn} is not valid.`);
}
