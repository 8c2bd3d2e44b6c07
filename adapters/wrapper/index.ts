/** A team's own wrapper of the AWS SDK as a target. */
export { defineTarget, type WrapperDefinition } from './define-target.ts';
export { cannotTell, notCovered, refused, CannotTell, NotCovered, Refusal } from './exceptions.ts';
export type { Requests, WrappedKind } from './requests.ts';
export type { Answers } from './answers.ts';
export type { AgainstReference, AgainstUrl } from './backend.ts';
export type { Stage, WrapperOperations } from './stand-in.ts';
export type { WrapperWorld } from './world.ts';
