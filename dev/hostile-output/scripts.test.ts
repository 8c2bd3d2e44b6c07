import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flawedTarget, flaws } from '../../adapters/index.ts';
import { command, hasPython } from '../../examples/python-target/python.fixture.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { runSuite, type Run } from '../../properties/index.ts';
import { scriptOf, type ScriptLanguage } from '../../reports/index.ts';
import { startListener, type Listener } from './listener.ts';
import { poisons } from './poison.ts';

const installed = hasPython(process.env['CI'] === 'true');
const languages: readonly ScriptLanguage[] = installed ? ['aws-cli', 'javascript', 'python'] : ['javascript'];

// Inside the project, where the AWS SDK is found.
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'hostile-scripts-'));
let listener: Listener;
beforeAll(async () => {
  listener = await startListener(installed ? dirname(command('aws')) : undefined);
});
afterAll(async () => {
  await listener.close();
  rmSync(folder, { recursive: true });
});

const poison = (name: string): string => poisons(listener.trap, listener.home)[name] ?? name;

const runs = new Map<string, Promise<Run>>();

function runOn(flaw: string): Promise<Run> {
  const breaks = flaws.find(({ name }) => name === flaw)?.breaks;
  const only = breaks === undefined ? [] : [breaks];
  const suite = { name: 'hostile', version: '0' };
  const known =
    runs.get(flaw) ?? runSuite(flawedTarget(flaw, { profile }), { profile, depth: 'default', seed: 1, only, suite });
  runs.set(flaw, known);
  return known;
}

let written = 0;

function perform(run: Run, language: ScriptLanguage, says: string): ReturnType<Listener['perform']> {
  const broken = run.requirements.find(({ counterexample }) => counterexample !== undefined);
  const { file, text } = scriptOf(run, broken?.id ?? 'permissions/name', language);
  expect(text).toMatch(/^[ -~\n]*$/);
  const path = join(folder, `${(written += 1)}-${file}`);
  writeFileSync(path, text);
  return listener.perform(path, language, says);
}

/** A run as somebody might forge it: whatever was expected and seen is this text. */
function forged(run: Run, text: string): Run {
  const shapes = (value: unknown): unknown =>
    value === null || typeof value !== 'object'
      ? value
      : Array.isArray(value)
        ? value.map(shapes)
        : Object.fromEntries(
            Object.entries(value).map(([key, one]) =>
              key === 'oneOf' || key === 'noneOf'
                ? [key, [text, { told: [{ of: text }] }, { [text]: text }]]
                : [key, key === 'text' ? [text, ...(one as readonly unknown[])] : shapes(one)],
            ),
          );
  const all = (value: unknown, key = ''): unknown => {
    if (key === 'deviation') return shapes(value);
    if (typeof value === 'string')
      return ['why', 'observed', 'expected', 'name', 'statement'].includes(key) ? text : value;
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((one) => all(one, key));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, all(one, name)]));
  };
  const { requirements, target, ...rest } = run;
  return { ...rest, target: { ...target, name: text }, requirements: all(requirements) } as Run;
}

const SAID = [
  'a file for the AWS CLI to load',
  'a name of files',
  'an address for the AWS CLI to load',
  'an option',
  'the end of a quoted word',
  'another reading direction',
];

const FORGED = [
  'a quoted word, closed and opened again',
  'a command within a word',
  'an encoding of Python',
  'a line of its own',
  'the end of a string of JavaScript',
  'a part of a template',
  'the end of three quotes of Python',
];

/** Some of them where it takes long to begin; `npm run hostile-output` performs hundreds. */
const some = <T>(all: readonly T[], language: ScriptLanguage): readonly T[] =>
  language === 'python' ? all : all.slice(0, 1);

const cases = (names: readonly string[]) =>
  languages.flatMap((language) => some(names, language).map((name) => [language, name] as const));

describe.concurrent('a script', { timeout: 120_000 }, () => {
  it.each(cases(SAID))('for %s sends what an endpoint answers as the text that it is: %s', async (language, name) => {
    const { code, said, heard } = await perform(await runOn('role-not-listed'), language, poison(name));
    expect(listener.complaints()).toEqual([]);
    expect(heard).toContain(poison(name));
    expect(said).toMatch(/^[ -~\n]*$/);
    expect([0, 1, 2]).toContain(code);
  });

  it.each(cases(FORGED))('for %s runs nothing that stands in a forged run: %s', async (language, name) => {
    for (const flaw of ['task-id-bare', 'tags-replaced'])
      await Promise.resolve(forged(await runOn(flaw), poison(name)))
        .then((run) => perform(run, language, 'AWSServiceRoleForMediaPackage'))
        .catch((error: unknown) => expect(error).toMatchObject({ name: 'NotTold' }));
    expect(listener.complaints()).toEqual([]);
  });
});
