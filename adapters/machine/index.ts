/** This machine: processes, what of it they are given, and what reports may not hold. */
export { childEnvironment } from './environment.ts';
export { portsOpenToOthers } from './listening.ts';
export { type GuardedProcess, newHome, type ProcessStart, startGuarded } from './guarded-process.ts';
export { redact, redactKnown, remember, secretsIn } from './secrets.ts';
export { discreet } from './discreet.ts';
