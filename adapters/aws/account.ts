import { Agent } from 'node:https';
import type { ServiceProfile } from '../../model/index.ts';
import {
  type AccessKey,
  type Api,
  type Clock,
  type Handler,
  type Sdk,
  Transport,
  guardedLookup,
  loadSdk,
  realClock,
} from '../endpoint/index.ts';
import { RunList } from './run-list.ts';
import { Budget, LIMITS, RESERVE, type Limits } from './budget.ts';
import { awsClients, type Credentials } from './clients.ts';
import { Dress } from './dress.ts';
import { Gate } from './gate.ts';
import { releaseLease, type Holder } from './lease.ts';
import type { LedgerBook, LedgerFacts } from './ledger.ts';
import { Ownership } from './ownership.ts';
import { whenKnown } from './restricted.ts';
import type { RunMark } from './run-id.ts';

/** What a test puts in the place of the world. No option of a command and no variable of the environment reaches it. */
export interface Seams {
  /** Takes the place of the network. */
  readonly handler?: Handler;
  readonly credentials?: Credentials;
  /** Virtual time. */
  readonly clock?: Clock;
  /** The date in milliseconds since 1970. */
  readonly date?: () => number;
  /** Takes the place of a file. */
  readonly ledger?: LedgerBook;
}

/** How often a call is sent at most, where AWS asks for a pause or an answer to a read was lost. */
const ATTEMPTS = 6;

const TIMEOUT_MS = 60_000;

export interface AccountParts {
  readonly id: string;
  readonly profile: ServiceProfile;
  readonly awsProfile?: string | undefined;
  readonly run: RunMark;
  readonly ledger: LedgerBook;
  readonly known?: Pick<LedgerFacts, 'roles' | 'mayMakeRoleAt'>;
  readonly limits?: Partial<Limits>;
  readonly adopts: boolean;
  readonly lease: Holder;
  readonly line: AwsLine;
}

/** The way to AWS: one transport for all calls of a command, and what their clients are made of. */
export interface AwsLine {
  readonly sdk: Sdk;
  readonly transport: Transport;
  readonly seams: Seams;
  readonly clock: Clock;
  readonly now: () => number;
}

export async function awsLine(seams: Seams): Promise<AwsLine> {
  const sdk = await loadSdk();
  const handler: Handler =
    seams.handler ??
    new sdk.NodeHttpHandler({ httpsAgent: new Agent({ keepAlive: true, maxSockets: 20, lookup: guardedLookup }) });
  return {
    sdk,
    transport: new Transport({ handler, headers: {}, timeoutMs: TIMEOUT_MS }),
    seams,
    clock: seams.clock ?? realClock,
    now: seams.date ?? Date.now,
  };
}

/** The clients of a command, before any gate but the list. */
export const clientsOf = (
  { sdk, transport, seams }: AwsLine,
  list: RunList,
  profile: string | undefined,
  credentials: Credentials | undefined = seams.credentials,
): Api =>
  awsClients(sdk, { credentials, profile, transport, list, attempts: ATTEMPTS, paced: seams.clock === undefined });

/** The account of a run: who may send what there, and what was sent. */
export class Account {
  readonly id: string;
  readonly ledger: LedgerBook;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly isVirtual: boolean;
  readonly gate: Gate;
  readonly #parts: AccountParts;
  readonly #dress: Dress;
  readonly #list: RunList;
  #isStopped = false;

  constructor(parts: AccountParts) {
    const { id, ledger, line, profile, run, adopts, lease, known, limits } = parts;
    this.#parts = parts;
    this.id = id;
    this.ledger = ledger;
    this.transport = line.transport;
    this.clock = line.clock;
    this.isVirtual = line.seams.clock !== undefined;
    this.#dress = new Dress(run);
    this.#list = new RunList(profile, run.id);
    const sent = (): number => line.transport.calls;
    this.gate = new Gate({
      list: this.#list,
      ownership: new Ownership(run.id, this.#list, ledger, line.now, known),
      budget: new Budget({ ...LIMITS, ...limits }, line.clock, sent),
      adopts,
      unheld: () => (line.now() < lease.until ? undefined : 'The time is over for which this run holds the account.'),
    });
  }

  /** The account in the suite's names, for the run itself or for a user that it made. */
  api(key?: AccessKey): Api {
    const { line, awsProfile } = this.#parts;
    if (key === undefined) return this.#dress.over(this.gate.before(clientsOf(line, this.#list, awsProfile)));
    const restricted = this.gate.before(clientsOf(line, this.#list, undefined, key), 'restricted');
    return this.#dress.over(whenKnown(restricted, this.clock));
  }

  /** The account in the run's names, as IAM shows them. */
  plain(): Api {
    const { line, awsProfile } = this.#parts;
    return this.gate.before(clientsOf(line, this.#list, awsProfile));
  }

  /** From now on calls remove what was made, with a budget of their own. */
  cleansUp(): void {
    const { line } = this.#parts;
    const before = line.transport.calls;
    const { requestsPerSecond } = { ...LIMITS, ...this.#parts.limits };
    this.gate.cleansUp(new Budget({ ...RESERVE, requestsPerSecond }, line.clock, () => line.transport.calls - before));
  }

  /** Sends nothing more from now on. */
  readonly stop = (): void => {
    this.#isStopped = true;
    this.gate.stop('The run was left.');
  };

  readonly isStopped = (): boolean => this.#isStopped;

  /** A text in the names that the account has. */
  named(text: string): string {
    return text
      .split(' ')
      .map((word) => this.#dress.name(word))
      .join(' ');
  }

  /** Lets the account go, and says in the ledger that nothing is left. */
  async end(): Promise<void> {
    await releaseLease(this.plain());
    this.ledger.append({ is: 'end' });
    this.ledger.close();
  }
}
