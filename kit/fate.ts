import { findRequirement, type Requirement } from '../model/index.ts';
import type { RequirementResult, Run } from '../properties/index.ts';
import { explainRequirement, headline, whyOf } from '../reports/index.ts';
import { SEED_VARIABLE, type Settings } from './options.ts';

/** What becomes of one test. */
export type Fate =
  | { readonly kind: 'passes' }
  | { readonly kind: 'fails'; readonly message: string }
  | { readonly kind: 'is skipped'; readonly reason: string };

const passes: Fate = { kind: 'passes' };
const fails = (message: string): Fate => ({ kind: 'fails', message });
const isSkipped = (reason: string): Fate => ({ kind: 'is skipped', reason });

/** Characters of a line of a failure. */
const WIDTH = 110;

/**
 * What becomes of a requirement's test. What only follows from another broken requirement is skipped with its cause: one
 * fault makes one failing test, and mending or excepting the cause settles the rest. Nothing unproved passes.
 */
export function fateOf(result: RequirementResult, run: Run, settings: Settings): Fate {
  const known = settings.except.get(result.id);
  switch (result.verdict) {
    case 'holds':
      return known === undefined
        ? passes
        : fails(`${result.id} holds now, and is excepted still: "${known}". Take it out of \`except\`.`);
    case 'broken':
      if (result.followsFrom !== undefined)
        return isSkipped(`broken, as follows from ${result.followsFrom.join(', ')}`);
      return known === undefined ? fails(accusation(result, run, settings)) : isSkipped(`known to be broken: ${known}`);
    case 'inconclusive': {
      const why = `inconclusive: ${whyOf(result)}`;
      if (known !== undefined) return isSkipped(`${why}; known to be broken: ${known}`);
      return settings.inconclusive === 'skip' ? isSkipped(why) : fails(`${why}\n${again(result.id, settings)}`);
    }
    case 'unsupported':
      return isSkipped(`unsupported: ${whyOf(result)}`);
    case 'untouched':
      return isSkipped(`not exercised: ${whyOf(result)}`);
  }
}

/** What becomes of the test of the suite itself: a run that met faults of its own, or proved nothing, is no success. */
export function fateOfSuite(run: Run, settings: Settings): Fate {
  if (run.harnessErrors.length > 0)
    return fails(
      [headline(run), ...run.harnessErrors.map(({ message }) => message), again(undefined, settings)].join('\n\n'),
    );
  const judged = run.requirements.some(({ verdict }) => verdict === 'holds' || verdict === 'broken');
  return judged ? passes : fails(`Nothing was proved. ${headline(run)}`);
}

/** The requirement, its source, and the counterexample step by step. */
function accusation(result: RequirementResult, run: Run, settings: Settings): string {
  const { counterexample, id } = result;
  const card = explainRequirement(findRequirement(id) as Requirement, {
    color: false,
    width: WIDTH,
    run,
    programFiles: { [id]: id },
  });
  const program =
    counterexample === undefined
      ? []
      : [
          '',
          '  its program, as replayProgram of slr-conformance/properties takes it:',
          `  ${JSON.stringify(counterexample.program)}`,
        ];
  return [whyOf(result), '', card.trimEnd(), ...program, '', `Run with ${runWith(settings)}.`].join('\n');
}

const runWith = ({ depth, seed }: Settings): string => `seed ${seed} and profile ${depth}`;

/** The command that runs one test again, with the seed where the environment chooses it. */
export function commandFor(pattern: string, { seed, seedIsFree }: Settings): string {
  return `${seedIsFree ? `${SEED_VARIABLE}=${seed} ` : ''}npx vitest run -t '${pattern}'`;
}

const again = (id: string | undefined, settings: Settings): string =>
  `Run with ${runWith(settings)}. Again: ${commandFor(id ?? 'the suite itself', settings)}`;
