import { spawn } from 'node:child_process';

/**
 * Runs its arguments as a server, and ends it, with whatever it started in its process group, when standard input closes:
 * by `stop`, or because whoever started it is gone, however that came about. Ends with the server's exit code. Needs to lead
 * a process group of its own; Ctrl-C in a terminal is left to the starter.
 */
const GUARD = `
trap '' INT
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
trap '' TERM
(read -r _ <&3; kill -TERM 0; sleep 3; kill -KILL "$server") 2>/dev/null &
guard=$!
exec 3<&-
while :; do wait "$server"; code=$?; kill -0 "$server" 2>/dev/null || break; done
kill -KILL "$guard" 2>/dev/null
(kill -TERM 0; sleep 1; kill -KILL 0) >/dev/null 2>&1 &
exit "$code"
`;

/** Characters of a server's standard error that are kept. */
const TAIL = 2000;

export interface GuardedProcess {
  /** Settles when the process has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The last that it wrote to standard error. */
  stderrTail(): string;
  /** Ends it and what it started, by force after three seconds, and waits for that. */
  stop(): Promise<void>;
}

/** Starts a server that cannot outlive its starter, in a working folder if one is given. Needs a POSIX shell. */
export function startGuarded(command: string, args: readonly string[], cwd?: string): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    ...(cwd === undefined ? {} : { cwd }),
  });
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-TAIL);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      resolve(code);
    });
    child.once('error', (error) => {
      tail = (tail + error.message).slice(-TAIL);
      resolve(null);
    });
  });
  return {
    ended,
    stderrTail: () => tail.trim(),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
