/** Pure functions of runs: what a person reads, what a program reads, and what a shell learns. */
export {
  exitCodeOf,
  exitCodeOfAll,
  exitMeaning,
  type ExitCode,
  headline,
  tally,
  type Tally,
  programText,
  type ProgramFacts,
  matrixOf,
  type Matrix,
} from './common/index.ts';
export { counterexampleNote, whyOf } from './finding/index.ts';
export { harmless, plain } from './encode/index.ts';
export { jsonReport } from './json.ts';
export { profileOf, serviceSchema, SERVICE_SCHEMA } from './service-schema.ts';
export { operationSchema, programSchema, PROGRAM_SCHEMA, runSchema, runJsonSchema } from '../properties/run/index.ts';
export {
  consoleReport,
  type ConsoleOptions,
  explainRequirement,
  replayReport,
  catalogueTable,
  pairTable,
  mannersReport,
  servicesReport,
  sideBySide,
} from './console/index.ts';
export { auditMarkdown, auditText, type AuditResult } from './audit.ts';
export { matrixMarkdown } from './matrix-markdown.ts';
export { NotTold, scriptLanguages, scriptOf, type ScriptLanguage } from './reproduction/index.ts';
export { issueText } from './issue-text.ts';
export { htmlReport, matrixHtml, type ReportPages } from './html/index.ts';
export { annotations } from './annotations.ts';
export { badgeReport } from './badge.ts';
export { stepLines, stepsHead, STEPS_SCHEMA } from './step-lines.ts';
export { junitReport } from './junit.ts';
export { markdownReport } from './summary.ts';
export {
  baselineOf,
  baselineSchema,
  baselineText,
  checkBaseline,
  departs,
  withKnown,
  type Baseline,
  type BaselineCheck,
} from './baseline.ts';
export { sectionsOf, withSection } from './markdown-section.ts';
