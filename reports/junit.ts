import type { RequirementResult, Run } from '../properties/index.ts';
import { toldSteps, whyOf } from './finding/index.ts';
import { xml, type Element } from './encode/index.ts';
import { targetName, freshlyBroken, tally } from './common/index.ts';

/**
 * A run as JUnit XML: a case for each requirement. Broken ones are failures with their program; unsupported, untouched and inconclusive
 * ones, and those that a baseline knows to be broken, are skipped with the reason; a failure of the suite itself is an error of a case of its own. What does not show, or XML cannot hold, stands as its escape.
 */
export function junitReport(run: Run): string {
  const { broken, unsupported, untouched, inconclusive } = tally(run);
  const fresh = freshlyBroken(run);
  const errors = run.harnessErrors.length;
  const suite: Element = {
    '@name': `slr-conformance ${run.service} on ${targetName(run)}`,
    '@tests': run.requirements.length + errors,
    '@failures': fresh,
    '@errors': errors,
    '@skipped': unsupported + untouched + inconclusive + broken - fresh,
    '@time': (run.durationMs / 1000).toFixed(3),
    '@timestamp': run.startedAt.replace(/(\.\d+)?Z$/, ''),
    properties: {
      property: [
        ['seed', run.seed],
        ['profile', run.profile],
        ['calls', run.calls],
        ['suite', run.suite.version],
        ['catalogue', run.catalogue.version],
      ].map(([name, value]) => ({ '@name': name, '@value': value })),
    },
    testcase: [...run.requirements.map(caseOf), ...run.harnessErrors.map(({ message }) => errorCase(message))],
  };
  return xml({ testsuites: { testsuite: suite } });
}

function caseOf(result: RequirementResult): Element {
  const { id, known, section, statement, verdict } = result;
  const base = { '@classname': section, '@name': `${id}: ${statement}` };
  if (verdict === 'holds') return base;
  if (known === true) return { ...base, skipped: { '@message': `known: ${whyOf(result)}` } };
  if (verdict === 'broken') return { ...base, failure: failure(result) };
  return { ...base, skipped: { '@message': `${verdict}: ${whyOf(result)}` } };
}

function failure(result: RequirementResult): Element {
  const { level, counterexample } = result;
  const why = whyOf(result);
  const told =
    counterexample === undefined
      ? [why]
      : [
          ...toldSteps(counterexample).map(({ asked, answer, difference }, index) => {
            const expected = difference === undefined ? '' : `   expected ${difference.expected}\n`;
            return `${index + 1}. ${asked}\n${expected}   observed ${answer}`;
          }),
          `replay: ${counterexample.replay}`,
        ];
  return { '@type': level, '@message': why, '#text': told.join('\n') };
}

const errorCase = (message: string): Element => ({
  '@classname': 'suite',
  '@name': 'the suite itself',
  error: { '@type': 'harness', '@message': message },
});
