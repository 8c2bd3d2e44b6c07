import { existsSync, readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junitReport } from './index.ts';
import { deviating, runWith, saying, undecided } from './run.fixture.ts';

const SCHEMA = new URL('../.emulators/junit/junit-10.xsd', import.meta.url);
const hasSchema = existsSync(SCHEMA);
if (!hasSchema && process.env['CI'] === 'true')
  throw new Error(`There is no ${SCHEMA.pathname}. Install it with \`node scripts/test-tools.mjs\`.`);

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly failure?: { readonly message: string; readonly '#text': string };
  readonly skipped?: { readonly message: string };
  readonly error?: { readonly message: string };
}

interface Suite {
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
  readonly testcase: readonly Case[];
}

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', htmlEntities: true });

function read(xml: string): Suite {
  expect(XMLValidator.validate(xml)).toBe(true);
  return (parser.parse(xml) as { readonly testsuites: { readonly testsuite: Suite } }).testsuites.testsuite;
}

describe('a run as JUnit XML', () => {
  it('has a case for every requirement, and counts that add up', () => {
    const { testcase, tests, failures, skipped, errors } = read(junitReport(deviating));
    expect(testcase.map(({ name }) => name.split(':')[0])).toEqual(deviating.requirements.map(({ id }) => id));
    expect(Number(tests)).toBe(testcase.length);
    expect(Number(failures)).toBe(testcase.filter(({ failure }) => failure !== undefined).length);
    expect(Number(skipped)).toBe(testcase.filter((one) => one.skipped !== undefined).length);
    expect([failures, errors]).toEqual(['4', '0']);
  });

  it('fails what is broken, with its program', () => {
    const { testcase } = read(junitReport(deviating));
    const named = testcase.find(({ name }) => name.startsWith('permissions/name:'));
    expect(named?.failure?.message).toMatch(/^name ".+" instead of ".+"$/);
    expect(named?.failure?.['#text']).toMatch(
      /^1\. CreateServiceLinkedRole.*\n {3}expected .*\n {3}observed .*\nreplay: slr-conformance replay/s,
    );
  });

  it('skips what is not proved, and says why: it neither passes nor fails', () => {
    const { testcase } = read(junitReport(deviating));
    const reasonOf = (id: string) => testcase.find(({ name }) => name.startsWith(`${id}:`))?.skipped?.message;
    expect(reasonOf('logging/vod')).toMatch(/^unsupported: CreatePackagingGroup: not an AWS answer/);
    expect(reasonOf('deletion/task-final')).toMatch(/^inconclusive: did not repeat/);
    expect(reasonOf('deletion/task-same-while-open')).toMatch(/^untouched: its antecedent never occurred/);
    const verdicts = new Map(deviating.requirements.map(({ id, verdict }) => [id as string, verdict]));
    for (const { name, failure, skipped } of testcase)
      if (failure === undefined && skipped === undefined) expect(verdicts.get(name.split(':')[0] ?? '')).toBe('holds');
  });

  it('tells a failure of the suite itself as an error of its own', () => {
    const { testcase, errors } = read(junitReport(runWith({}, { harnessErrors: [{ message: 'boom' }] })));
    expect(errors).toBe('1');
    expect(testcase.at(-1)).toMatchObject({ classname: 'suite', error: { message: 'boom' } });
  });

  it('is well-formed whatever a target said', () => {
    const evidence = 'a \u0000\u001b[31m ]]> & <b>"x"</b> \ud800 \uffff\nb';
    const xml = junitReport(runWith({ 'regions/apart': { verdict: 'inconclusive', reason: saying(evidence) } }));
    expect(read(xml).testcase.find(({ name }) => name.startsWith('regions/apart'))?.skipped?.message).toBe(
      'inconclusive: a \\u{0}\\u{1b}[31m ]]> & <b>"x"</b> \\u{d800} \\u{ffff} b',
    );
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(xml).not.toMatch(/[\u0000-\u0008\u001b\uffff]/);
  });

  it.skipIf(!hasSchema)('is valid by the schema that Jenkins reads it with', async () => {
    const said = '<b>\u0000"\u001b[31m\uD800';
    const runs = [
      deviating,
      undecided,
      runWith(
        { 'regions/apart': { verdict: 'inconclusive', reason: saying(said) } },
        { harnessErrors: [{ message: said }] },
      ),
    ];
    const schema = [readFileSync(SCHEMA, 'utf8')];
    for (const run of runs) {
      const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: junitReport(run) }], schema });
      expect(errors).toEqual([]);
    }
    const wrong = junitReport(deviating).replace('<testcase', '<testcase status="odd"');
    expect((await validateXML({ xml: [{ fileName: 'junit.xml', contents: wrong }], schema })).valid).toBe(false);
  });
});
