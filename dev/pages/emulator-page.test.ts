import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { answered } from '../../model/index.ts';
import { emulatorPage } from './emulator-page.ts';
import { counterexample, deviating, expecting, runWith } from '../../reports/run.fixture.ts';

const folder = fileURLToPath(new URL('../../docs/emulators/', import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && !['README.md', 'matrix.md'].includes(name));
const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');
const idsIn = (text: string): readonly string[] => [...text.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, id = '']) => id);
const brokenIn = (page: string): readonly string[] =>
  idsIn(/## Broken[\s\S]*?(?=\n## |$)/.exec(page)?.[0].replaceAll(/^(\|[^|]*).*$/gm, '$1') ?? '');

describe('the page of an emulator', () => {
  it('tells what is broken with its program, what is lacking with its evidence, and what holds', () => {
    const page = emulatorPage(deviating, 'checks/moto.md');
    expect(page).toMatch(/^# moto 5\.2\.5\n/);
    expect(page).toContain('[checks/moto.md](checks/moto.md)');
    const broken = deviating.requirements.filter(({ verdict }) => verdict === 'broken');
    expect(brokenIn(page)).toEqual(broken.map(({ id }) => id));
    expect(page).toContain('CreatePackagingGroup: not an AWS answer: HTTP 500 | `logging/vod` |');
    expect(new Set(idsIn(page))).toEqual(new Set(deviating.requirements.map(({ id }) => id)));
  });

  it('is the same for two runs that differ in ids, accounts and dates alone', () => {
    const saw = (account: string, uuid: string): string =>
      emulatorPage(
        runWith({
          'deletion/task-id': {
            verdict: 'broken',
            counterexample: counterexample({
              operation: { kind: 'DeleteServiceLinkedRole', role: 'linked' },
              outcome: answered({
                taskId: `${uuid} of arn:aws:iam::${account}:role/x, AROA${account}XYZ at 2026-01-0${account.at(0)}T00:00:00.000Z`,
              }),
              breaches: [expecting('taskId', 'x')],
              after: [],
            }),
          },
        }),
        'checks/x.md',
      );
    const one = saw('111111111111', '86f1567c-8f7f-4b45-9270-dcb549ce01ba');
    expect(one).toBe(saw('222222222222', '16f1567c-8f7f-4b45-9270-dcb549ce01bb'));
    expect(one).toContain('observed "UUID of arn:aws:iam::ACCOUNT:role/x, ROLEID at DATE"');
  });

  it('says that nothing is proved when the suite itself failed', () => {
    const failed = runWith({}, { harnessErrors: [{ message: 'oops', where: 'tour' }] as never });
    expect(emulatorPage(failed, 'checks/x.md')).toContain('The suite itself failed in this run');
  });
});

describe.each(pages)('docs/emulators/%s', (name) => {
  const page = read(name);

  it('accuses of nothing that was not checked by hand', () => {
    const checked = new Set(idsIn(read('checks', name)));
    expect(brokenIn(page).length).toBeGreaterThan(0);
    expect(brokenIn(page).filter((id) => !checked.has(id))).toEqual([]);
  });
});
