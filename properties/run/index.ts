/** What a run is, and how it is read from a file; whoever only reads runs need not load what makes them. */
export { operationSchema, programSchema, PROGRAM_SCHEMA } from './operation-schema.ts';
export type { Answer, Breach, Deviation, Expectation, ExpectedEnding, ExpectedPart, ReportedStep } from './breach.ts';
export type { Lack, Reason } from './reason.ts';
export { deviationSchema } from './breach.ts';
export * from './run-schema.ts';
