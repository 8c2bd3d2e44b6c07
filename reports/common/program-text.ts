import type { Program } from '../../model/index.ts';
import { PROGRAM_SCHEMA } from '../../properties/run/index.ts';
import { json } from '../encode/index.ts';

/** What is saved of a program beside its operations. */
export interface ProgramFacts {
  readonly service: string;
  readonly requirement?: string;
  readonly seed?: number;
}

/** The text of a program file: valid JSON with one operation a line, so that people can read, cut and compare it. */
export function programText(program: Program, facts: ProgramFacts): string {
  const head = Object.entries({
    schema: PROGRAM_SCHEMA,
    service: facts.service,
    requirement: facts.requirement,
    seed: facts.seed,
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${json(key)}: ${json(value)},`);
  const operations = program.map((operation) => `    ${spaced(operation)}`).join(',\n');
  return ['{', ...head, `  "program": [${operations === '' ? '' : `\n${operations}\n  `}]`, '}', ''].join('\n');
}

/** An operation on one line: `{ "kind": "GetRole", "role": "linked" }`. */
const spaced = (operation: Program[number]): string =>
  `{ ${Object.entries(operation)
    .map(([key, value]) => `${json(key)}: ${json(value)}`)
    .join(', ')} }`;
