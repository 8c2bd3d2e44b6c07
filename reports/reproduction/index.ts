import type { RequirementId } from '../../model/index.ts';
import type { Run } from '../../properties/index.ts';
import { awsCli } from './aws-cli.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';
import { reproductionOf } from './reproduction-of.ts';
import type { Reproduction } from './reproduction.ts';

export { NotTold } from './reproduction.ts';

/** The languages of reproductions, with the ending of their files. */
const LANGUAGES = {
  'aws-cli': { ending: 'sh', write: awsCli },
  javascript: { ending: 'mjs', write: javascript },
  python: { ending: 'py', write: python },
} as const satisfies Readonly<
  Record<string, { readonly ending: string; readonly write: (reproduction: Reproduction, file: string) => string }>
>;

export type ScriptLanguage = keyof typeof LANGUAGES;

export const scriptLanguages = Object.keys(LANGUAGES) as readonly ScriptLanguage[];

/**
 * A counterexample of a run as a script of literal calls, for whoever does not have this suite. It ends with exit code 1 while the target
 * differs, 0 once it does as AWS does, and 2 where that cannot be told; it never asks AWS itself.
 * @throws RangeError when the run has no counterexample of the requirement
 * @throws NotTold when literal calls cannot tell it
 */
export function scriptOf(
  run: Run,
  id: RequirementId,
  language: ScriptLanguage,
): { readonly file: string; readonly text: string } {
  const { ending, write } = LANGUAGES[language];
  const file = `${id.replace('/', '-')}.${ending}`;
  return { file, text: write(reproductionOf(run, id), file) };
}
