/**
 * `compare-behaviour.js FILE`: tells on standard output where the model and the judge first do otherwise than FILE has it, as JSON with
 * `differs`: what verdicts depend on, texts alone, or nothing. Without the file it is written.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inFormerTerms } from './former-terms.ts';
import { behaviours } from './behaviour.ts';

const [, , file = ''] = process.argv;
const hashOf = (text: string): string => createHash('sha1').update(inFormerTerms(text)).digest('base64').slice(0, 12);

async function record(): Promise<void> {
  const lines: string[] = [];
  for await (const { judged, told } of behaviours()) lines.push(`${hashOf(judged)} ${hashOf(told)}`);
  writeFileSync(file, lines.join('\n'));
  console.log(JSON.stringify({ recorded: lines.length }));
}

async function compare(): Promise<void> {
  const known = readFileSync(file, 'utf8').split('\n');
  let texts: string | undefined;
  let index = 0;
  for await (const { where, judged, told } of behaviours()) {
    const [ofJudged, ofTold] = (known[index] ?? '').split(' ');
    index += 1;
    if (ofJudged !== hashOf(judged)) {
      console.log(JSON.stringify({ differs: 'verdicts', where }));
      return;
    }
    if (ofTold !== hashOf(told)) texts ??= where;
  }
  if (texts === undefined) console.log(JSON.stringify({ differs: 'nothing', of: known.length }));
  else console.log(JSON.stringify({ differs: 'texts', where: texts }));
}

await (existsSync(file) ? compare() : record());
