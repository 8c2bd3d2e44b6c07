import { describe, expect, it } from 'vitest';
import { matrixMarkdown, matrixOf, sideBySide } from '../index.ts';
import { deviating, runWith, undecided } from '../run.fixture.ts';

const conforming = runWith({});
const plainly = { color: false, width: 100 };

describe('a matrix of runs', () => {
  it('has the verdict of each run for every requirement, in the order of the runs', () => {
    const { columns, rows } = matrixOf([deviating, conforming, undecided]);
    expect(columns.map(({ name }) => name)).toEqual([
      'moto 5.2.5',
      'reference:prompt, seed 42',
      'reference:prompt, seed 42 (2)',
    ]);
    expect(rows).toHaveLength(conforming.requirements.length);
    expect(rows.find(({ id }) => id === 'permissions/name')?.verdicts).toEqual(['broken', 'holds', 'holds']);
    expect(rows.find(({ id }) => id === 'deletion/removes')?.verdicts).toEqual(['holds', 'holds', 'inconclusive']);
  });

  it('keeps a requirement that only one of the runs knows, and leaves the others empty', () => {
    const older = { ...conforming, requirements: conforming.requirements.slice(1) };
    const [first] = conforming.requirements;
    const row = matrixOf([older, conforming]).rows.find(({ id }) => id === first?.id);
    expect(row?.verdicts).toEqual([undefined, 'holds']);
  });

  it('says who agrees with whom where AWS leaves things open', () => {
    const other = runWith(
      {},
      {
        observations: [
          { about: 'the description of a role that the service makes', seen: [{ value: 'none', times: 1 }] },
        ],
      },
    );
    const { open } = matrixOf([deviating, other]);
    expect(open).toEqual([
      {
        about: 'the description of a role that the service makes',
        answers: [{ answer: 'none', columns: ['moto 5.2.5', 'reference:prompt'] }],
      },
      {
        about: 'the group shown for a default egress log',
        answers: [{ answer: '/aws/MediaPackage/EgressAccessLogs or not shown', columns: ['moto 5.2.5'] }],
      },
    ]);
  });

  it('compares a run with the latest earlier one of the same target, whatever its version', () => {
    const oldest = { ...undecided, startedAt: '2026-01-01T00:00:00.000Z' };
    const { trend } = matrixOf([undecided], [conforming, oldest]);
    expect(trend.map(({ id, before, now }) => [id, before, now])).toEqual([
      ['deletion/removes', 'holds', 'inconclusive'],
      ['deletion/task-ends', 'holds', 'inconclusive'],
    ]);
    expect(matrixOf([deviating], [conforming]).trend).toEqual([]);
  });

  it('is of several services where the runs are, and compares none with a run of another', () => {
    const ecs = { ...conforming, service: 'ecs' };
    const matrix = matrixOf([conforming, ecs], [{ ...undecided, service: 'ecs' }]);
    expect([matrix.service, matrix.columns.map(({ name }) => name)]).toEqual(['2 services', ['mediapackage', 'ecs']]);
    expect(new Set(matrix.trend.map(({ column }) => column))).toEqual(new Set(['ecs']));
  });

  it('refuses no run at all', () => {
    expect(() => matrixOf([])).toThrow(RangeError);
  });
});

describe('runs side by side on a console', () => {
  it('show what somebody breaks and where verdicts differ, and every requirement when asked', () => {
    const matrix = matrixOf([deviating, conforming]);
    const text = sideBySide(matrix, plainly);
    expect(text).toMatch(/^A {2}moto 5\.2\.5: .*\nB {2}reference:prompt: 15 hold, 1 untouched\n/);
    expect(text).toMatch(/^ {2}permissions\/name +✗ ✓$/m);
    expect(text).not.toContain('permissions/arn');
    const whole = sideBySide(matrix, { ...plainly, verbose: true });
    for (const { id } of matrix.rows) expect(whole).toContain(id);
  });

  it('show a requirement that everybody breaks', () => {
    expect(sideBySide(matrixOf([deviating, deviating]), plainly)).toMatch(/^ {2}permissions\/name +✗ ✗$/m);
  });

  it('say that a run in which the suite failed proves nothing', () => {
    const failed = runWith({}, { harnessErrors: [{ message: 'boom' }] });
    expect(sideBySide(matrixOf([failed]), plainly)).toContain('this column proves nothing');
    expect(matrixMarkdown(matrixOf([failed]))).toContain('its column proves nothing');
  });

  it('are harmless whatever a target calls itself', () => {
    const evil = { ...conforming, target: { ...conforming.target, name: 'a\u001b[31m|<b>`x' } };
    expect(sideBySide(matrixOf([evil]), plainly)).not.toContain('\u001b');
    expect(matrixMarkdown(matrixOf([evil]))).toContain('\\|\\<b\\>\\`x');
  });
});

describe('runs side by side in Markdown', () => {
  it('count by verdict, and have a row for every requirement', () => {
    const text = matrixMarkdown(matrixOf([deviating, conforming], [conforming]));
    expect(text).toContain('| ❌ broken | 4 | 0 |');
    expect(text).toContain('| `permissions/name` | ❌ broken | ✅ holds |');
    expect(text.match(/^\| `/gm)).toHaveLength(conforming.requirements.length);
    const widths = text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | ').length);
    expect(new Set(widths)).toEqual(new Set([3]));
  });
});
