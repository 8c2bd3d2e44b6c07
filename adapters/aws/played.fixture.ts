import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediapackage } from '../../services/index.ts';
import type { Handler } from '../endpoint/index.ts';
import { Cloud, type CloudOptions } from '../cloud/index.ts';
import type { ApiCall } from '../cloud/index.ts';
import { readRequest } from '../wire/index.ts';
import { FaultPlan, faultyHandler, inProcessHandler, type Faults } from '../wire/index.ts';
import type { Seams } from './account.ts';
import { allowed } from './allowed.ts';
import type { AwsOptions } from './open.ts';

/** The account of the tests. */
export const ACCOUNT = '111122223333';

/** A call that reached the server that plays AWS, and where it was sent. */
export interface Sent {
  readonly host: string;
  /** Milliseconds by the server's clock. */
  readonly at: number;
  readonly call: ApiCall;
}

export interface Played {
  readonly cloud: Cloud;
  readonly plan: FaultPlan;
  readonly seams: Seams;
  readonly sent: Sent[];
  /** Those that change something, or would. */
  readonly changes: () => readonly Sent[];
  /** A call of somebody else's. */
  readonly foreign: (call: Pick<ApiCall, 'service' | 'action' | 'input'> & { readonly region?: string }) => unknown;
  /** Everything that is there, and nothing of what merely happened. */
  readonly there: () => unknown;
  /** Sends no answer to the request with this number, counted from 1, nor takes any later one: the process has ended. */
  crash(request: number, effect: 'before' | 'after'): Promise<void>;
  /** Another process has begun. */
  revive(): void;
  /** Sends something else instead of an answer. */
  instead: ((host: string, call: ApiCall) => object | undefined) | undefined;
}

export interface PlayedOptions extends CloudOptions {
  readonly faults?: Faults;
  /** The management account of the account's organization. */
  readonly managementAccount?: string;
  readonly accessKeyId?: string;
}

const json = (statusCode: number, body: object) => ({
  response: {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  },
});

/** The server that plays AWS, in this process and in virtual time, as the network of a run. */
export function playedAws({
  faults = {},
  managementAccount,
  accessKeyId = ACCOUNT,
  ...behaviour
}: PlayedOptions = {}): Played {
  const cloud = new Cloud({ clock: 'virtual', ...behaviour });
  const plan = new FaultPlan(faults);
  const sent: Sent[] = [];
  let host = '';
  const faulty = faultyHandler(cloud, { plan, wait: async (ms) => cloud.advance(ms) });
  const played: Played = {
    cloud,
    plan,
    sent,
    changes: () => sent.filter(({ call }) => allowed(call)?.reads !== true),
    there: () => {
      const { role, otherRoles, channels, packagingGroups } = cloud.inspect(ACCOUNT);
      const { users = [], groups = [], policies = [], profiles = [] } = cloud.save().accounts[ACCOUNT]?.books ?? {};
      return { role, otherRoles, channels, packagingGroups, users, groups, policies, profiles };
    },
    foreign: (call) => cloud.call({ region: 'us-east-1', accessKeyId: ACCOUNT, ...call }),
    instead: undefined,
    revive: () => {
      crash = undefined;
    },
    crash: (request, effect) =>
      new Promise((resolve) => {
        crash = { request, effect, crashed: resolve };
      }),
    seams: {
      credentials: { accessKeyId, secretAccessKey: 'not-a-secret' },
      clock: { now: () => cloud.now(), wait: async (ms) => cloud.advance(ms) },
      date: () => cloud.date(),
      handler: undefined as unknown as Handler,
    },
  };
  let crash:
    | { readonly request: number; readonly effect: 'before' | 'after'; readonly crashed: () => void }
    | undefined;
  const inner = inProcessHandler(async (request) => {
    const asked = readRequest(request);
    if ('call' in asked) sent.push({ host, call: asked.call, at: cloud.now() });
    const isLast = crash?.request === sent.length;
    if (crash !== undefined && sent.length >= crash.request) {
      if (isLast && crash.effect === 'after') await faulty(request);
      crash.crashed();
      return new Promise<never>(() => {});
    }
    return faulty(request);
  });
  const handler = {
    async handle(request: { readonly hostname: string }, options: never) {
      host = request.hostname;
      const last = sent.length;
      if (!host.startsWith('organizations.')) {
        const answer = await inner.handle(request as never, options);
        const instead = sent.length > last ? played.instead?.(host, (sent.at(-1) as Sent).call) : undefined;
        return instead === undefined ? answer : { response: instead };
      }
      return managementAccount === undefined
        ? json(400, {
            __type: 'AWSOrganizationsNotInUseException',
            message: 'Your account is not a member of an organization.',
          })
        : json(200, { Organization: { Id: 'o-exampleorgid', MasterAccountId: managementAccount } });
    },
  };
  Object.assign(played.seams, { handler });
  return played;
}

/** A folder for ledgers. */
export const ledgerFolder = (): string => mkdtempSync(join(tmpdir(), 'slr-aws-'));

let runs = 0;

/** What a run in the account of the tests is given. */
export const awsOptions = (folder: string, options: Partial<AwsOptions> = {}): AwsOptions => ({
  profile: mediapackage,
  accounts: [ACCOUNT],
  regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
  ledger: join(folder, `run-${(runs += 1)}.jsonl`),
  env: {},
  pid: 1,
  ...options,
});
