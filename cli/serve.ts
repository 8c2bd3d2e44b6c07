import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { Option, type Command } from 'commander';
import type * as adaptersDoor from '../adapters/index.ts';
import type { ServedReference } from '../adapters/index.ts';
import { plain } from '../reports/index.ts';
import type { ServiceProfile } from '../model/index.ts';
import type { Context } from './context.ts';
import { readJson } from './json-file.ts';
import { checkWritable, isAlive, write } from './files.ts';
import type { Io } from './io.ts';
import { didYouMean } from './nearest.ts';
import { servicesNamed } from './service.ts';
import { UsageError } from './usage-error.ts';
import { unwritable } from './write-error.ts';
import * as values from './values.ts';

export interface ServeFlags {
  readonly service: string;
  readonly port: string;
  readonly personality: string;
  readonly flaw?: string;
  readonly clock: 'real' | 'virtual';
  readonly seed?: string;
  readonly latency?: string;
  readonly throttle?: string;
  readonly fail?: string;
  readonly lose?: string;
  readonly state?: string;
  readonly log?: string | true;
  readonly host?: string;
}

/** Adds `serve` to a program. */
export const serveCommand = (program: Command): Command =>
  program
    .command('serve')
    .description("put the reference on 127.0.0.1 in AWS's own protocols, for any SDK, the AWS CLI or Terraform")
    .option(
      '--service <names>',
      'the services whose roles and resources are played in each account; several with commas, all, or ./FILE.json',
      'all',
    )
    .option('-p, --port <port>', 'the port; 0 takes a free one', '0')
    .option('--personality <name>', 'prompt, slow, eventual or arbitrary', 'prompt')
    .option('--flaw <name>', 'break one rule; see `slr-conformance list targets`')
    .addOption(
      new Option('--clock <clock>', 'real time, or time that moves by requests to /_slr-conformance/clock alone')
        .choices(['real', 'virtual'])
        .default('real'),
    )
    .option('--seed <integer>', 'seeds what AWS leaves open, and the faults (default: drawn)')
    .option('--latency <time>', 'hold every answer back, in milliseconds or with a unit: 20, 1s')
    .option('--throttle <rate>', 'refuse this share of the calls as too many: 0.1')
    .option('--fail <rate>', 'answer this share of the calls with a 500, half of them after they took effect')
    .option('--lose <rate>', 'close the connection instead of answering this share of the calls, which took effect')
    .option(
      '--state <file>',
      'begin with the state in this JSON file, if it is there, and keep it there: it is written before the answer to each call that changes something',
    )
    .option(
      '--log [file]',
      'a line for each call, to standard error or added to a file: time, key, region, operation, status, code, request id, fault',
    )
    .option('--host <address>', 'listen on another address than 127.0.0.1: 0.0.0.0 in a container')
    .addHelpText(
      'after',
      `
A browser is shown accounts, roles, who uses them and the last calls at the address itself.
The account is the access key id where that has twelve digits, the region that of the signature. Access keys made
through IAM identify their user, whose policies are enforced. Signatures are not verified.

  GET  /_slr-conformance/health    POST /_slr-conformance/reset
  GET  /_slr-conformance/state     PUT  /_slr-conformance/state
  GET  /_slr-conformance/clock     POST /_slr-conformance/clock   {"advanceMs": 60000}
  POST /_slr-conformance/faults    {"throttle": 0.2}

The first line of standard output is the address. Interrupt it to end it.

Examples:
  slr-conformance serve --port 4599
  slr-conformance serve --personality eventual --throttle 0.1 --latency 20ms
  slr-conformance serve --service all
  slr-conformance serve --service ecs --flaw home-region-counts-alone`,
    );

/** Serves the reference until it is interrupted; gives the exit code. */
export async function serve(flags: ServeFlags, { io }: Context): Promise<number> {
  const adapters = await import('../adapters/index.ts');
  const seed = values.seed(flags.seed);
  const options = {
    profiles: await servicesNamed(flags.service, io),
    port: values.port(flags.port),
    personality: personality(flags.personality, adapters),
    clock: flags.clock,
    seed,
    ...(flags.flaw === undefined ? {} : { flaw: flaw(flags.flaw, adapters) }),
    faults: {
      seed,
      ...(flags.latency === undefined
        ? {}
        : { latencyMs: values.milliseconds('--latency', bareIsMs(flags.latency), 0) }),
      ...rates(flags),
    },
    ...(flags.host === undefined ? {} : { host: address(flags.host) }),
    ...(flags.log === undefined ? {} : { onAnswer: logTo(flags.log, adapters.logLine, io) }),
    onFault: (error: unknown) =>
      io.stderr.write(
        `slr-conformance: the server itself failed in a call, which was answered with a 500: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      ),
  };
  if (flags.state !== undefined) checkWritable(flags.state, 'state file');
  const interrupted = interruption(io);
  const release = flags.state === undefined ? () => {} : hold(flags.state);
  try {
    let cloud: ServedReference['cloud'] | undefined;
    const keep = async (): Promise<void> => {
      if (flags.state !== undefined && cloud !== undefined) await write(flags.state, textOf(cloud));
    };
    const afterChange = (): Promise<void> =>
      keep().catch((error: unknown) => {
        io.stderr.write(`slr-conformance: ${error instanceof Error ? error.message : String(error)}\n`);
      });
    const served = await adapters.serveReference({ ...options, ...(flags.state === undefined ? {} : { afterChange }) });
    try {
      if (flags.state !== undefined) await load(served.cloud, flags.state, io);
      cloud = served.cloud;
      announce(served, seed, options.profiles, io);
      await interrupted;
    } finally {
      await served.close();
    }
    for (const { what, times } of served.refused.slice(0, 20))
      io.stderr.write(`refused ${times} times: ${plain(what)}\n`);
    await keep();
  } finally {
    release();
  }
  return 0;
}

const textOf = (cloud: ServedReference['cloud']): string => `${JSON.stringify(cloud.save(), null, 2)}\n`;

/** @throws UsageError for what is no address */
function address(host: string): string {
  if (isIP(host) !== 0) return host;
  throw new UsageError(
    `--host ${host} is no address.`,
    'Give an IP address of this machine: 127.0.0.1, or 0.0.0.0 for all.',
  );
}

/** Writes a line for each answer: to standard error, or to the end of a file. */
type Line = typeof adaptersDoor.logLine;

function logTo(log: string | true, logLine: Line, io: Io): (answered: adaptersDoor.ServedAnswer) => void {
  if (log === true) return (answered) => io.stderr.write(`${logLine(answered)}\n`);
  checkWritable(log, 'log');
  return (answered) => {
    try {
      appendFileSync(log, `${logLine(answered)}\n`);
    } catch (error) {
      throw unwritable(log, error);
    }
  };
}

/**
 * Holds a state file until the returned function is called: of two servers, the last to end would undo the other's work.
 * @throws UsageError while another process holds it
 */
function hold(path: string): () => void {
  const lock = `${path}.lock`;
  const take = (): void => writeFileSync(lock, String(process.pid), { flag: 'wx' });
  try {
    take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      rmSync(lock, { force: true });
      throw unwritable(lock, error);
    }
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder > 0 && isAlive(holder))
      throw new UsageError(
        `The state file ${path} is in use by process ${holder}.`,
        'Give each server a file of its own, or end the other one.',
      );
    rmSync(lock, { force: true });
    take();
  }
  return () => rmSync(lock, { force: true });
}

/** A latency without a unit is in milliseconds. */
const bareIsMs = (text: string): string => (/^\d+$/.test(text) ? `${text}ms` : text);

/** Settles at the first interrupt. */
const interruption = (io: Io): Promise<void> =>
  new Promise((resolve) => {
    const release = io.onInterrupt(() => {
      release();
      resolve();
    });
  });

function announce(
  { url, name }: ServedReference,
  seed: number,
  [first]: readonly ServiceProfile[],
  { stdout, stderr }: Io,
): void {
  stdout.write(`${url}\n`);
  if (!/\/\/(127\.|\[::1\])/.test(url))
    stderr.write(
      'Warning: other machines can reach this server, which knows no passwords. Keep it within a network of your own.\n',
    );
  stderr.write(`serving ${name} with seed ${seed}; interrupt to end it. Try:
  export AWS_ENDPOINT_URL=${url} AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=any
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  aws iam create-service-linked-role --aws-service-name ${first?.principal ?? ''}
`);
}

const STATE_FILE = { noun: 'state file', mend: 'Give a file that `serve --state` wrote, or the path of a new one.' };

async function load(cloud: ServedReference['cloud'], path: string, io: Io): Promise<void> {
  const { existsSync } = await import('node:fs');
  if (!existsSync(path)) return;
  const saved = await readJson(path, STATE_FILE, io);
  try {
    cloud.load(saved);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`The state file ${path} is not valid: ${error.message}`, STATE_FILE.mend);
  }
}

function rates(flags: ServeFlags): { readonly throttle?: number; readonly fail?: number; readonly lose?: number } {
  const given = (['throttle', 'fail', 'lose'] as const).filter((name) => flags[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, values.rate(`--${name}`, flags[name] ?? '')]));
}

function personality(name: string, { personalities }: typeof adaptersDoor): adaptersDoor.PersonalityName {
  const found = Object.values(personalities).find((one) => one.name === name)?.name;
  if (found !== undefined) return found;
  const names = Object.keys(personalities);
  throw new UsageError(
    `There is no personality "${name}".`,
    `${didYouMean(name, names, '')} Known: ${names.join(', ')}.`.trim(),
  );
}

function flaw(name: string, { flawNames }: typeof adaptersDoor): string {
  if (flawNames.includes(name)) return name;
  throw new UsageError(
    `There is no flaw "${name}".`,
    didYouMean(name, flawNames, 'See `slr-conformance list targets`.'),
  );
}
