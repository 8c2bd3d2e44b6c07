/** Every report of a run, and what its own consumer makes of it. */
import {
  harmless,
  annotations,
  badgeReport,
  consoleReport,
  htmlReport,
  issueText,
  jsonReport,
  junitReport,
  markdownReport,
  matrixHtml,
  matrixMarkdown,
  matrixOf,
  sideBySide,
} from '../../reports/index.ts';
import type { Run } from '../../properties/index.ts';
import { readHtml, readLog, readMarkdown, readXml, Screen, type Reading } from './consumers.ts';

const screen = new Screen();
const LOOK = { color: true, width: 100, verbose: true };

/** On a terminal, and in the log of a CI. */
export async function readScreen(text: string): Promise<Reading> {
  const sent = harmless(text);
  const [shown, logged] = [await screen.read(sent), readLog(sent)];
  return { ...shown, things: logged.things, complaints: [...shown.complaints, ...logged.complaints] };
}

/** What is read by a program: it says the same again, and nothing in a log. */
const readJson = async (text: string, same: unknown): Promise<Reading> => {
  const reading = await readScreen(text);
  const kept = same === undefined || JSON.stringify(JSON.parse(text)) === JSON.stringify(same);
  return kept ? reading : { ...reading, complaints: [...reading.complaints, 'another run is read than was written'] };
};

const idOf = (run: Run) => run.requirements.find(({ counterexample }) => counterexample !== undefined)?.id;

const issue = (run: Run): string => {
  const id = idOf(run);
  return id === undefined ? '' : issueText(run, id);
};

/** Each report with its reader. */
export const REPORTS: Readonly<Record<string, (run: Run) => Promise<Reading> | Reading>> = {
  annotations: (run) => readLog(annotations(run)),
  badge: (run) => readJson(badgeReport(run), undefined),
  console: (run) => readScreen(consoleReport(run, LOOK)),
  html: (run) => readHtml(htmlReport(run)),
  issue: (run) => readMarkdown(issue(run)),
  'issue on a terminal': (run) => readScreen(issue(run)),
  json: (run) => readJson(jsonReport(run), run),
  junit: (run) => readXml(junitReport(run)),
  markdown: (run) => readMarkdown(markdownReport(run)),
  'matrix html': (run) =>
    readHtml(matrixHtml(matrixOf([run, { ...run, target: { ...run.target, version: '2' } }], []))),
  'matrix markdown': (run) => readMarkdown(matrixMarkdown(matrixOf([run], []))),
  'matrix console': (run) => readScreen(sideBySide(matrixOf([run], []), LOOK)),
};

/** Letters near the beginning of a text, which no report leaves out, however short it cuts the text. */
const beginning = (text: string): string | undefined => /^[ -~]{0,4}?([A-Za-z]{3,5})/.exec(text)?.[1];

const cuts = (shown: string): number => shown.split('…').length;

/** What is wrong with the reports of a run, each held against those of a run in which everything is the same but the texts. */
export async function complaintsAbout(
  run: Run,
  known: Map<string, Set<string>>,
  twin?: { readonly run: Run; readonly texts: ReadonlyMap<string, string> },
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const [name, read] of Object.entries(REPORTS)) {
    const allowed = known.get(name) ?? new Set();
    known.set(name, allowed);
    const plain = twin === undefined ? undefined : await read(twin.run);
    for (const thing of plain?.things ?? []) allowed.add(thing);
    if (plain !== undefined) complaints.push(...plain.complaints.map((one) => `${name} of plain words: ${one}`));
    try {
      const reading = await read(run);
      complaints.push(...reading.complaints.map((one) => `${name}: ${one}`));
      for (const thing of reading.things)
        if (!allowed.has(thing)) complaints.push(`${name}: ${thing.slice(0, 300)} is new`);
      const squeezed = reading.shown.replaceAll(/\s+/g, '');
      for (const [word, text] of twin?.texts ?? []) {
        const first = beginning(text);
        if (first === undefined || plain?.shown.includes(word) !== true || squeezed.includes(first)) continue;
        // What is cut for want of room says so.
        if (cuts(reading.shown) <= cuts(plain.shown))
          complaints.push(`${name} does not show ${JSON.stringify(text.slice(0, 80))}`);
      }
    } catch (error) {
      complaints.push(`${name}: ${error instanceof Error ? (error.stack ?? '').slice(0, 600) : String(error)}`);
    }
  }
  return complaints;
}
