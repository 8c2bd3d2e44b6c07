import { redactKnown } from '../adapters/index.ts';
import type { Run } from '../properties/index.ts';
import { annotations, badgeReport, htmlReport, jsonReport, junitReport, markdownReport } from '../reports/index.ts';
import { checkWritable } from './files.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** A report that goes to a file, or to standard output where the path is `-`. */
export interface ReportSpec {
  readonly format: ReportFormat;
  readonly path: string;
}

/** A new format of report is a row here. */
const FORMATS = {
  annotations,
  badge: badgeReport,
  html: htmlReport,
  json: jsonReport,
  junit: junitReport,
  markdown: markdownReport,
} as const satisfies Readonly<Record<string, (run: Run) => string>>;

export type ReportFormat = keyof typeof FORMATS;

export const render = (format: ReportFormat, run: Run): string => redactKnown(FORMATS[format](run));

const isFormat = (name: string): name is ReportFormat => Object.hasOwn(FORMATS, name);

/** The options that ask for reports. */
export interface ReportFlags {
  readonly report?: readonly string[];
  /** The same as `--report json=-`. */
  readonly json?: true;
}

/** Collects an option that may be given several times. */
export const gather = (text: string, all: readonly string[] = []): readonly string[] => [...all, text];

/**
 * Reads `--report FORMAT=FILE` options and makes sure that each file can be written.
 * @throws UsageError when one cannot, or two go to the same place
 */
export function reportSpecs({ report = [], json }: ReportFlags): readonly ReportSpec[] {
  const texts = json ? [...report, 'json=-'] : report;
  const specs = texts.map((text): ReportSpec => {
    const at = text.indexOf('=');
    const [name, path] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    if (!isFormat(name)) {
      const known = Object.keys(FORMATS);
      throw new UsageError(
        `--report ${text}: there is no report format "${name}".`,
        didYouMean(name, known, `Known: ${known.join(', ')}.`),
      );
    }
    if (path === '')
      throw new UsageError(
        `--report ${text} names no file.`,
        `Give --report ${name}=FILE, or ${name}=- for standard output.`,
      );
    return { format: name, path };
  });
  const paths = specs.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new UsageError(`Two reports go to ${twice}.`, 'Give each a place of its own.');
  for (const { path } of specs) if (path !== '-') checkWritable(path, 'report');
  return specs;
}
