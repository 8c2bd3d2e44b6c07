import type { ServiceProfile } from '../../model/index.ts';
import { NAMES, restrictedPolicy, textAt } from '../../calls/index.ts';
import { required, type Calls } from './calls.ts';
import type { Registry } from './registry.ts';
import { making } from './supports.ts';

/** What signs a user's calls. It lives in memory alone. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * A user of the account with a policy and an access key of its own, made through IAM when first needed: who reads IAM and
 * uses the service, and may neither make, edit nor delete a role.
 */
export class RestrictedCaller {
  readonly #administrator: Calls;
  readonly #registry: Registry;
  readonly #policy: string;
  readonly #signedBy: (key: AccessKey) => Calls;
  #made: Promise<Calls> | undefined;

  constructor(administrator: Calls, registry: Registry, signedBy: (key: AccessKey) => Calls, profile: ServiceProfile) {
    this.#policy = restrictedPolicy(profile);
    this.#administrator = administrator;
    this.#registry = registry;
    this.#signedBy = signedBy;
  }

  /**
   * The calls that the user signs. The next one tries again when the user could not be made.
   * @throws NotAnswered, unsupported or indeterminate, when the user cannot be made
   */
  async calls(): Promise<Calls> {
    this.#made ??= this.#make();
    try {
      return await this.#made;
    } catch (error) {
      this.#made = undefined;
      throw error;
    }
  }

  async #make(): Promise<Calls> {
    const UserName = NAMES.restrictedUser;
    this.#registry.will({ kind: 'restricted-user' });
    await making('user', () => this.#administrator.iam('CreateUser', { UserName }));
    const policy = { UserName, PolicyName: NAMES.restrictedPolicy, PolicyDocument: this.#policy };
    await making('policy of the user', () => this.#administrator.iam('PutUserPolicy', policy));
    let key: AccessKey | undefined;
    await making('access key of the user', async () => {
      const answer = await this.#administrator.iam('CreateAccessKey', { UserName });
      key = {
        accessKeyId: required(textAt(answer, 'AccessKey', 'AccessKeyId'), 'access key id'),
        secretAccessKey: required(textAt(answer, 'AccessKey', 'SecretAccessKey'), 'secret access key'),
      };
    });
    return this.#signedBy(required(key, 'access key'));
  }
}
