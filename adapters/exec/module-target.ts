import { z } from 'zod';
import type { Operation, Outcome } from '../../model/index.ts';
import { newHome } from '../machine/index.ts';
import type { Session, Target, TargetDescription, World } from '../port.ts';
import { TargetError, type TargetErrorCode } from '../target-error.ts';
import { Conversation } from './conversation.ts';

/** Milliseconds for one answer; an operation may be several calls, each with a bound of its own. */
const TIMEOUT_MS = 60_000;
/** Milliseconds for the answer to `bye`. */
const FAREWELL_MS = 3_000;

const text = z.string().min(1);

const descriptionShape = z.object({
  name: text,
  version: text.exactOptional(),
  endpoint: text.exactOptional(),
  issues: text.exactOptional(),
  isolation: text,
  leftovers: z.literal(true).exactOptional(),
  sideBySide: z.literal(true).exactOptional(),
  consistency: z.object({ settleMs: z.number().min(0), virtualTime: z.boolean() }),
  through: z.array(z.string()).exactOptional(),
  regions: z.array(text).min(2),
});

/** What a module answers is in the suite's own terms: every text is a text, since reports take it for one; which facets there are is up to it. */
const outcomeShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), facets: z.record(z.string(), z.json()) }),
  z.object({ kind: z.literal('refused'), code: z.string(), http: z.int(), message: z.string() }),
  z.object({ kind: z.literal('unsupported'), evidence: z.string() }),
  z.object({ kind: z.literal('indeterminate'), why: z.string(), http: z.int().exactOptional() }),
]) satisfies z.ZodType<Outcome>;

/** How a session stands after an answer: API calls so far, and milliseconds by its clock. */
const stands = { calls: z.number().min(0), now: z.number() };

/** The target told that it cannot be used: whoever runs the suite is to mend that. */
const refusalShape = z.object({ refusal: z.object({ code: z.string(), problem: z.string(), hint: z.string() }) });

const shapes = {
  hello: z.object({ description: descriptionShape }),
  open: z.object({
    session: z.int(),
    description: descriptionShape,
    account: text.exactOptional(),
    ...stands,
  }),
  perform: z.object({ outcome: outcomeShape, ...stands }),
  wait: z.object(stands),
  close: z.object({}),
  bye: z.object({}),
} as const;

type Op = keyof typeof shapes;
type Answer<O extends Op> = z.infer<(typeof shapes)[O]>;

/**
 * A target in JavaScript that runs in a process of its own, where it can neither end, silence nor hold up the suite.
 * @param words the command line of a host that performs, for the target, the messages that are sent here
 * @throws TargetError when it cannot be used; ProgramFault when it cannot be loaded; ProgramGone when it ends
 */
export async function moduleTarget(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Target> {
  const conversation = new Conversation("The module's process", { words, environment, home: await newHome('module') });
  try {
    const { description } = await ask(conversation, 'hello', {});
    return new ModuleTarget(conversation, description);
  } catch (error) {
    void conversation.end();
    throw error;
  }
}

async function ask<O extends Op>(
  conversation: Conversation,
  op: O,
  members: object,
  { about = '', timeoutMs = TIMEOUT_MS } = {},
): Promise<Answer<O>> {
  const shape = z.union([refusalShape, shapes[op]]);
  const answer = await conversation.ask(`${op}${about}`, { op, ...members }, shape, timeoutMs);
  if (!('refusal' in answer)) return answer;
  const { code, problem, hint } = answer.refusal;
  throw new TargetError(code as TargetErrorCode, problem, hint);
}

class ModuleTarget implements Target {
  readonly #conversation: Conversation;
  #description: TargetDescription;

  constructor(conversation: Conversation, description: TargetDescription) {
    this.#conversation = conversation;
    this.#description = description;
  }

  describe(): TargetDescription {
    return this.#description;
  }

  async open(world: World): Promise<Session> {
    const opened = await ask(this.#conversation, 'open', { world });
    this.#description = opened.description;
    return new ModuleSession(this.#conversation, opened, this.#description.consistency.virtualTime);
  }

  async close(): Promise<void> {
    if (!this.#conversation.busy && !this.#conversation.broken)
      await ask(this.#conversation, 'bye', {}, { timeoutMs: FAREWELL_MS }).catch(() => {});
    await this.#conversation.end();
  }
}

class ModuleSession implements Session {
  readonly account?: string;
  readonly #conversation: Conversation;
  readonly #session: number;
  readonly #isVirtual: boolean;
  #calls: number;
  #now: number;
  #toldAt = performance.now();

  constructor(conversation: Conversation, opened: Answer<'open'>, isVirtual: boolean) {
    this.#conversation = conversation;
    this.#session = opened.session;
    this.#isVirtual = isVirtual;
    this.#calls = opened.calls;
    this.#now = opened.now;
    if (opened.account !== undefined) this.account = opened.account;
  }

  async perform(operation: Operation): Promise<Outcome> {
    return (await this.#ask('perform', { operation }, { about: ` ${operation.kind}` })).outcome;
  }

  now(): number {
    return this.#isVirtual ? this.#now : this.#now + performance.now() - this.#toldAt;
  }

  async wait(ms: number): Promise<void> {
    await this.#ask('wait', { ms }, { timeoutMs: TIMEOUT_MS + ms });
  }

  get calls(): number {
    return this.#calls;
  }

  async close(): Promise<void> {
    if (!this.#conversation.broken) await ask(this.#conversation, 'close', { session: this.#session });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #ask<O extends 'perform' | 'wait'>(
    op: O,
    members: object,
    how?: { readonly about?: string; readonly timeoutMs?: number },
  ): Promise<Answer<O>> {
    const answer = await ask(this.#conversation, op, { session: this.#session, ...members }, how);
    this.#calls = answer.calls;
    this.#now = answer.now;
    this.#toldAt = performance.now();
    return answer;
  }
}
