/** Targets in any language: a program that is given calls as lines of JSON (docs/exec-protocol.md). */
export { execTarget, type ExecOptions } from './target.ts';
export { ProgramFault, ProgramGone } from './program-fault.ts';
export { moduleTarget } from './module-target.ts';
