import { describe, expect, it } from 'vitest';
import { annotations } from './index.ts';
import { deviating, runWith, saying, undecided } from './run.fixture.ts';

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('a run as annotations of a GitHub job', () => {
  it('has the verdict, an error for each broken must that is not a consequence, a warning for what is not sure', () => {
    const said = lines(annotations(deviating));
    expect(said[0]).toBe(
      '::notice title=service-linked role conformance::moto 5.2.5 deviates: 4 of 16 requirements broken, 6 hold, 3 unsupported, 1 inconclusive, 2 untouched',
    );
    expect(said.filter((line) => line.startsWith('::error')).map((line) => line.split('::')[1])).toEqual([
      'error title=permissions/name is broken',
      'error title=permissions/policy-attached is broken',
      'error title=editing/trust is broken',
    ]);
    expect(said[1]).toContain('Seen: name "AWSServiceRoleFormediapackage" instead of "AWSServiceRoleForMediaPackage".');
    expect(lines(annotations(undecided)).filter((line) => line.startsWith('::warning'))).toHaveLength(2);
  });

  it('keeps whatever a target said inside its line', () => {
    const evidence = 'x\n::error title=fake::50%\r\u001b[31m::set-output name=a::b';
    const run = runWith(
      { 'regions/apart': { verdict: 'inconclusive', reason: saying(evidence) } },
      { harnessErrors: [{ message: evidence }] },
    );
    const said = lines(annotations(run));
    expect(said).toHaveLength(3);
    expect(said[2]).toBe(
      '::warning title=regions/apart is inconclusive::x : :error title=fake::50%25 \\u{1b}[31m::set-output name=a::b',
    );
  });
});
