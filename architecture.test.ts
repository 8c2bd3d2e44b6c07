import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));

/** From the ground up: a floor imports itself and the floors before it. */
const FLOORS = ['model', 'services', 'calls', 'adapters', 'properties', 'reports'];

/** How a floor is entered: by its door, or by the one of the mock, which needs a package of the user's, or of runs, which many read and few make. */
const DOORS = /^\w+\/((mock|run)\/)?index\.ts$/;

/** Folders of the project that are not part of the building. */
const OUTSIDE = ['node_modules', 'dist', 'coverage', 'docs', 'scripts'];

/** A string (captured) or a comment; read together, since each may hold what looks like the start of the other. */
const STRING_OR_COMMENT = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const STRING = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;
const PROCESS = /(?<![\w$.])process(?:\?\.|\.\w|\[)|\bglobalThis\??\.process\b|=\s*process\s*[;,)]/;

/** The floor that a file stands on; the cli, the kit and the root door are above them all, dev and examples above these. */
function levelOf(path: string): number {
  const top = path.split('/')[0] ?? '';
  if (FLOORS.includes(top)) return FLOORS.indexOf(top);
  return isUser(path) ? FLOORS.length + 1 : FLOORS.length;
}

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
/** The cli, the kit, and the one place that says what of this machine children are given and reports may not hold. */
const knowsProcess = (path: string): boolean =>
  path === 'cli.ts' || /^(cli|kit)\//.test(path) || path.startsWith('adapters/machine/');
/** Whether a file only uses the building. */
const isUser = (path: string): boolean => /^(dev|examples)\//.test(path);

/** What tests share; it may be made of what the tests of other floors share. */
const isFixture = (path: string): boolean => path.endsWith('.fixture.ts');

/** The rules that one import of a file breaks, in words. */
function importBreaches(file: string, specifier: string): readonly string[] {
  const floor = folderOf(file);
  const says = (rule: string): string => `${file} imports ${specifier}: ${rule}`;
  if (!specifier.startsWith('.')) {
    const breaches: string[] = [];
    if (floor === 'model') breaches.push(says('the model imports nothing but itself'));
    if (/^fast-check($|\/)/.test(specifier) && floor !== 'properties' && !isUser(file))
      breaches.push(says('fast-check is known to properties alone, and to those who use the building'));
    if (/^@(aws-sdk|smithy)\/|^aws-sdk-client-mock/.test(specifier) && floor !== 'adapters' && !isUser(file))
      breaches.push(says('AWS packages are known to adapters alone, and to those who use the building'));
    if (/^(node:)?process$/.test(specifier) && !knowsProcess(file) && !isUser(file))
      breaches.push(says('process is known to the cli and the kit alone, and to adapters/machine'));
    return breaches;
  }
  const target = normalize(join(dirname(file), specifier));
  if (target.startsWith('..')) return [says('it lies outside the project')];
  if (folderOf(target) === floor) return [];
  if (levelOf(target) > levelOf(file) && !isFixture(file)) return [says('imports look downwards only')];
  const between = isFixture(file) && isFixture(target);
  // What makes, measures and writes about the building looks into every room of it.
  if (file.startsWith('dev/')) return [];
  const through = FLOORS.includes(folderOf(target)) && !DOORS.test(target) && !between;
  return through ? [says('another floor is entered by its index.ts')] : [];
}

/** The rules that a source file breaks, in words. */
function breachesOf(file: string, source: string): readonly string[] {
  const code = source.replaceAll(STRING_OR_COMMENT, (_match, text: string | undefined) => text ?? '');
  const breaches = [...code.matchAll(IMPORT)].flatMap(([, , specifier]) => importBreaches(file, specifier ?? ''));
  const usesProcess = PROCESS.test(code.replaceAll(STRING, '')) && !knowsProcess(file) && !isUser(file);
  return usesProcess ? [...breaches, `${file} uses process: process is known to the cli alone`] : breaches;
}

/** The sources of the project, without their tests. */
function sources(folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return OUTSIDE.includes(path) || entry.name.startsWith('.') ? [] : sources(path);
    return /(?<!\.test|\.d|\.config)\.ts$/.test(path) ? [path] : [];
  });
}

describe('the floors of the project', () => {
  it.each(sources())('%s imports downwards, by the front door, and only what its floor may know', (file) => {
    expect(breachesOf(file, readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  it('are all seen', () => {
    const seen = new Set(sources().map(folderOf));
    for (const floor of FLOORS) expect(seen).toContain(floor);
  });
});

describe('the rules of the floors notice', () => {
  it.each([
    ['the model looking up', 'model/a.ts', `import { x } from '../adapters/index.ts';`],
    ['the model using a library', 'model/a.ts', `import { z } from 'zod';`],
    ['the model using Node', 'model/a.ts', `import { readFileSync } from 'node:fs';`],
    ['an adapter looking up', 'adapters/a.ts', `import type { Run } from '../properties/index.ts';`],
    ['a property looking up', 'properties/deep/a.ts', `export * from '../../reports/index.ts';`],
    ['a floor looking at the cli', 'reports/a.ts', `import { main } from '../cli.ts';`],
    ['a floor looking at the root door', 'reports/a.ts', `import { main } from '../index.ts';`],
    ['a floor entered by the window', 'adapters/a.ts', `import { requirements } from '../model/requirements.ts';`],
    ['the cli entering by the window', 'cli.ts', `import { run } from './properties/run.ts';`],
    ['an import over several lines', 'model/a.ts', `import {\n  x,\n} from\n  "../adapters/index.ts";`],
    ['an import for its effect', 'model/a.ts', `import '../adapters/index.ts';`],
    ['an import on demand', 'reports/a.ts', `const iam = await import('@aws-sdk/client-iam');`],
    ['the type of an import', 'reports/a.ts', `type Iam = import('@aws-sdk/client-iam').IAM;`],
    ['fast-check in an adapter', 'adapters/a.ts', `import * as fc from 'fast-check';`],
    ['an AWS package in a property', 'properties/a.ts', `import { HttpResponse } from '@smithy/protocol-http';`],
    ['the global process', 'reports/a.ts', `const colour = process.env['NO_COLOR'] === undefined;`],
    ['the global process behind a pattern', 'reports/a.ts', `const a = '/*'; process.exit(1); const b = '*/';`],
    ['the process taken apart', 'reports/a.ts', `const { env } = process;`],
    ['the imported process', 'reports/a.ts', `import { env } from 'node:process';`],
    ['a path out of the project', 'adapters/a.ts', `import { x } from '../../elsewhere/a.ts';`],
  ])('%s', (_title, file, source) => {
    expect(breachesOf(file, source)).toHaveLength(1);
  });

  it.each([
    ['a floor importing itself', 'model/a.ts', `import { x } from './b.ts';`],
    ['a floor importing the one below by its door', 'adapters/a.ts', `import { x } from '../model/index.ts';`],
    ['a floor within a floor', 'reports/html/a.ts', `import { x } from '../console.ts';`],
    ['the cli reading process', 'cli.ts', `process.exitCode = 1;`],
    ['an adapter loading an AWS package', 'adapters/a.ts', `const iam = await import('@aws-sdk/client-iam');`],
    [
      'a word in a comment',
      'model/a.ts',
      `/** Not imported from 'node:fs'; process.env is not read. */\n// from 'zod'`,
    ],
    ['a pattern that looks like a comment', 'model/a.ts', `const arn = 'log-group:/*'; const all = '*/';`],
    ['the end of a sentence about a process', 'reports/a.ts', `const text = 'It started a process. It ended.';`],
    ['the word process in a name', 'adapters/a.ts', `const child = this.process.pid + subprocess.pid;`],
  ])('nothing wrong in %s', (_title, file, source) => {
    expect(breachesOf(file, source)).toEqual([]);
  });
});
