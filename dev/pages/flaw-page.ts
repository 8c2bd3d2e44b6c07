import { flawedTarget, flaws, type Flaw } from '../../adapters/index.ts';
import { formatOperation, type Operation, type Program } from '../../model/index.ts';
import { mediapackage as profile } from '../../services/index.ts';
import { operationForms, replayProgram, type Run } from '../../properties/index.ts';
import { whyOf } from '../../reports/finding/finding.ts';
import { markdownSteps } from '../../reports/finding/markdown.ts';
import { code, link, mdown, page, type Markdown } from '../../reports/encode/markdown.ts';

/** Counterexamples by the name of their flaw. */
export type Counterexamples = ReadonlyMap<string, Program>;

const operations: ReadonlyMap<string, Operation> = new Map(
  operationForms(profile, { regions: 3, slots: 3 }).map((operation) => [
    formatOperation(profile, operation),
    operation,
  ]),
);

/** The counterexamples of an audit's page (`auditMarkdown`). Throws for an operation that it does not know. */
export function counterexamplesIn(strength: string): Counterexamples {
  const rows = strength.matchAll(/^\|[^|]*\| ([a-z-]+) \|.*\| `([^`|]+)` \|[^|]*\|$/gm);
  return new Map(
    [...rows].map(([, flaw = '', program = '']) => [flaw, program.split('; ').map((text) => operationOf(flaw, text))]),
  );
}

function operationOf(flaw: string, text: string): Operation {
  const operation = operations.get(text);
  if (operation === undefined) throw new RangeError(`${flaw}: there is no operation ${text}.`);
  return operation;
}

/** What the suite says of a flawed target after this program: one section of the page of all flaws. */
export async function flawSection({ name, about, breaks }: Flaw, program: Program): Promise<string> {
  const run = await replayProgram(flawedTarget(name), program, {
    profile,
    seed: 1,
    suite: { name: 'flaws', version: '0' },
  });
  return page([mdown`## ${name}`, '', mdown`Breaks ${code(breaks)}: ${about}.`, '', ...findings(run), '']);
}

function findings(run: Run): readonly (Markdown | '')[] {
  return run.requirements.flatMap((result) => {
    const { id, verdict, counterexample, followsFrom } = result;
    if (followsFrom !== undefined)
      return [
        mdown`- ${code(id)} follows from ${mdown.joined(
          followsFrom.map((one) => code(one)),
          ', ',
        )}`,
      ];
    if (verdict === 'inconclusive') return [mdown`- ${code(id)} is inconclusive: ${whyOf(result)}`];
    if (counterexample === undefined) return [];
    return [
      mdown`- ${code(id)}: ${whyOf(result)}`,
      '' as const,
      ...markdownSteps(counterexample).map((line) => mdown`  ${line}`),
    ];
  });
}

/** The page of all flaws of which there is a counterexample. */
export async function flawPage(counterexamples: Counterexamples): Promise<string> {
  const sections: string[] = [];
  for (const flaw of flaws) {
    const program = counterexamples.get(flaw.name);
    if (program !== undefined) sections.push(await flawSection(flaw, program));
  }
  const head = page([
    mdown`# The flaws of the catalogue, and what is said of each`,
    '',
    mdown`Each is the reference with one rule broken (${code('--target flawed:NAME')}). The programs are those of ${link('strength.md', 'strength.md')}; ${code('npm run pages')} performs them again and`,
    mdown`writes this page.`,
    '',
  ]);
  return [head, ...sections].join('\n');
}
