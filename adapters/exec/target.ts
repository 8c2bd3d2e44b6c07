import { stat } from 'node:fs/promises';
import type { ServiceProfile } from '../../model/index.ts';
import type { Session, Target, TargetDescription, World } from '../port.ts';
import { splitCommand } from './command-line.ts';
import { Conversation } from './conversation.ts';
import { complaint, farewellShape, helloShape, openShape, PROTOCOL, protocolShape, type Hello } from './messages.ts';
import { programError } from './program-error.ts';
import { ProgramFault, ProgramGone } from './program-fault.ts';
import { ExecSession } from './session.ts';

export interface ExecOptions {
  readonly profile: ServiceProfile;
  /** Milliseconds for one answer, the introduction included: 30,000 unless given. */
  readonly timeoutMs?: number;
  /** Where the program runs; the suite's own folder unless given. */
  readonly cwd?: string;
  /**
   * Variables of the program, beside PATH, HOME, LANG, LC_*, TMPDIR, VIRTUAL_ENV, PYTHON* and SLR_* of the suite's own.
   * No other is handed on, AWS credentials least of all.
   */
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
  checkVariables(environment);
  const conversation = new Conversation({ words, environment, cwd });
  try {
    const hello = await introduced(conversation, profile, timeoutMs);
    return new ExecTarget(conversation, hello, profile, timeoutMs);
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

function checkVariables(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment))
    if (!/^[A-Za-z_]\w*$/.test(name) || /[\n\0]/.test(value))
      throw programError(
        `The variable ${JSON.stringify(name)} cannot be given to a program.`,
        'A name has letters, digits and underscores, and a value has no line break.',
      );
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

class ExecTarget implements Target {
  readonly #conversation: Conversation;
  readonly #hello: Hello;
  readonly #profile: ServiceProfile;
  readonly #timeoutMs: number;
  #closing: Promise<void> | undefined;

  constructor(conversation: Conversation, hello: Hello, profile: ServiceProfile, timeoutMs: number) {
    this.#conversation = conversation;
    this.#hello = hello;
    this.#profile = profile;
    this.#timeoutMs = timeoutMs;
  }

  describe(): TargetDescription {
    const { capabilities, endpoint, issues, through, version, ...hello } = this.#hello;
    const { isolation, name, regions, settleMs, virtualTime } = hello;
    return {
      name,
      ...(version === undefined ? {} : { version }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(issues === undefined ? {} : { issues }),
      isolation,
      ...(capabilities.leftovers ? { leftovers: true } : {}),
      consistency: { settleMs, virtualTime },
      ...(through === undefined ? {} : { through }),
      regions,
    };
  }

  async open({ index, seed, pristine }: World): Promise<Session> {
    const world = { index, seed, ...(pristine === true ? { pristine } : {}) };
    const conversation = this.#conversation;
    const timeoutMs = this.#timeoutMs;
    const { account, session, ...told } = await conversation.ask('open', { op: 'open', world }, openShape, timeoutMs);
    const known = account === undefined ? {} : { account };
    const parts = { conversation, hello: this.#hello, profile: this.#profile, timeoutMs };
    return new ExecSession({ ...parts, id: session, ...known, told });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Says goodbye to a program that listens; what comes of it does not matter, since it is ended in any case. */
  async #close(): Promise<void> {
    const conversation = this.#conversation;
    if (!conversation.busy) await conversation.ask('bye', { op: 'bye' }, farewellShape, FAREWELL_MS).catch(() => {});
    await conversation.end();
  }
}
