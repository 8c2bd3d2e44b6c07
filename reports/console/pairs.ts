import { paint } from './paint.ts';
import { wrap } from '../common/index.ts';

/** Names and what they stand for, in two columns; a long text goes on below itself, or below its name where it is narrow. */
export function pairTable(
  pairs: readonly (readonly [string, string])[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const ink = paint(color);
  const widest = Math.max(...pairs.map(([name]) => name.length)) + 2;
  const beside = width - widest >= 40;
  const room = beside ? width - widest : width - 4;
  const lines = pairs.flatMap(([name, text]) => {
    const told = wrap(text, room);
    if (!beside) return [ink.accent(name), ...told.map((line) => ink.dim(`    ${line}`))];
    return told.map((line, index) => `${index === 0 ? ink.accent(name.padEnd(widest)) : ' '.repeat(widest)}${line}`);
  });
  return `${lines.join('\n')}\n`;
}
