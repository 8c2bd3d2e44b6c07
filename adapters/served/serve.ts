import { Cloud, type CloudOptions } from '../cloud/index.ts';
import {
  ADMIN_PATH,
  FaultPlan,
  faultyHandler,
  splitTarget,
  startServer as startWire,
  withAdmin,
  type Faults,
  type Handle,
  type OnAnswer,
  type OnFault,
} from '../wire/index.ts';
import { withPage } from './page.ts';
import { overview, Watch, type RefusedCalls } from './watch.ts';

export interface ServeOptions extends CloudOptions {
  /** A port of 127.0.0.1; a free one unless given. */
  readonly port?: number;
  /** An address to listen on; 127.0.0.1 unless given. There is no password: whoever reaches it may do anything. */
  readonly host?: string;
  /** Whether the server alone keeps its process going; yes unless given. */
  readonly keepsProcess?: boolean;
  /** Hears of each answer before it is sent. */
  readonly onAnswer?: OnAnswer;
  /** Waited for after each call that may have changed something, before its answer is sent: keeps the state. */
  readonly afterChange?: () => Promise<void>;
  /** Laid on every call; they can be changed while it serves. */
  readonly faults?: Faults;
  /** Hears of a fault of the program itself, which the caller is told of as a 500. */
  readonly onFault?: OnFault;
}

/** The reference, served. */
export interface ServedReference {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `reference:eventual`, `flawed:egress-ignored`. */
  readonly name: string;
  readonly cloud: Cloud;
  /** Faults laid on calls, and those that are to come. */
  readonly plan: FaultPlan;
  /** What was refused, most often first. */
  readonly refused: readonly RefusedCalls[];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves the reference on 127.0.0.1 in AWS's own protocols. Its clock is real unless asked otherwise.
 * @throws ServerError when the port cannot be had; FaultsError for faults that cannot be laid; RangeError for a flaw or a
 *   personality that does not exist
 */
export async function serveReference(options: ServeOptions = {}): Promise<ServedReference> {
  const { port, host, keepsProcess, faults = {}, onFault, onAnswer, afterChange, ...behaviour } = options;
  const cloud = new Cloud({ clock: 'real', ...behaviour });
  const plan = new FaultPlan(faults);
  const watch = new Watch();
  const name = nameOf(behaviour);
  let changed = false;
  const noted: OnAnswer = (answered) => {
    changed ||= answered.call !== undefined && !isRead(answered.call.action);
    watch.note(answered);
    onAnswer?.(answered);
  };
  const admin = {
    reset: () => cloud.reset(),
    save: () => cloud.save(),
    overview: () => overview(cloud, name, watch),
    load: (state: unknown) => cloud.load(state),
    now: () => cloud.date(),
    advance: (ms: number) => cloud.advance(ms),
  };
  const calls = faultyHandler(cloud, { plan, onAnswer: noted, ...(onFault === undefined ? {} : { onFault }) });
  const handle = withPage(withAdmin(calls, admin, plan));
  const kept: Handle = async (request) => {
    const answer = await handle(request);
    const isAdmin = splitTarget(request.target).path.startsWith(ADMIN_PATH) && request.method !== 'GET';
    if (afterChange === undefined || !(changed || isAdmin)) return answer;
    changed = false;
    await afterChange();
    return answer;
  };
  const server = await startWire({
    handle: kept,
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(keepsProcess === undefined ? {} : { keepsProcess }),
    ...(onFault === undefined ? {} : { onFault }),
  });
  const close = (): Promise<void> => server.close();
  return {
    url: server.url,
    name,
    cloud,
    plan,
    get refused() {
      return watch.refused;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/**
 * A server for tests: the reference on a free port of 127.0.0.1, which ends with the process that started it, or at the end of
 * the block that it was started in (`await using server = await startServer()`).
 * @throws as `serveReference`
 */
export const startServer = (options: ServeOptions = {}): Promise<ServedReference> =>
  serveReference({ keepsProcess: false, ...options });

/** Whether an action leaves everything as it is. */
const isRead = (action: string): boolean => /^(Get|List|Describe)/.test(action);

/** What behaves so, as `--target` would name it. */
export const nameOf = ({ flaw, personality = 'prompt' }: CloudOptions): string =>
  flaw === undefined ? `reference:${personality}` : `flawed:${flaw}`;
