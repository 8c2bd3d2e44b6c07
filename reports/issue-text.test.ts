import { describe, expect, it } from 'vitest';
import { answered } from '../model/index.ts';
import { issueText, programSchema } from './index.ts';
import { counterexample, deviating, expecting, runWith } from './run.fixture.ts';

const counterexampleOf = (id: string) =>
  deviating.requirements.find((result) => result.id === id)?.counterexample ??
  expect.fail(`no counterexample of ${id}`);

describe('the text of an issue', () => {
  it('says in its title which operation differs, and how', () => {
    const [title = ''] = issueText(deviating, 'permissions/name').split('\n');
    expect(title).toMatch(/^# CreateServiceLinkedRole: name ".+" instead of ".+"$/);
  });

  it('has every step, and what was expected and observed at the last one', () => {
    const { program } = counterexampleOf('permissions/name');
    const text = issueText(deviating, 'permissions/name');
    expect(text.match(/^\d+\. /gm)).toHaveLength(program.length);
    expect(text).toMatch(
      /- expected: `name "AWSServiceRoleForMediaPackage"`\n {3}- observed: `name "(?!AWSServiceRoleForMediaPackage").+"`/,
    );
  });

  it('names the versions, the requirement and its source', () => {
    const text = issueText(deviating, 'permissions/name');
    expect(text).toContain('- moto 5.2.5\n- slr-conformance 1.2.3, requirement `permissions/name` (must)');
    expect(text).toContain('using-service-linked-roles.html#slr-permissions');
  });

  it('carries the program as a file that can be replayed', () => {
    const text = issueText(deviating, 'permissions/name');
    const [, json = ''] = /```json\n(.*?)\n```/s.exec(text) ?? [];
    const { program } = JSON.parse(json) as { readonly program: unknown };
    expect(programSchema.parse(program)).toEqual(counterexampleOf('permissions/name').program);
    expect(text).toMatch(/```sh\nslr-conformance replay program\.json/);
  });

  it('shows whatever a target said as text, on one line', () => {
    const told = counterexample({
      operation: { kind: 'GetRole', role: 'linked' },
      outcome: answered({ description: '`</b>\n# x `` [y](z)' }),
      breaches: [expecting('description', 'A')],
      after: [],
    });
    const run = runWith({ 'permissions/name': { verdict: 'broken', counterexample: told } });
    const text = issueText(run, 'permissions/name');
    expect(text).not.toMatch(/^# x/m);
    expect(text.split('\n')[0]).toContain('\\`\\</b\\>\\\\n\\# x \\`\\` \\[y\\](z)');
    expect(text).toContain('```description "`</b>\\n# x `` [y](z)"```');
  });

  it('is not made where nothing was shown', () => {
    expect(() => issueText(deviating, 'permissions/arn')).toThrow('no counterexample of permissions/arn');
  });
});
