import { ecs } from '../../services/index.ts';
import { refused, type Trace } from './trace.ts';

/*
 * Recorded on real AWS on 2026-09-11, in the session of the Auto Scaling trace: a custom suffix for a service that takes
 * none.
 */
export const ecsSuffix20260911: Trace = {
  id: 'ecs-suffix-2026-09-11',
  profile: ecs,
  settleMs: 10_000,
  calls: [
    {
      operation: { kind: 'CreateServiceLinkedRole', service: 'own', suffix: true },
      outcome: refused('InvalidInput', 400, 'Custom suffix is not allowed for ecs.amazonaws.com'),
    },
  ],
};
