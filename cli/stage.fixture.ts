import type { Engine } from './engine.ts';
import { suite } from './engine.ts';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';

/** What a command left on its streams. */
export interface Played {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Props {
  readonly engine?: Partial<Engine>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Characters of a line; with it, both streams are terminals. */
  readonly columns?: number;
  /** Given the function that interrupts, before the command starts. */
  readonly interrupts?: (interrupt: () => void) => void;
  /** Given each text that goes to standard output, when it does. */
  readonly reads?: (text: string) => void;
}

/** Performs a command line in this process, with streams of its own. */
export async function play(argv: readonly string[], props: Props = {}): Promise<Played> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text;
      if (name === 'stdout') props.reads?.(text);
    },
    isTerminal: props.columns !== undefined,
    columns: props.columns,
  });
  const listeners = new Set<() => void>();
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: props.env ?? {},
    readStdin: async () => props.stdin ?? '',
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  props.interrupts?.(() => {
    for (const listener of listeners) listener();
  });
  const code = await main(argv, io, { ...suite, ...props.engine });
  return { code, ...written };
}
