import { CommanderError } from 'commander';
import { colored, type Io } from './io.ts';
import { Interrupted } from './stage.ts';
import { UsageError } from './usage-error.ts';
import { WriteError } from './write-error.ts';
import pc from 'picocolors';
import { didYouMean } from './nearest.ts';
import { plain } from '../reports/index.ts';

/**
 * Tells in one paragraph what went wrong and how to mend it; gives the exit code: 2 for usage, 4 for the suite's own fault.
 * @param commands the names of the commands that there are
 */
export async function failure(
  error: unknown,
  argv: readonly string[],
  commands: readonly string[],
  io: Io,
): Promise<number> {
  const { red, bold } = pc.createColors(colored(io.stderr, io.env));
  const say = (text: string): void => io.stderr.write(`${red(bold('slr-conformance:'))} ${plain(text)}\n`);
  if (error instanceof CommanderError) {
    const [first, asked = ''] = argv;
    if (first === 'help' && !commands.includes(asked))
      say(`there is no command '${asked}'. ${didYouMean(asked, commands, '')}`.trim());
    // Help that nobody asked for has been printed by then.
    else if (error.code !== 'commander.help') say(commanderText(error, argv, commands));
    return 2;
  }
  const { FaultsError, ProgramFault, ServerError, TargetError, TargetGone } = await import('../adapters/index.ts');
  if ([UsageError, TargetError, ServerError, FaultsError].some((kind) => error instanceof kind)) {
    say((error as Error).message);
    return 2;
  }
  if ([ProgramFault, TargetGone, WriteError, Interrupted].some((kind) => error instanceof kind)) {
    say((error as Error).message);
    return 4;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const verbose = argv.includes('--verbose') || argv.includes('-v');
  say(
    `the suite itself failed, which says nothing about the target: ${message}. Please report it with the command that you gave${verbose ? ' and the stack below' : '; --verbose prints the stack'}.`,
  );
  if (verbose && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
  return 4;
}

/** `error: unknown option '--foo'\n(Did you mean --bar?)` as a sentence with the place to look. */
function commanderText(error: CommanderError, argv: readonly string[], commands: readonly string[]): string {
  const command = commands.find((name) => name === argv[0]);
  const said = error.message.replace(/^error: /, '').replace(/\n\(([^()]*)\)$/, '. $1');
  return `${said.replace(/[.?]?$/, (end) => (end === '' ? '.' : end))} See \`slr-conformance ${command === undefined ? '' : `${command} `}--help\`.`;
}
