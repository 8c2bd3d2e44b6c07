import { spawn } from 'node:child_process';
import type { Duplex, Readable, Writable } from 'node:stream';

/**
 * Runs its arguments as a program that speaks on standard input and output, with few of the starter's variables and with
 * those that descriptor 3 gives, one `NAME=value` a line up to an empty one. When descriptor 3 closes, because the starter
 * says so or is gone, however that came about, the program has three seconds to end on its own, and three more to end by
 * asking. It ends with the program's exit code. It leads a process group, so that all that the program starts is ended,
 * and Ctrl-C in a terminal is left to the starter.
 */
export const GUARD = `
while IFS= read -r variable <&3 && [ -n "$variable" ]; do set -- "$variable" "$@"; done
for name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do
  case $name in
    PATH | HOME | LANG | LC_* | TMPDIR | VIRTUAL_ENV | PYTHON* | SLR_*) eval "set -- \\"$name=\\$$name\\" \\"\\$@\\"" ;;
  esac
done
exec 4<&0 </dev/null
env -i "$@" <&4 3<&- 4<&- &
program=$!
trap '' TERM
exec 4<&- >/dev/null 2>&1
(read -r _ <&3; sleep 3; kill -TERM 0; sleep 3; kill -KILL 0) &
watch=$!
exec 3<&-
wait "$program"
code=$?
kill -KILL "$watch"
kill -TERM 0
exit "$code"
`;

/** The guard's descriptors 0 to 3. */
type Pipes = readonly [stdin: Writable, stdout: Readable, stderr: Readable, lifeline: Duplex];

/** Characters of a program's standard error that are kept. */
const TAIL = 2000;

export interface ProgramStart {
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** Variables beside those that it is given of the starter's; no line breaks in them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs; the starter's folder unless given. */
  readonly cwd: string | undefined;
  /** Takes what it writes to standard output, as it comes. */
  readonly heard: (chunk: Buffer) => void;
}

export interface GuardedProgram {
  /** Settles when it has ended and all that it wrote was heard: its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The last 2,000 characters that it wrote to standard error. */
  stderrTail(): string;
  write(text: string): void;
  /** Closes its standard input, and ends it by asking after three seconds, by force after six. */
  end(): Promise<void>;
}

/** Starts a program that cannot outlive its starter. Needs a POSIX shell. */
export function startProgram({ words, environment, cwd, heard }: ProgramStart): GuardedProgram {
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', ...words], {
    cwd,
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
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      tail = error.message;
      resolve(null);
    });
  });
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  lifeline.write(`${variables.join('')}\n`);
  return {
    ended,
    stderrTail: () => tail.trim(),
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
