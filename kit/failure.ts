/** A requirement that is not kept, or a suite that failed. Its stack is the place that declared the tests, and nothing else. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';

  constructor(message: string, place: string) {
    super(message);
    this.stack = `${this.name}: ${message}${place === '' ? '' : `\n${place}`}`;
  }
}

/** The line of a stack that tells who called `callee`; empty where the engine does not tell. */
export function placeOfCall(callee: (...args: never[]) => unknown): string {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, callee);
  return /^ +at .*$/m.exec(trace.stack ?? '')?.[0] ?? '';
}
