/** Pure functions of runs: what a person reads, what a program reads, and what a shell learns. */
export { exitCodeOf, exitMeaning, type ExitCode } from './exit-code.ts';
export { headline } from './headline.ts';
export { tally, type Tally } from './tally.ts';
export { jsonReport } from './json.ts';
export { runSchema, runJsonSchema } from './run-schema.ts';
export { operationSchema, programSchema, PROGRAM_SCHEMA } from './operation-schema.ts';
export { consoleReport, type ConsoleOptions } from './console/report.ts';
export { explainRequirement } from './console/card.ts';
export { replayReport } from './console/replay.ts';
export { catalogueTable } from './console/catalogue.ts';
export { pairTable } from './console/pairs.ts';
export { mannersReport, type Manners } from './console/manners.ts';
export { programText, type ProgramFacts } from './program-text.ts';
export { auditMarkdown, auditText, type AuditResult } from './audit.ts';
export { matrixOf, type Matrix } from './matrix.ts';
export { matrixMarkdown } from './matrix-markdown.ts';
export { sideBySide } from './console/side-by-side.ts';
export { issueText } from './issue-text.ts';
