import type { AwsOptions } from '../adapters/index.ts';
import type { SuiteOptions } from '../properties/index.ts';
import { plain } from '../reports/index.ts';
import type { Context } from './context.ts';

const COST =
  'Cost: none expected. IAM, STS and Organizations are free; MediaPackage bills traffic, and a channel without input has none.';

/**
 * Tells what a run would do in a real account, by trying it on the server that plays AWS in this process. Nothing is sent.
 * Gives the exit code.
 */
export async function plan(aws: AwsOptions, options: SuiteOptions, { io, engine }: Context): Promise<number> {
  const { rehearse } = await import('../adapters/index.ts');
  const { target, counts, ms } = await rehearse(aws);
  await engine.runSuite(target, options);
  await target.close();
  const rows = [...counts()].sort(([a], [b]) => (a < b ? -1 : 1));
  const calls = rows.reduce((sum, [, count]) => sum + count, 0);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = [
    `What --profile ${options.depth} would send to account ${aws.accounts.join(' or ')}, tried here; nothing was sent:`,
    ...rows.map(([name, count]) => `  ${name.padEnd(width)}  ${String(count).padStart(5)}`),
    `${calls} calls, about ${Math.ceil(ms() / 60_000)} minutes, most of them waiting for deletions to end.`,
    'An account that answers as AWS documents takes so long; each difference that is looked into takes a few minutes more.',
    COST,
  ];
  io.stdout.write(`${lines.map((line) => plain(line)).join('\n')}\n`);
  return 0;
}
