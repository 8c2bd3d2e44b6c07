/**
 * The process that a module of the user's runs in: performs what is asked on standard input, a line of JSON for each message,
 * on the target that the module exports. `node module-host.js FILE SERVICE`
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { TargetError, type Session, type Target, type World } from '../adapters/index.ts';
import type { Operation } from '../model/index.ts';
import { profiles } from '../services/index.ts';

const [file = '', service = ''] = process.argv.slice(2);

// Standard output is for answers alone; what the module prints is shown when something goes wrong.
const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

type Message = { readonly id: number; readonly op: string; readonly session?: number; readonly [key: string]: unknown };

let target: Target;
const sessions = new Map<number, Session>();

const isTarget = (value: unknown): value is Target =>
  typeof value === 'object' &&
  value !== null &&
  ['describe', 'open', 'close'].every((name) => typeof (value as Record<string, unknown>)[name] === 'function');

/** What the module exports as default or as `target`: a target, or a function that is given the service and gives one. */
async function load(): Promise<Target> {
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = exported['default'] ?? exported['target'];
  const profile = profiles.find(({ id }) => id === service);
  const made: unknown = typeof found === 'function' ? await (found as (given: unknown) => unknown)(profile) : found;
  if (isTarget(made)) return made;
  throw new Error(
    'it exports no target. Export a Target as default, or a function that gives one; `defineTarget` of slr-conformance/adapters makes one',
  );
}

function sessionOf({ session }: Message): Session {
  const found = sessions.get(session ?? 0);
  if (found === undefined) throw new Error('there is no such session');
  return found;
}

const stands = (session: Session): object => ({ calls: session.calls, now: session.now() });

const PERFORMS: Readonly<Record<string, (message: Message) => Promise<object>>> = {
  async hello() {
    target = await load();
    return { description: target.describe() };
  },
  async open({ id, world }) {
    const session = await target.open(world as World);
    sessions.set(id, session);
    const { account } = session;
    return {
      session: id,
      description: target.describe(),
      ...(account === undefined ? {} : { account }),
      ...stands(session),
    };
  },
  async perform(message) {
    const session = sessionOf(message);
    const outcome = await session.perform(message['operation'] as Operation);
    return { outcome, ...stands(session) };
  },
  async wait(message) {
    const session = sessionOf(message);
    await session.wait(message['ms'] as number);
    return stands(session);
  },
  async close(message) {
    await sessionOf(message).close();
    sessions.delete(message.session ?? 0);
    return {};
  },
  async bye() {
    await target.close();
    return {};
  },
};

async function answerTo(message: Message): Promise<object> {
  try {
    return { ok: await PERFORMS[message.op]?.(message) };
  } catch (error) {
    if (error instanceof TargetError || (error as Error | undefined)?.name === 'TargetError') {
      const { code, hint, message: whole } = error as TargetError;
      return { ok: { refusal: { code, hint, problem: whole.slice(0, -hint.length).trimEnd() } } };
    }
    return { error: { message: error instanceof Error ? error.message : String(error) } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line) as Message;
  answer(`${JSON.stringify({ id: message.id, ...(await answerTo(message)) })}\n`);
}
process.exit();
