/** What the suite holds a target to, and how: exploration, judging, shrinking, verdicts. */
export * from './run/index.ts';
export { runSuite, replayProgram } from './suite.ts';
export type { Progress, SuiteOptions } from './investigation.ts';
export { mergeRuns, MergeError } from './merge.ts';
export type { Shard } from './shard.ts';
export {
  scenariosOf,
  type Scenario,
  operationForms,
  surroundings,
  Machine,
  type Transition,
  fateOf,
} from './explore/index.ts';
export { perform, inOrder, type PerformOptions, type Source } from './perform.ts';
export { judge, type Judgement } from './judge.ts';
export { breachesOf, type History, type Step } from './history.ts';
export { shrink, type Attempt } from './shrink.ts';
export { checkManners, type MannersCheck } from './manners.ts';
export {
  audit,
  auditStyles,
  figuresOf,
  type AuditFigures,
  type AuditOptions,
  type AuditRow,
  type Manner,
  optimaOf,
  optimumOf,
  type Optima,
  type Optimum,
} from './audit/index.ts';
export { labelsOf } from './labels.ts';
export { formatProgram } from './docket.ts';
