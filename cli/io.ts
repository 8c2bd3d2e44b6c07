import { text } from 'node:stream/consumers';
import { redactKnown } from '../adapters/index.ts';
import { harmless } from '../reports/index.ts';

/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Characters of a line, where there is a terminal. */
  readonly columns: number | undefined;
}

/** Everything that a command knows of the world; a test brings its own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readStdin(): Promise<string>;
  /** Calls the listener at each interrupt until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

/** What interrupts a command. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The process itself. A reader that went away early (`| head`) is no error. */
export function processIo(): Io {
  return {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    readStdin: () => text(process.stdin),
    onInterrupt(listener) {
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (chunk) => void stream.write(harmless(redactKnown(chunk))),
    get isTerminal() {
      return stream.isTTY;
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

const NARROW = 50;
const WIDE = 132;
const IN_A_PIPE = 100;

/** Characters of a line on an output: its own within reason, or 100 where there is no terminal. */
export const widthOf = (output: Output): number => Math.min(WIDE, Math.max(NARROW, output.columns ?? IN_A_PIPE));

/** Whether to colour: NO_COLOR forbids, FORCE_COLOR asks for it, otherwise only a terminal that can is coloured. */
export function colored(output: Output, env: Io['env']): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0';
  return output.isTerminal && env['TERM'] !== 'dumb';
}
