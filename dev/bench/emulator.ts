import {
  IAMClient,
  CreateServiceLinkedRoleCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { CreateChannelCommand, DescribeChannelCommand, MediaPackageClient } from '@aws-sdk/client-mediapackage';
import { emulatorTarget, type Session, type Target, type World } from '../../adapters/index.ts';
import { type Operation, type Program } from '../../model/index.ts';
import { mediapackage } from '../../services/index.ts';
import { inOrder, perform } from '../../properties/index.ts';

export interface EmulatorFigures {
  readonly suiteCallsPerSecond: number;
  readonly bareCallsPerSecond: number;
  readonly calls: number;
  readonly snapshotShare: number;
}

const ROUNDS = 12;

/** A program of calls that every emulator takes, long enough to be measured. */
const PROGRAM: Program = [
  { kind: 'CreateServiceLinkedRole', service: 'own' },
  { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 },
  ...Array.from({ length: 20 }, (_, i): Operation => ({
    kind: 'TagRole',
    role: 'linked',
    key: 'stage',
    value: i % 2 ? 'one' : 'two',
  })),
  ...Array.from({ length: 20 }, (): Operation => ({ kind: 'GetRole', role: 'linked' })),
];

/** Every operation that reached the port, the looks at the world included. */
function recording(target: Target, log: Operation[]): Target {
  return {
    describe: () => target.describe(),
    close: () => target.close(),
    open: async (world: World): Promise<Session> => {
      const session = await target.open(world);
      return {
        ...(session.account === undefined ? {} : { account: session.account }),
        get calls() {
          return session.calls;
        },
        now: () => session.now(),
        wait: (ms) => session.wait(ms),
        perform: (operation) => {
          log.push(operation);
          return session.perform(operation);
        },
        close: () => session.close(),
        [Symbol.asyncDispose]: () => session.close(),
      };
    },
  };
}

/**
 * Calls a second of the suite against moto, judging and looks at the world included, beside a bare loop that sends the
 * same calls with plain SDK clients; turn by turn in one run, each turn in a fresh account.
 */
export async function benchEmulator(): Promise<EmulatorFigures> {
  const target = await emulatorTarget('moto', { profile: mediapackage });
  try {
    const url = target.describe().endpoint ?? '';
    let suiteMs = 0;
    let bareMs = 0;
    let calls = 0;
    let snapshotCalls = 0;
    for (let round = 0; round <= ROUNDS; round += 1) {
      const log: Operation[] = [];
      const options = { rules: { profile: mediapackage, settleMs: 0 }, supports: () => true };
      await perform(target, inOrder([{ kind: 'GetRole', role: 'linked' }]), {
        ...options,
        world: { index: round, seed: 0 },
      });
      const started = performance.now();
      const history = await perform(recording(target, log), inOrder(PROGRAM), {
        ...options,
        world: { index: round, seed: 0 },
      });
      const suite = performance.now() - started;
      const bare = await bareLoop(url, `9${String(round).padStart(11, '0')}`, log);
      if (round === 0) continue; // the first round warms both up
      suiteMs += suite;
      bareMs += bare;
      calls += log.length;
      snapshotCalls += history.snapshotCalls;
    }
    return {
      suiteCallsPerSecond: calls / (suiteMs / 1000),
      bareCallsPerSecond: calls / (bareMs / 1000),
      calls,
      snapshotShare: snapshotCalls / calls,
    };
  } finally {
    await target.close();
  }
}

type Next<A, R> = (args: A) => Promise<R>;

/** Sends every call to one account of moto. */
const inAccount =
  (account: string) =>
  <A extends { request?: unknown }, R>(next: Next<A, R>): Next<A, R> =>
  (args) => {
    (args.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = account;
    return next(args);
  };

/** Sends the same calls with plain SDK clients; gives the milliseconds they took. */
async function bareLoop(url: string, account: string, log: readonly Operation[]): Promise<number> {
  const settings = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: account, secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const iam = new IAMClient(settings);
  const media = new MediaPackageClient(settings);
  iam.middlewareStack.add(inAccount(account), { step: 'build' });
  media.middlewareStack.add(inAccount(account), { step: 'build' });
  let name = mediapackage.roleName;
  const send = async (operation: Operation): Promise<unknown> => {
    const { kind } = operation;
    if (kind === 'GetRole') return iam.send(new GetRoleCommand({ RoleName: name }));
    if (kind === 'ListRoles')
      return iam.send(new ListRolesCommand({ PathPrefix: `/aws-service-role/${mediapackage.principal}/` }));
    if (kind === 'ListAttachedRolePolicies') return iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
    if (kind === 'ListRolePolicies') return iam.send(new ListRolePoliciesCommand({ RoleName: name }));
    if (kind === 'TagRole')
      return iam.send(new TagRoleCommand({ RoleName: name, Tags: [{ Key: operation.key, Value: operation.value }] }));
    if (kind === 'CreateResource') return media.send(new CreateChannelCommand({ Id: 'bench' }));
    if (kind === 'ReadResource') return media.send(new DescribeChannelCommand({ Id: 'bench' }));
    if (kind !== 'CreateServiceLinkedRole') throw new Error(`the bench does not know ${kind}`);
    const made = await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: mediapackage.principal }));
    name = made.Role?.RoleName ?? name;
    return made;
  };
  await send({ kind: 'ListRoles' });
  const started = performance.now();
  for (const operation of log) await send(operation);
  const ms = performance.now() - started;
  iam.destroy();
  media.destroy();
  return ms;
}
