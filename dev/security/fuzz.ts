/**
 * `npm run fuzz -- [SECONDS] [SEED] [READER]`: for so long (60 s), each reader in turn is given texts that were made of those
 * that it takes: it refuses them, or what it took can be told; it never takes long. Prints the seeds, and what was found, made small. Ends with exit
 * code 1 where anything was.
 */
import {
  array,
  asyncProperty,
  check,
  constantFrom,
  nat,
  oneof,
  record,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check';
import process from 'node:process';
import { readers, type Reader } from './readers.ts';

const [seconds = 60, seed = 1] = process.argv.slice(2, 4).map(Number);
const only = process.argv[4];

/** Texts of one round, and the CPU time in milliseconds that one of them may take: what tries again at every place takes seconds. */
const [ROUND, MOST_MS] = [200, 1000];

/** Characters of a text: no more bytes of an answer are read. */
const LONGEST = 2_000_000;

/** What is put somewhere into a text. */
const PIECES = [
  ...String.raw`{ } [ ] " , : \ \ud800 \u0000 null true -1 1e999 9007199254740993 "" [] {} "__proto__": "constructor": {"a": [[`.split(
    ' ',
  ),
  ...String.raw`"id": "kind": "of":4000000000 < > </ /> <a> </a> <!-- --> <![CDATA[ ]]> <?xml ?> &b; &#0; &#xD800; &#x110000;`.split(
    ' ',
  ),
  ...'&lt; <Error> <Code> <member> = % %zz %ff :: ##[ file:// @ // .. - authorization: x-amz-security-token='.split(
    ' ',
  ),
  ..."Credential= AKIA eyJ ://a: Bearer -----BEGIN '".split(' '),
  ...' \0\r\n\u2028\ud800\udc00\u202e\ufeff\u001b'.split(''),
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  'a'.repeat(3000),
];

type Change = { readonly at: number; readonly length: number; readonly piece: string; readonly times: number };

const changes: Arbitrary<readonly Change[]> = array(
  record({
    at: nat(),
    length: oneof(constantFrom(0, 0, 0, 1, 2), nat(40)),
    piece: oneof(
      { weight: 4, arbitrary: constantFrom(...PIECES) },
      string({ unit: 'binary', maxLength: 8 }),
      constantFrom(''),
    ),
    times: oneof({ weight: 9, arbitrary: constantFrom(1) }, constantFrom(2, 70, 2000)),
  }),
  { maxLength: 5 },
);

/** A text with pieces of it taken out, and others put there. */
const changed = (text: string, all: readonly Change[]): string =>
  all.reduce((whole, { at, length, piece, times }) => {
    const place = at % (whole.length + 1);
    return (whole.slice(0, place) + piece.repeat(times) + whole.slice(place + length)).slice(0, LONGEST);
  }, text);

const heldIn = (): ReadonlySet<string> => new Set(Object.getOwnPropertyNames(Object.prototype));
const OWN = heldIn();

let texts = 0;
let slowest = 0;

async function readAll({ samples, read, refusals }: Reader, sample: number, all: readonly Change[]): Promise<void> {
  const at = sample % samples.length;
  const text = changed(samples[at] ?? '', all);
  texts += 1;
  const before = process.cpuUsage();
  try {
    await read(text, at);
  } catch (error) {
    if (!refusals.some((kind) => error instanceof kind)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  slowest = Math.max(slowest, took);
  if (took > MOST_MS) throw new Error(`${text.length} characters took ${Math.round(took)} ms of CPU`);
  for (const name of heldIn()) if (!OWN.has(name)) throw new Error(`every object has a member ${name}`);
}

const chosen = (await readers()).filter(({ name }) => only === undefined || name.includes(only));
const found = new Map<string, number>();
const counts = new Map<string, number>();
const end = performance.now() + seconds * 1000;
let round = seed;
for (; performance.now() < end; round += 1)
  for (const reader of chosen) {
    texts = 0;
    const result = await check(
      asyncProperty(tuple(nat(), changes), ([sample, all]) => readAll(reader, sample, all)),
      { seed: round, numRuns: ROUND },
    );
    counts.set(reader.name, (counts.get(reader.name) ?? 0) + texts);
    if (!result.failed) continue;
    const [sample, all] = result.counterexample?.[0] ?? [0, []];
    const error =
      result.errorInstance instanceof Error ? result.errorInstance : new Error(String(result.errorInstance));
    const where =
      error.stack
        ?.split('\n')
        .find((line) => line.includes('/dist/') || line.includes('.ts:'))
        ?.trim() ?? '';
    const what = `${reader.name}: ${error.name}: ${error.message.slice(0, 200)} ${where}`;
    const times = found.get(what) ?? 0;
    found.set(what, times + 1);
    if (times === 0)
      console.log(
        `FOUND, seed ${round}: ${what}\n  ${JSON.stringify(changed(reader.samples[sample % reader.samples.length] ?? '', all)).slice(0, 800)}`,
      );
  }
for (const [name, count] of counts) console.log(`${name}: ${count.toLocaleString('en-US')} texts`);
console.log(`seeds ${seed} to ${round - 1}, ${found.size} found, the slowest text took ${Math.round(slowest)} ms`);
process.exitCode = found.size === 0 ? 0 : 1;
