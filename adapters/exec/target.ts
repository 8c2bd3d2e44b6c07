import { stat } from 'node:fs/promises';
import {
  nameOf,
  operationsOf,
  partsOf,
  resourceCall,
  roleAction,
  type ApiKind,
  type ResourceKind,
  type ServiceProfile,
} from '../../model/index.ts';
import {
  Calls,
  cleanUp,
  contextOf,
  perform,
  Presence,
  type AccessKey,
  EndpointSession,
  PausableClock,
  realClock,
  type Clock,
} from '../endpoint/index.ts';
import type { Session, Target, TargetDescription, World } from '../port.ts';
import { newHome } from '../machine/index.ts';
import { splitCommand } from './command-line.ts';
import { Conversation } from './conversation.ts';
import { complaint, doneShape, helloShape, openShape, PROTOCOL, protocolShape, type Hello } from './messages.ts';
import { ProgramApi, type Channel } from './program-api.ts';
import { programError } from './program-error.ts';
import { ProgramFault, ProgramGone } from './program-fault.ts';

export interface ExecOptions {
  readonly profile: ServiceProfile;
  /** Milliseconds for one answer, the introduction included: 30,000 unless given. */
  readonly timeoutMs?: number;
  /** Where the program runs; the suite's own folder unless given. */
  readonly cwd?: string;
  /** Variables of the program, beside the few that docs/exec-protocol.md names; AWS credentials are not handed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Milliseconds for the answer to `bye`. */
const FAREWELL_MS = 3_000;

const HINT = 'See docs/exec-protocol.md.';

/**
 * A target in any language: a program that speaks the protocol of docs/exec-protocol.md, as lines of JSON on its standard
 * input and output. It is started here, and ended when the target closes or the suite is gone.
 * @param command its command line; split as a shell splits it, but read by none
 * @throws TargetError when it cannot be started, does not introduce itself, or speaks another protocol
 */
export async function execTarget(command: string, options: ExecOptions): Promise<Target> {
  const { cwd, environment = {}, profile, timeoutMs = 30_000 } = options;
  const words = splitCommand(command);
  await checkFolder(cwd);
  const conversation = new Conversation('The program', { words, environment, cwd, home: await newHome('exec') });
  try {
    const hello = await introduced(conversation, profile, timeoutMs);
    return new ExecTarget({ conversation, hello, profile, timeoutMs });
  } catch (error) {
    await conversation.end();
    throw error;
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function checkFolder(cwd: string | undefined): Promise<void> {
  if (cwd === undefined) return;
  const found = await stat(cwd).catch(() => undefined);
  if (found?.isDirectory() !== true) throw programError(`${cwd} is no folder to run a program in.`, 'Correct it.');
}

async function introduced(conversation: Conversation, profile: ServiceProfile, timeoutMs: number): Promise<Hello> {
  const { id: service, policyArn, principal, roleName } = profile;
  const members = { op: 'hello', protocol: PROTOCOL, service, principal, roleName, policyArn };
  const told = await conversation.ask('hello', members, protocolShape, timeoutMs).catch((error: unknown) => {
    if (error instanceof ProgramFault || error instanceof ProgramGone) throw programError(oneLine(error.message), HINT);
    throw error;
  });
  if (told.protocol !== PROTOCOL)
    throw programError(`The program speaks protocol ${told.protocol}, and this suite speaks ${PROTOCOL}.`, HINT);
  const hello = helloShape.safeParse(told);
  if (hello.success) return hello.data;
  throw programError(`The program's introduction is wrong: ${complaint(hello.error)}.`, HINT);
}

/** The names of the operations that are these calls, each given as `iam:GetRole`. */
const namesOf = (profile: ServiceProfile, through: readonly string[]): readonly string[] =>
  operationsOf(profile)
    .filter((ability) => {
      const { kind, resource } = partsOf(ability);
      if (kind === 'Wait') return false;
      const call =
        resource === undefined
          ? roleAction(kind as ApiKind)
          : resourceCall(profile, { kind: kind as ResourceKind, resource });
      return call !== undefined && through.includes(`${call.service}:${call.action}`);
    })
    .map((ability) => nameOf(profile, ability));

/** The time of a program that counts its waits alone. */
class WaitedClock implements Clock {
  readonly #wait: (ms: number) => Promise<unknown>;
  #now = 0;

  constructor(wait: (ms: number) => Promise<unknown>) {
    this.#wait = wait;
  }

  now(): number {
    return this.#now;
  }

  async wait(ms: number): Promise<void> {
    await this.#wait(ms);
    this.#now += ms;
  }
}

interface ExecParts {
  readonly conversation: Conversation;
  readonly hello: Hello;
  readonly profile: ServiceProfile;
  readonly timeoutMs: number;
}

class ExecTarget implements Target {
  readonly #conversation: Conversation;
  readonly #hello: Hello;
  readonly #profile: ServiceProfile;
  readonly #timeoutMs: number;
  readonly #presence = new Presence();
  #closing: Promise<void> | undefined;

  constructor({ conversation, hello, profile, timeoutMs }: ExecParts) {
    this.#conversation = conversation;
    this.#hello = hello;
    this.#profile = profile;
    this.#timeoutMs = timeoutMs;
  }

  describe(): TargetDescription {
    const { endpoint, isolation, issues, leftovers, name, regions, settleMs, through, version } = this.#hello;
    return {
      name,
      ...(version === undefined ? {} : { version }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(issues === undefined ? {} : { issues }),
      isolation,
      ...(leftovers === true ? { leftovers } : {}),
      consistency: { settleMs, virtualTime: this.#hello.virtualTime === true },
      ...(through === undefined ? {} : { through: namesOf(this.#profile, through) }),
      regions,
    };
  }

  async open({ index, seed, pristine }: World): Promise<Session> {
    const world = { index, seed, ...(pristine === true ? { pristine } : {}) };
    const conversation = this.#conversation;
    const timeoutMs = this.#timeoutMs;
    const { account, session } = await conversation.ask('open', { op: 'open', world }, openShape, timeoutMs);
    const channel: Channel = { conversation, timeoutMs, session, calls: 0 };
    const { leftovers = false, regions, settleMs, virtualTime } = this.#hello;
    const parts = { presence: this.#presence, profile: this.#profile, regions };
    const callsBy = (key?: AccessKey): Calls => new Calls(new ProgramApi(channel, key), parts);
    const context = contextOf({
      profile: this.#profile,
      regions,
      shared: leftovers,
      decoded: true,
      calls: callsBy(),
      account,
      signedBy: callsBy,
    });
    const send = (op: string, members = {}): Promise<object> =>
      conversation.ask(op, { op, session, ...members }, doneShape, timeoutMs);
    return new EndpointSession({
      context,
      line: { account, transport: channel },
      clock: new PausableClock(virtualTime === true ? new WaitedClock((ms) => send('wait', { ms })) : realClock),
      perform,
      callsBefore: 0,
      leave: async () => {
        if (leftovers && !conversation.broken) await cleanUp({ context, settleMs, goOn: () => !conversation.broken });
        if (!conversation.broken) await send('close');
      },
    });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Says goodbye to a program that listens; what comes of it does not matter, since it is ended in any case. */
  async #close(): Promise<void> {
    const conversation = this.#conversation;
    if (!conversation.busy) await conversation.ask('bye', { op: 'bye' }, doneShape, FAREWELL_MS).catch(() => {});
    await conversation.end();
  }
}
