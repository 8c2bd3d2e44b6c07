import { Cloud, type CloudOptions } from '../cloud/index.ts';
import { FaultPlan, faultyHandler, startServer, withAdmin, type Faults, type OnFault } from '../wire/index.ts';

export interface ServeOptions extends CloudOptions {
  /** A port of 127.0.0.1; a free one unless given. */
  readonly port?: number;
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
  close(): Promise<void>;
}

/**
 * Serves the reference on 127.0.0.1 in AWS's own protocols. Its clock is real unless asked otherwise.
 * @throws ServerError when the port cannot be had; FaultsError for faults that cannot be laid; RangeError for a flaw or a
 *   personality that does not exist
 */
export async function serveReference(options: ServeOptions = {}): Promise<ServedReference> {
  const { port, faults = {}, onFault, ...behaviour } = options;
  const cloud = new Cloud({ clock: 'real', ...behaviour });
  const plan = new FaultPlan(faults);
  const heard = onFault === undefined ? {} : { onFault };
  const admin = {
    reset: () => cloud.reset(),
    save: () => cloud.save(),
    load: (state: unknown) => cloud.load(state),
    now: () => cloud.date(),
    advance: (ms: number) => cloud.advance(ms),
  };
  const handle = withAdmin(faultyHandler(cloud, { plan, ...heard }), admin, plan);
  const server = await startServer({ handle, ...(port === undefined ? {} : { port }) });
  return {
    url: server.url,
    name: nameOf(behaviour),
    cloud,
    plan,
    close: () => server.close(),
  };
}

/** What behaves so, as `--target` would name it. */
export const nameOf = ({ flaw, personality = 'prompt' }: CloudOptions): string =>
  flaw === undefined ? `reference:${personality}` : `flawed:${flaw}`;
