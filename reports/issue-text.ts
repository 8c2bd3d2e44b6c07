import type { RequirementId } from '../model/index.ts';
import type { Run } from '../properties/index.ts';
import { cut, targetName, programText, PAGE, SOURCES } from './common/index.ts';
import { counterexampleNote, markdownSteps } from './finding/index.ts';
import { address, code, fenced, mdown, page } from './encode/index.ts';

/** Characters of a title. */
const TITLE = 120;

/**
 * The text of an issue for a target's tracker, as Markdown: what is wrong, the steps with what AWS answers and what came, where the
 * expectation comes from, and how to see it again. The first line is the title.
 * @throws RangeError when the run has no counterexample of the requirement
 */
export function issueText(run: Run, id: RequirementId): string {
  const result = run.requirements.find((one) => one.id === id);
  if (result?.counterexample === undefined)
    throw new RangeError(`The run on ${run.target.name} has no counterexample of ${id}.`);
  const { counterexample, provenance, statement } = result;
  const source = provenance.page === undefined ? undefined : mdown`; see ${address(`${PAGE}#${provenance.page}`)}`;
  return page([
    mdown`# ${cut(`${counterexample.program.at(-1)?.kind ?? id}: ${counterexampleNote(counterexample)}`, TITLE)}`,
    '',
    mdown`**What AWS does:** ${statement}`,
    '',
    mdown`**What ${targetName(run)} does:** ${code(counterexampleNote(counterexample))}`,
    '',
    mdown`## Steps`,
    '',
    ...markdownSteps(counterexample),
    '',
    mdown`The last step is the one that differs; the program is as short as the suite could make it, and was performed twice in fresh accounts.`,
    '',
    mdown`## Where the expectation comes from`,
    '',
    mdown`${SOURCES[provenance.kind]}${source}`,
    '',
    mdown`## Versions`,
    '',
    mdown`- ${targetName(run)}`,
    mdown`- ${run.suite.name} ${run.suite.version}, requirement ${code(id)} (${result.level}), catalogue ${run.catalogue.version}, seed ${run.seed}`,
    '',
    mdown`## See it again`,
    '',
    mdown`Save this as ${code('program.json')}:`,
    '',
    ...fenced(programText(counterexample.program, { service: run.service, requirement: id, seed: run.seed }), 'json'),
    '',
    mdown`and perform it:`,
    '',
    ...fenced(counterexample.replay.replace(/\bFILE\b/, 'program.json'), 'sh'),
    '',
  ]);
}
