import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));

/** From the ground up: a floor imports itself and the floors before it. */
const FLOORS = ['model', 'services', 'calls', 'adapters', 'properties', 'reports'];

/** Rooms with a door to the outside: the mock, which needs a package of the user's, and runs, which many read and few make. */
const OUTER_DOORS = ['adapters/mock/index.ts', 'properties/run/index.ts'];

/** Folders of the project that are not part of the building. */
const OUTSIDE = ['node_modules', 'dist', 'coverage', 'docs', 'scripts'];

/** A string (captured) or a comment; read together, since each may hold what looks like the start of the other. */
const STRING_OR_COMMENT = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const STRING = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;
const PROCESS = /(?<![\w$.])process(?:\?\.|\.\w|\[)|\bglobalThis\??\.process\b|=\s*process\s*[;,)]/;

/** What only uses the building: it may import any package, and `dev/` looks into every room. */
const isUser = (path: string): boolean => /^(dev|examples)\//.test(path);
/** The cli, the kit, and the one place that says what of this machine children are given and reports may not hold. */
const knowsProcess = (path: string): boolean =>
  path === 'cli.ts' || /^(cli|kit)\//.test(path) || path.startsWith('adapters/machine/');
/** What tests share; it may be made of what the tests of other floors share. */
const isFixture = (path: string): boolean => path.endsWith('.fixture.ts');
const isDoor = (path: string): boolean => path.endsWith('/index.ts');

const floorOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
/** A room is a floor's own folder, or a folder in it with all that it holds. */
const roomOf = (path: string): string => path.split('/').slice(0, -1).slice(0, 2).join('/');

/** The height of a file's floor; the cli, the kit and the root door are above them all, dev and examples above these. */
function levelOf(path: string): number {
  const level = FLOORS.indexOf(floorOf(path));
  if (level >= 0) return level;
  return isUser(path) ? FLOORS.length + 1 : FLOORS.length;
}

const codeOf = (source: string): string =>
  source.replaceAll(STRING_OR_COMMENT, (_match, text: string | undefined) => text ?? '');
const importsOf = (code: string): readonly string[] =>
  [...code.matchAll(IMPORT)].map(([, , specifier = '']) => specifier);
const targetOf = (file: string, specifier: string): string => normalize(join(dirname(file), specifier));

function packageBreach(file: string, name: string): string | undefined {
  const floor = floorOf(file);
  if (floor === 'model') return 'the model imports nothing but itself';
  if (/^fast-check($|\/)/.test(name) && floor !== 'properties') return 'fast-check is known to properties alone';
  if (/^@(aws-sdk|smithy)\/|^aws-sdk-client-mock/.test(name) && floor !== 'adapters')
    return 'AWS packages are known to adapters alone';
  if (/^(node:)?process$/.test(name) && !knowsProcess(file))
    return 'process is known to the cli, the kit and adapters/machine alone';
  return undefined;
}

/** The rule that an import of a file of the project breaks. */
function importBreach(file: string, target: string): string | undefined {
  if (target.startsWith('..')) return 'it lies outside the project';
  const [floor, room] = [floorOf(target), roomOf(target)];
  if (levelOf(target) > levelOf(file) && !isFixture(file)) return 'imports look downwards only';
  const looksIn = file.startsWith('dev/') || (isFixture(file) && (floor === floorOf(file) || isFixture(target)));
  if (roomOf(file) === room || looksIn) return undefined;
  if (floor === floorOf(file)) {
    // What stands in the floor's own folder is open to its rooms; a room is entered by its door.
    if (room === floor) return isDoor(target) ? 'a room does not enter its own floor by the door' : undefined;
    return target === `${room}/index.ts` ? undefined : 'another room is entered by its index.ts';
  }
  if (!FLOORS.includes(floor) || target === `${floor}/index.ts`) return undefined;
  return OUTER_DOORS.includes(target) ? undefined : 'another floor is entered by its index.ts';
}

/** The rules that a source file breaks, in words. */
function breachesOf(file: string, source: string): readonly string[] {
  const code = codeOf(source);
  const breaches = importsOf(code).flatMap((specifier) => {
    const rule = specifier.startsWith('.')
      ? importBreach(file, targetOf(file, specifier))
      : isUser(file)
        ? undefined
        : packageBreach(file, specifier);
    return rule === undefined ? [] : [`${file} imports ${specifier}: ${rule}`];
  });
  const usesProcess = PROCESS.test(code.replaceAll(STRING, '')) && !knowsProcess(file) && !isUser(file);
  return usesProcess
    ? [...breaches, `${file} uses process: process is known to the cli, the kit and adapters/machine alone`]
    : breaches;
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** What lies on circles: all that is left when what leads to no circle, and what no circle leads to, is taken away. */
function circlesOf(graph: Graph): readonly string[] {
  const left = new Set(graph.keys());
  const isEnd = (node: string): boolean =>
    ![...(graph.get(node) ?? [])].some((next) => left.has(next)) ||
    ![...left].some((other) => graph.get(other)?.has(node) === true);
  for (let ends = [...left].filter(isEnd); ends.length > 0; ends = [...left].filter(isEnd))
    for (const node of ends) left.delete(node);
  return [...left].sort();
}

/** The imports of the building, by a name for each file; doors of whole floors are left out, since they lead to every room. */
function graphOf(all: ReadonlyMap<string, string>, nameOf: (path: string) => string): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [file, source] of all) {
    if (isUser(file) || isFixture(file) || /^\w+\/index\.ts$/.test(file)) continue;
    const own = nameOf(file);
    const targets = importsOf(codeOf(source)).flatMap((specifier) =>
      specifier.startsWith('.') ? [nameOf(targetOf(file, specifier))] : [],
    );
    graph.set(own, new Set([...(graph.get(own) ?? []), ...targets.filter((target) => target !== own)]));
  }
  return graph;
}

/** The sources of the project, without their tests, by their paths. */
function sources(folder = ''): ReadonlyMap<string, string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return OUTSIDE.includes(path) || entry.name.startsWith('.') ? [] : [...sources(path)];
    return /(?<!\.test|\.check|\.d|\.config)\.ts$/.test(path)
      ? [[path, readFileSync(join(root, path), 'utf8')] as const]
      : [];
  });
  return new Map(entries);
}

describe('the building', () => {
  it('is imported downwards, by the doors of its rooms, and knows only what each floor may know', () => {
    const all = sources();
    expect([...all.keys()].map(floorOf)).toEqual(expect.arrayContaining(FLOORS));
    expect([...all].flatMap(([file, source]) => breachesOf(file, source))).toEqual([]);
  });

  it('has no circle of rooms, and none of files', () => {
    expect(circlesOf(graphOf(sources(), roomOf))).toEqual([]);
    expect(circlesOf(graphOf(sources(), (path) => path))).toEqual([]);
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
    ['a room entered by the window', 'adapters/wire/a.ts', `import { Cloud } from '../cloud/cloud.ts';`],
    ['a room looking back through the door', 'adapters/wire/a.ts', `import { x } from '../index.ts';`],
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
    ['a room using what lies on its floor', 'reports/html/a.ts', `import { x } from '../console.ts';`],
    ['a room entering another by its door', 'reports/html/a.ts', `import { x } from '../common/index.ts';`],
    ['dev looking into a room', 'dev/bench/a.ts', `import { x } from '../../properties/explore/machine.ts';`],
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

  it('a circle, and what only leads to one is none', () => {
    const files = { a: 'b', b: 'c', c: 'b', d: 'a', e: 'f', f: 'g', g: '' };
    const texts = Object.entries(files).map(
      ([file, to]) => [`x/${file}.ts`, `import { y } from './${to}.ts';`] as const,
    );
    expect(circlesOf(graphOf(new Map(texts), (path) => path))).toEqual(['x/b.ts', 'x/c.ts']);
  });
});
