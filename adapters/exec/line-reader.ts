/** Longest line that is read, in bytes. */
export const MAX_LINE = 1_000_000;

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const NEWLINE = 0x0a;

/** Cuts what a program writes into lines. What is no line (too long, not UTF-8) is told, and then nothing more is read. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  readonly #onFault: (problem: string, start: string) => void;
  #chunks: Buffer[] = [];
  #size = 0;
  #stopped = false;

  constructor(onLine: (line: string) => void, onFault: (problem: string, start: string) => void) {
    this.#onLine = onLine;
    this.#onFault = onFault;
  }

  /** Takes the next bytes, which may end anywhere. */
  read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end >= 0 && !this.#stopped; end = rest.indexOf(NEWLINE)) {
      this.#keep(rest.subarray(0, end));
      this.#line();
      rest = rest.subarray(end + 1);
    }
    this.#keep(rest);
  }

  #keep(part: Buffer): void {
    if (this.#stopped) return;
    this.#chunks.push(part);
    this.#size += part.length;
    if (this.#size > MAX_LINE) this.#stop(`a line longer than ${MAX_LINE} bytes`);
  }

  #line(): void {
    if (this.#stopped) return;
    const bytes = Buffer.concat(this.#chunks);
    let line: string;
    try {
      line = UTF8.decode(bytes);
    } catch {
      this.#stop('a line that is not UTF-8');
      return;
    }
    this.#chunks = [];
    this.#size = 0;
    this.#onLine(line);
  }

  #stop(problem: string): void {
    this.#stopped = true;
    const start = Buffer.concat(this.#chunks).subarray(0, 1000).toString('utf8');
    this.#chunks = [];
    this.#onFault(problem, start);
  }
}
