import { iam, type Call } from './call.ts';
import { NAMES } from './names.ts';

/** What some operations need besides a role. */
export type Support = 'instance-profile' | 'user' | 'user-group';

interface SupportCalls {
  readonly make: Call;
  readonly remove: Call;
  /** The action that lists all of the kind, and the member of its answer. */
  readonly list: readonly [action: string, member: string];
}

const supportCalls = (noun: string, name: string): SupportCalls => ({
  make: iam(`Create${noun}`, { [`${noun}Name`]: name }),
  remove: iam(`Delete${noun}`, { [`${noun}Name`]: name }),
  list: [`List${noun}s`, `${noun}s`],
});

/** How what is needed is made, removed and found. */
export const supports: { readonly [S in Support]: SupportCalls } = {
  'instance-profile': supportCalls('InstanceProfile', NAMES.instanceProfile),
  user: supportCalls('User', NAMES.user),
  'user-group': supportCalls('Group', NAMES.userGroup),
};
