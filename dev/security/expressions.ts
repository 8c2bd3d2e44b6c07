/**
 * `npm run expressions`: every regular expression that is shipped, under `recheck`: none may take longer than in proportion to the text, however
 * ill it means. Prints those that may, with the text, and ends with exit code 1.
 */
import { parse, type Node } from 'acorn';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';

const dist = fileURLToPath(new URL('../../', import.meta.url));

/** Milliseconds for one expression. */
const TIMEOUT = 20_000;

/** The expressions in a piece of a program. */
function expressionsIn(node: unknown): readonly { readonly pattern: string; readonly flags: string }[] {
  if (Array.isArray(node)) return node.flatMap(expressionsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { regex, ...others } = node as Partial<Node> & {
    readonly regex?: { readonly pattern: string; readonly flags: string };
  };
  return regex === undefined ? Object.values(others).flatMap(expressionsIn) : [regex];
}

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.js') && !path.startsWith('dev'),
);
const found = new Map<string, { readonly pattern: string; readonly flags: string; readonly file: string }>();
for (const file of files)
  for (const one of expressionsIn(
    parse(readFileSync(join(dist, file), 'utf8'), { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }),
  ))
    found.set(`/${one.pattern}/${one.flags}`, { ...one, file });

let slow = 0;
const unknown: string[] = [];
for (const [text, { pattern, flags, file }] of found) {
  const told = await check(pattern, flags, { timeout: TIMEOUT });
  if (told.status === 'unknown') unknown.push(`${text} in ${file}: ${told.error.kind}`);
  if (told.status !== 'vulnerable') continue;
  slow += 1;
  console.log(`${file}: ${text} is ${told.complexity.summary}: ${told.attack.pattern}`);
}
for (const one of unknown) console.log(`not told: ${one}`);
console.log(`${found.size} expressions in ${files.length} files, ${slow} slow, ${unknown.length} not told`);
process.exitCode = slow === 0 ? 0 : 1;
