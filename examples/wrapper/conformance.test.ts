import { describeConformance } from 'slr-conformance/vitest';
import { wrapperTarget } from './target.ts';

describeConformance(wrapperTarget(), { profile: 'quick' });

// The same wrapper where reads lag, a deletion takes its time, and four calls of ten go wrong. Which of them do is settled by
// the seed; where an answer is lost for good nothing can be concluded, and that is no fault of the wrapper.
describeConformance(
  () =>
    wrapperTarget({
      against: { personality: 'eventual' },
      faults: { throttle: 0.2, fail: 0.1, lose: 0.1, seed: 1 },
    }),
  { profile: 'quick', title: 'access-logging under faults', inconclusive: 'skip' },
);
