import { TargetError } from '../target-error.ts';

/** A program that cannot be a target at all: its command line, its start or its introduction is wrong. */
export const programError = (problem: string, hint: string): TargetError =>
  new TargetError('program-failed', problem, hint);
