import { flawedTarget, referenceTarget, type Target } from '../adapters/index.ts';
import { type RequirementId } from '../model/index.ts';
import { mediapackage } from '../services/index.ts';
import { describeConformance } from './vitest.ts';

const only: readonly RequirementId[] = ['permissions/name', 'creation/duplicate', 'concurrency/create-create'];
const base = { profile: 'quick', only } as const;

describeConformance(referenceTarget({ profile: mediapackage }), base);

describeConformance(() => flawedTarget('role-name-in-other-letter-case', { profile: mediapackage }), {
  ...base,
  title: 'flawed',
  seed: 7,
});

describeConformance(() => flawedTarget('role-name-in-other-letter-case', { profile: mediapackage }), {
  ...base,
  title: 'excepted',
  except: { 'permissions/name': 'our emulator is old', 'creation/duplicate': 'never true' },
});

describeConformance(
  async (): Promise<Target> => {
    throw new TypeError('no target today');
  },
  { ...base, title: 'absent' },
);

describeConformance(referenceTarget({ profile: mediapackage }), {
  title: 'vacuous',
  profile: 'quick',
  only: ['concurrency/create-create'],
});
