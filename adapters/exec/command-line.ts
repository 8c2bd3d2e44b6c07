import { programError } from './program-error.ts';

/** White space, a quoted part, an escaped character, or plain characters; not what a shell would act upon. */
const PIECE =
  /(?<space>\s+)|'(?<single>[^']*)'|"(?<double>(?:[^"\\$`]|\\[^])*)"|\\(?<escaped>[^])|[^\s'"\\|&;<>()$`]+/y;

/** A quotation, or a backslash, with nothing that ends it. */
const OPEN = /^(?:'|"(?:[^"\\]|\\[^])*$|\\$)/;

/**
 * A command line in words, as a POSIX shell splits it: at white space, with single quotes, double quotes and backslashes.
 * There is no shell: whatever else one would do (variables, pipes, `&&` ...) is refused, not done.
 * @throws TargetError when the text names no program, leaves a quotation open, or asks for a shell
 */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < command.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(command);
    if (piece === null) throw unreadable(command.slice(at));
    const { space, single, double, escaped } = piece.groups ?? {};
    if (space === undefined)
      word = (word ?? '') + (single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? piece[0]);
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  if (words.every(isVariable))
    throw programError('The command line of exec: names no program.', 'Give "exec:python target.py".');
  return words;
}

/** Whether a word sets a variable where it stands before the program. */
const isVariable = (word: string): boolean => /^\w+=/.test(word);

function unreadable(rest: string): Error {
  const shown = JSON.stringify(rest.length > 20 ? `${rest.slice(0, 20)}...` : rest);
  return OPEN.test(rest)
    ? programError(`The command line has a quotation without an end: ${shown}.`, 'Close it.')
    : programError(
        `The command line is not read by a shell, and ${shown} asks for one.`,
        `Quote it, or start the shell by name: "exec:sh -c '...'".`,
      );
}
