/**
 * `npm run worst`: 5 MB of the worst that is known for each reader, each in a process of its own: under a second of CPU, and under 100 MB more
 * than the same process takes with nothing to read. Ends with exit code 1 where it is not.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readers, type Reader } from './readers.ts';

const SIZE = 5_000_000;
const [MOST_MS, MOST_MB] = [1000, 100];

/** What is slow, or large, for whoever tries again at every place, goes down with every level, or keeps every piece. */
const PIECES = [
  '<a>',
  '<Error>',
  '<a b="c">',
  '&#x41;',
  '&lt;',
  '<member><RoleName>a</RoleName></member>',
  '[',
  '{"a":',
  '"a",',
  '0,',
  '"\\u0041',
  '\\',
  ' ',
  '\n',
  'eyJ-',
  'authorization: ',
  '://a:',
  "'",
  'A=1 ',
  'a',
];

/** A text of that size, alone or in the middle of one that is taken. */
const worst = (sample: string, piece: string, inside: boolean): string => {
  const long = piece.repeat(Math.ceil(SIZE / piece.length));
  const at = Math.floor(sample.length / 2);
  return inside ? sample.slice(0, at) + long + sample.slice(at) : long;
};

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds of CPU, and megabytes at most, that a text takes. */
async function taken(
  { read, refusals, samples }: Reader,
  piece: string | undefined,
  inside: boolean,
): Promise<readonly [number, number]> {
  // The first use of anything takes longer.
  await Promise.resolve(read(samples[0] ?? '', 0));
  const text = piece === undefined ? '' : worst(samples[0] ?? '', piece, inside);
  const before = cpu();
  try {
    await read(text, 0);
  } catch (error) {
    if (!refusals.some((kind) => error instanceof kind)) throw error;
  }
  return [cpu() - before, process.resourceUsage().maxRSS / 1000];
}

const [name, index, inside] = process.argv.slice(2);
if (name !== undefined) {
  const reader = (await readers()).find((one) => one.name === name) as Reader;
  console.log(JSON.stringify(await taken(reader, PIECES[Number(index)], inside === 'inside')));
} else {
  const measured = (...args: readonly string[]): readonly [number, number] => {
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
      encoding: 'utf8',
    });
    const last = stdout.trim().split('\n').at(-1) ?? '';
    if (!last.startsWith('[')) throw new Error(stderr.slice(-1000));
    return JSON.parse(last) as [number, number];
  };
  let over = 0;
  for (const reader of await readers()) {
    const [, usual] = measured(reader.name, '-1');
    let [slowest, largest] = [0, 0];
    for (const [at, piece] of PIECES.entries())
      for (const where of ['alone', 'inside']) {
        const [ms, mb] = measured(reader.name, String(at), where);
        [slowest, largest] = [Math.max(slowest, ms), Math.max(largest, mb - usual)];
        if (ms < MOST_MS && mb - usual < MOST_MB) continue;
        over += 1;
        console.log(
          `${reader.name}, ${JSON.stringify(piece)} ${where}: ${Math.round(ms)} ms, ${Math.round(mb - usual)} MB more`,
        );
      }
    console.log(`${reader.name}: ${Math.round(slowest)} ms and ${Math.round(largest)} MB at most`);
  }
  process.exitCode = over === 0 ? 0 : 1;
}
