/** The exit code of a process, which is the suite's to say: whatever else ends the process gives 4 and a sentence. */
import { writeSync } from 'node:fs';
import { redact } from '../adapters/index.ts';
import { SIGNALS } from './io.ts';

/** The exit code of a suite that failed. */
const FAILED = 4;

/**
 * Watches over the process until the returned function is called with the exit code that the work came to. Until then an
 * exit from elsewhere, an error that nobody caught, a signal that nobody listens to, or nothing left to wait for ends it
 * with 4.
 */
export function watchExit(): (code: number) => void {
  let why = 'it ended before its work was done';
  let saidCode: number | undefined;
  process.exitCode = FAILED;
  process.on('exit', () => {
    if (saidCode === undefined) {
      process.exitCode = FAILED;
      tell(why);
    } else process.exitCode = saidCode;
  });
  const give = (up: string): void => {
    why = up;
    saidCode = undefined;
    process.exit(FAILED);
  };
  process.on('uncaughtException', (error: unknown) => {
    give(`an error that nothing waited for came up: ${error instanceof Error ? error.message : String(error)}`);
  });
  for (const signal of SIGNALS)
    process.on(signal, () => {
      // A command that goes on for long listens itself, and ends in good order.
      if (process.listenerCount(signal) === 1) give(`${signal} ended it`);
    });
  return (code) => {
    saidCode = code;
  };
}

/** Writes at once, since the process is about to end. */
function tell(why: string): void {
  try {
    writeSync(2, redact(`slr-conformance: the suite itself failed, which says nothing about the target: ${why}.\n`));
  } catch {
    // Nobody reads it any more; the exit code stands.
  }
}
