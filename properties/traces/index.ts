import { autoscaling20260911 } from './autoscaling-2026-09-11.ts';
import { ecs20260916 } from './ecs-2026-09-16.ts';
import { ecsSuffix20260911 } from './ecs-suffix-2026-09-11.ts';
import type { Trace } from './trace.ts';

export { isAccepted, judgeTrace, type JudgedCall } from './judge-trace.ts';
export type { Call, Trace } from './trace.ts';

/** Everything that real AWS was recorded answering about service-linked roles, as far as the suite knows. */
export const traces: readonly Trace[] = [autoscaling20260911, ecsSuffix20260911, ecs20260916];
