/** What the suite holds a target to, and how: exploration, judging, shrinking, verdicts. */
export * from './run.ts';
export { runSuite, replayProgram } from './suite.ts';
export type { SuiteOptions } from './investigation.ts';
export { mergeRuns, MergeError } from './merge.ts';
export type { Shard, ShardEvidence } from './shard.ts';
export { scenariosOf, type Scenario } from './explore/scenarios.ts';
export { perform, inOrder, type PerformOptions, type Source } from './perform.ts';
export { judge, formatOutcome, type Breach, type Judgement } from './judge.ts';
export type { Deviation, Expectation, ExpectedEnding, ExpectedPart } from './expectation.ts';
export { breachesOf, type History, type Step } from './history.ts';
export { shrink, type Attempt } from './shrink.ts';
export { checkManners, type MannersCheck } from './manners.ts';
export { audit, figuresOf, type AuditFigures, type AuditOptions, type AuditRow, type Manner } from './audit/audit.ts';
export { optimaOf, optimumOf, type Optima, type Optimum } from './audit/optimum.ts';
export { labelsOf, type Label } from './labels.ts';
export { operationForms } from './explore/forms.ts';
