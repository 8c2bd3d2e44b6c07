import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';
import { childEnvironment } from './environment.ts';
import { redact } from './secrets.ts';

/**
 * Runs its arguments after the first two as a program, with standard input and output. It leads a process group, so that all
 * that the program starts is ended with it, and Ctrl-C in a terminal is left to the starter. When descriptor 3 closes, because
 * the starter says so or is gone, however that came about, the program has as many seconds as the first argument says to end
 * on its own, and three more to end by asking. What is in the group when the program has ended gets one second. At the end the
 * folder of the second argument is removed, and the exit code is the program's.
 */
export const GUARD = `
grace=$1 folder=$2
shift 2
trap '' INT
exec 4<&0 </dev/null
env "$@" <&4 3<&- 4<&- &
program=$!
trap '' TERM
exec 4<&- >/dev/null 2>&1
(read -r _ <&3; sleep "$grace"; kill -TERM 0; sleep 3; rm -rf "$folder"; kill -KILL 0) &
watch=$!
exec 3<&-
wait "$program"
code=$?
kill -KILL "$watch"
(kill -TERM 0; sleep 1; rm -rf "$folder"; kill -KILL 0) &
exit "$code"
`;

/** Characters of a program's standard error that are kept. */
const TAIL = 2000;

/** The guard's descriptors 0 to 3. */
type Pipes = readonly [stdin: Writable, stdout: Readable, stderr: Readable, lifeline: Duplex];

export interface ProcessStart {
  /** Variables (`NAME=value`), the program, and its arguments. */
  readonly words: readonly string[];
  /** Variables beside the few that every child is given. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Its home, which is removed when it has ended. */
  readonly home: string;
  /** Where it runs; the starter's folder unless given. */
  readonly cwd?: string | undefined;
  /** Whole seconds that it has to end on its own once it is told. */
  readonly graceSeconds: number;
  /** Takes what it writes to standard output, as it comes. */
  readonly heard?: (chunk: Buffer) => void;
}

export interface GuardedProcess {
  /** The process group that it and all that it starts is in; undefined when it could not be started. */
  readonly group: number | undefined;
  /** Settles when it has ended and all that it wrote was heard: its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The last 2,000 characters that it wrote to standard error. */
  stderrTail(): string;
  write(text: string): void;
  /** Closes its standard input, lets it end as the guard does, and waits for that. */
  end(): Promise<void>;
}

/** A new folder, for a child alone. */
export const newHome = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `slr-${name}-`));

/** Starts a program that cannot outlive its starter. Needs a POSIX shell. */
export function startGuarded({
  words,
  environment,
  home,
  cwd,
  graceSeconds,
  heard = () => {},
}: ProcessStart): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', String(graceSeconds), home, ...words], {
    cwd,
    env: childEnvironment(home, environment),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const [stdin, stdout, stderr, lifeline] = child.stdio as unknown as Pipes;
  let tail = '';
  stdout.on('data', heard);
  stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-TAIL);
  });
  // A program that ended takes nothing more; that it ended is told by `ended`.
  for (const pipe of [stdin, lifeline]) pipe.on('error', () => {});
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      tail = error.message;
      resolve(null);
    });
  });
  return {
    group: child.pid,
    ended,
    stderrTail: () => redact(tail.trim()),
    write: (text) => {
      stdin.write(text);
    },
    end: async () => {
      stdin.end();
      lifeline.end();
      await exited;
      for (const pipe of [stdin, stdout, stderr, lifeline]) pipe.destroy();
    },
  };
}
