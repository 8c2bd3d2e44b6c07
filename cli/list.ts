import { Argument, type Command } from 'commander';
import { catalogueVersion, requirements } from '../model/index.ts';
import { catalogueTable, pairTable } from '../reports/index.ts';
import { services } from '../services/index.ts';
import { lookOf, type Context } from './context.ts';

export interface ListFlags {
  readonly json?: true;
}

/** Adds `list` to a program. */
export const listCommand = (program: Command): Command =>
  program
    .command('list')
    .description('list the requirements, the targets, or the services')
    .addArgument(
      new Argument('[what]', 'what to list').choices(['requirements', 'targets', 'services']).default('requirements'),
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  slr-conformance list
  slr-conformance list targets
  slr-conformance list services
  slr-conformance list --json | jq -r '.[].id'`,
    );

/** Lists the requirements, the targets or the services; gives the exit code. */
export async function list(what: string, { json }: ListFlags, { io }: Context): Promise<number> {
  if (what === 'targets') {
    const known = await targets();
    const pairs = known.map(({ target, about }) => [target, about] as const);
    io.stdout.write(json ? asJson(known) : pairTable(pairs, lookOf(io)));
  } else if (what === 'services') {
    const pairs = services.map(({ id, roleName, source }) => [id, `${roleName}: ${source}`] as const);
    io.stdout.write(json ? asJson(services) : pairTable(pairs, lookOf(io)));
  } else
    io.stdout.write(
      json ? asJson(requirements) : catalogueTable(requirements, { ...lookOf(io), version: catalogueVersion }),
    );
  return 0;
}

interface ListedTarget {
  readonly target: string;
  readonly about: string;
}

async function targets(): Promise<readonly ListedTarget[]> {
  const { emulatorPresets, flaws, personalities } = await import('../adapters/index.ts');
  return [
    ...Object.values(personalities).map(({ name, about }) => ({ target: `reference:${name}`, about })),
    ...emulatorPresets.map(({ name }) => ({
      target: name,
      about: 'an emulator; started and ended unless --url says where it runs',
    })),
    { target: 'http://HOST:PORT', about: "any server that speaks AWS's own protocols; https alike" },
    { target: './MODULE.js', about: 'a module of yours that exports a target, such as defineTarget makes' },
    {
      target: 'exec:COMMAND',
      about: 'a program of yours, in any language, that sends calls of AWS, given as lines of JSON',
    },
    ...flaws.map(({ name, breaks, about }) => ({ target: `flawed:${name}`, about: `${about} (breaks ${breaks})` })),
  ];
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
