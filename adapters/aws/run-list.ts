import { customersName, principalText, type Call } from '../../calls/index.ts';
import { servicePath, type PrincipalForm, type ServiceProfile } from '../../model/index.ts';
import { allowed, LEASE, type Allowed } from './allowed.ts';
import { OWN, TAGS } from './run-id.ts';

const FORMS: readonly PrincipalForm[] = ['own', 'unknown', 'wrong-case', 'malformed'];

/** The service principals, good and bad, that a run names when it asks for a role. */
export const principalsOf = (profile: ServiceProfile): readonly string[] =>
  FORMS.flatMap((form) => principalText(form, profile) ?? []);

/** The calls that one run may send. */
export class RunList {
  readonly #profile: ServiceProfile;
  readonly #own: RegExp;
  readonly #linked: RegExp;

  constructor(profile: ServiceProfile, run: string) {
    this.#profile = profile;
    this.#own = new RegExp(`^(?:arn:aws:iam::\\d{12}:\\w[\\w-]*/)?${OWN}${run}-[\\w-]{1,80}$`);
    // A suffix follows an underscore. Names ignore case, so that a role named so in other letters may be this one.
    this.#linked = new RegExp(
      `^(?:arn:aws:iam::\\d{12}:role${servicePath(profile)})?${profile.roleName}(?:_\\w{1,64})?$`,
      'i',
    );
  }

  /** Why a call, in the run's names, may not be sent; undefined where it may. */
  refuses(call: Pick<Call, 'service' | 'action' | 'input'>): string | undefined {
    const row = allowed(call);
    const name = `${call.service}:${call.action}`;
    if (row === undefined) return `${name} is not on the list of a run`;
    if (row.member === undefined) return undefined;
    const about = call.input[row.member];
    if (this.#isAllowed(row, about)) return this.#refusesBeside(call);
    return `${name} on ${JSON.stringify(about) ?? 'nothing'} is not on the list of a run`;
  }

  /** Whether a name is the service's role's. */
  isLinked(name: unknown): boolean {
    return typeof name === 'string' && this.#linked.test(name);
  }

  #isAllowed({ action, about, kind }: Allowed, value: unknown): boolean {
    if (action === 'CreateServiceLinkedRole')
      return value === undefined || principalsOf(this.#profile).includes(String(value));
    if (typeof value !== 'string') return false;
    // A task can be asked for, whoever began it: nothing comes of it.
    if (action === 'GetServiceLinkedRoleDeletionStatus') return true;
    if (kind === 'policy') return value === this.#profile.policyArn;
    if (value === LEASE) return about.includes('lease');
    if (value === customersName('lookalike', this.#profile.roleName) && about.includes('lookalike')) return true;
    return (about.includes('own') && this.#own.test(value)) || (about.includes('linked') && this.#linked.test(value));
  }

  /** What a call names besides: a role that is put into an instance profile, tags, log groups. */
  #refusesBeside({ service, action, input }: Pick<Call, 'service' | 'action' | 'input'>): string | undefined {
    const named = input['RoleName'];
    if (named !== undefined && !(this.isLinked(named) || this.#own.test(String(named))))
      return `${service}:${action} with the role ${JSON.stringify(named)} is not on the list of a run`;
    const isReserved = action === 'CreateRole' && String(input['Path'] ?? '/') !== '/';
    if (isReserved && input['Path'] !== servicePath(this.#profile)) return `${action} under ${String(input['Path'])}`;
    const tags = (action === 'TagRole' || action === 'UntagRole') && JSON.stringify(input).includes(TAGS.run);
    return tags ? `${action} may not touch the tag of a run` : undefined;
  }
}
