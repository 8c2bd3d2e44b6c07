import { describe, expect, it } from 'vitest';
import { deviating, runWith, saying, undecided } from '../run.fixture.ts';
import { consoleReport } from './report.ts';
import { characters } from '../common/text.ts';

const plainly = { color: false, width: 100 } as const;

/** Lines that are longer than the width, and are neither one long word nor a command to be copied. */
const tooLong = (report: string, width: number): readonly string[] =>
  report
    .replaceAll(/^slr-conformance replay [^]*?^PROGRAM$/gm, '')
    .split('\n')
    .filter(
      (line) => characters(line).length > width && !line.startsWith('  slr-conformance ') && line.trim().includes(' '),
    );

describe('the report for a terminal', () => {
  it('tells of a conforming target in a page', () => {
    expect(consoleReport(runWith({}), plainly)).toMatchSnapshot();
  });

  it('tells of a deviating target what is broken, what is missing, and the first breach step by step', () => {
    expect(consoleReport(deviating, plainly)).toMatchSnapshot();
  });

  it('tells of a target whose answers do not repeat', () => {
    expect(consoleReport(undecided, { color: false, width: 80 })).toMatchSnapshot();
  });

  it.each([60, 120])('fits a terminal of %i characters', (width) => {
    const report = consoleReport(deviating, { color: false, width });
    expect(tooLong(report, width)).toEqual([]);
    expect(report).toMatchSnapshot();
  });

  it.each([50, 57, 60, 71, 80, 100, 132])('never writes past %i characters, whatever there is to tell', (width) => {
    for (const run of [deviating, undecided, runWith({})])
      for (const verbose of [false, true])
        expect(tooLong(consoleReport(run, { color: false, width, verbose }), width)).toEqual([]);
  });

  it('says the same with colour and without', () => {
    const coloured = consoleReport(undecided, { color: true, width: 100 });
    expect(coloured).toContain('\u001b[');
    // oxlint-disable-next-line no-control-regex -- colours are control characters
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(consoleReport(undecided, plainly));
  });

  it('uses no colour unless asked to', () => {
    expect(consoleReport(deviating, plainly)).not.toContain('\u001b');
  });

  it('lets a target write nothing but text to the terminal', () => {
    const rude = '\u001b[2J\u001b]0;title\u0007evil\r\n\u202eword';
    const run = runWith({ 'regions/apart': { verdict: 'inconclusive', reason: saying(rude) } });
    const report = consoleReport(run, plainly);
    expect(report).toContain('evil \\u{202e}word');
    for (const harmful of ['\u001b', '\u0007', '\r', '\u202e']) expect(report).not.toContain(harmful);
  });

  it('names every requirement, whatever its verdict', () => {
    const report = consoleReport(deviating, { color: false, width: 100, verbose: true });
    for (const { id } of deviating.requirements) expect(report).toContain(id);
  });

  it('says how much was explored when asked for all, and shows what never occurred as such', () => {
    const explored = {
      ...deviating,
      coverage: {
        ...deviating.coverage,
        labels: [
          { label: 'disablings', times: 1200, share: 0.5 },
          { label: 'roles made again after a deletion', times: 0, share: 0 },
        ],
        machine: { classes: 25, transitions: 68, pairs: 1 },
      },
    };
    const report = consoleReport(explored, { color: false, width: 100, verbose: true });
    expect(report).toContain('  68 transitions from 25 classes of states, 1 pair in a row');
    expect(report).toContain('  1,200  disablings (50 % of those that could)');
    expect(report).toMatch(/^ {6}0 {2}roles made again after a deletion$/m);
    expect(consoleReport(explored, { color: false, width: 100 })).not.toContain('What was explored');
  });

  it('explains every broken requirement when asked for all', () => {
    const report = consoleReport(deviating, { color: false, width: 100, verbose: true });
    expect(report.match(/expected {2}/g)).toHaveLength(3);
    expect(report).not.toContain('The other');
  });

  it('shows the expectation of the breach that is explained, not of another at the same step', () => {
    const report = consoleReport(deviating, { color: false, width: 100, verbose: true });
    expect(report).toContain(
      'expected  attached ["arn:aws:iam::aws:policy/aws-service-role/MediaPackageServiceRolePolicy"]',
    );
  });

  it('points to the saved program and the saved run where there are any', () => {
    const saved = { programFiles: { 'permissions/name': 'found/permissions-name.json' }, runFile: 'out/run.json' };
    const report = consoleReport(deviating, { ...plainly, ...saved });
    expect(report).toContain('  slr-conformance replay found/permissions-name.json --target moto\n');
    expect(report).toContain('  slr-conformance explain permissions/policy-attached --run out/run.json\n');
    expect(report).not.toContain('<<');
  });

  it('puts a fault of the suite before every verdict', () => {
    const run = runWith(
      {},
      { harnessErrors: [{ message: 'TypeError: x is undefined\n    at y', program: [{ kind: 'ListRoles' }] }] },
    );
    const report = consoleReport(run, plainly);
    expect(report.split('\n')[0]).toBe(
      'The suite met an error of its own on reference:prompt: of 16 requirements, 15 hold, 1 untouched',
    );
    expect(report).toContain('  - TypeError: x is undefined\n    in ListRoles()\n');
    expect(report).toContain('exit 4: the suite itself failed');
  });

  it('does not say that an interrupted run conforms without saying that it was interrupted', () => {
    const report = consoleReport(runWith({}, { interrupted: true }), plainly);
    expect(report).toMatch(/^Interrupted; by then, reference:prompt conforms/);
    expect(report).toContain('exit 3: interrupted');
  });
});
