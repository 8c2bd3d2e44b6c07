import { Command, CommanderError } from 'commander';
import { audit, auditCommand } from './audit.ts';
import { baseline, baselineCommand } from './baseline.ts';
import type { Context } from './context.ts';
import { doctor, doctorCommand } from './doctor.ts';
import { suite, type Engine } from './engine.ts';
import { explain, explainCommand } from './explain.ts';
import { failure } from './failure.ts';
import { widthOf, type Io } from './io.ts';
import { list, listCommand } from './list.ts';
import { suitePackage } from './package.ts';
import { matrix, matrixCommand } from './matrix.ts';
import { merge, mergeCommand } from './merge.ts';
import { policy, policyCommand } from './policy.ts';
import { replay, replayCommand } from './replay.ts';
import { repro, reproCommand } from './repro.ts';
import { run, runCommand } from './run.ts';
import { serve, serveCommand } from './serve.ts';
import { sweepCommand, sweepLedger } from './sweep.ts';

/**
 * The command line: performs one command and gives its exit code. Never throws: what goes wrong is told in one paragraph
 * on standard error.
 */
export async function main(argv: readonly string[], io: Io, engine: Engine = suite): Promise<number> {
  let code = 0;
  const program = commands({ io, engine }, (done) => {
    code = done;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return failure(
      error,
      argv,
      program.commands.map((command) => command.name()),
      io,
    );
  }
}

function commands(context: Context, ended: (code: number) => void): Command {
  const { stdout, stderr } = context.io;
  const program = new Command('slr-conformance')
    .description(
      'Conformance suite for AWS service-linked roles: judges emulators, mocks and servers requirement by requirement.',
    )
    .version(suitePackage.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Told by `failure`, like every other error.
      outputError: () => {},
      getOutHelpWidth: () => widthOf(stdout),
      getErrHelpWidth: () => widthOf(stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText(
      'after',
      `
Start with:
  slr-conformance run                                    the suite against its own reference
  slr-conformance run --target moto
  slr-conformance explain permissions/name
  slr-conformance help run`,
    );
  runCommand(program).action(async (flags) => ended(await run(flags, context)));
  listCommand(program).action(async (what, flags) => ended(await list(what, flags, context)));
  explainCommand(program).action(async (id, flags) => ended(await explain(id, flags, context)));
  replayCommand(program).action(async (file, flags) => ended(await replay(file, flags, context)));
  baselineCommand(program, async (way, file, flags) => ended(await baseline(way, file, flags, context)));
  reproCommand(program).action(async (file, id, flags) => ended(await repro(file, id, flags, context)));
  serveCommand(program).action(async (flags) => ended(await serve(flags, context)));
  auditCommand(program).action(async (flags) => ended(await audit(flags, context)));
  mergeCommand(program).action(async (runs, flags) => ended(await merge(runs, flags, context)));
  matrixCommand(program).action(async (runs, flags) => ended(await matrix(runs, flags, context)));
  policyCommand(program).action(async (flags) => ended(await policy(flags, context)));
  sweepCommand(program).action(async (ledger, flags) => ended(await sweepLedger(ledger, flags, context)));
  doctorCommand(program).action(async (flags) => ended(await doctor(flags, context)));
  return program;
}
