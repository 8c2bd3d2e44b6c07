import { quoted, splitTarget, textOf, type Handle, type WireRequest, type WireResponse } from './exchange.ts';
import { FaultsError, type ScriptedFault } from './fault-checks.ts';
import type { FaultPlan } from './faults.ts';

/** What can be done to a running server besides calling it. */
export interface Admin {
  /** Forgets everything that was made. */
  reset(): void;
  /** All that there is, as JSON. */
  save(): unknown;
  /** What people look at: who is there, and what was asked last, as JSON. */
  overview(): unknown;
  /** Puts back what `save` gave. Throws an Error that says why when it cannot be. */
  load(state: unknown): void;
  /** Milliseconds since 1970 by the server's clock. */
  now(): number;
  /** Lets time pass on the server's clock. Throws an Error that says why when the clock cannot be moved. */
  advance(ms: number): void;
}

/** Where the administration's routes begin; no AWS service has such a path. */
export const ADMIN_PATH = '/_slr-conformance/';

/** Where the server shows itself to a browser, and what that page asks for. */
export const PAGE_PATHS: readonly string[] = ['/', `${ADMIN_PATH}overview`];

/** Longest single step of the clock: about 31 years. */
const LONGEST_STEP = 1e12;

/** Last instant that a date can hold (ECMAScript). */
const LAST_INSTANT = 8.64e15;

/** A request to the administration that is refused, with the reason for its sender. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const json = (status: number, value: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(value)}\n`,
});

function documentOf({ body }: WireRequest): unknown {
  const text = textOf(body);
  try {
    if (text !== undefined) return JSON.parse(text);
  } catch {
    // Told below, as for broken UTF-8.
  }
  throw new Refusal(400, `The body is not JSON: "${quoted(Buffer.from(body.slice(0, 100)).toString('latin1'))}".`);
}

function objectOf(request: WireRequest): Readonly<Record<string, unknown>> {
  const document = documentOf(request);
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new Refusal(400, 'The body is not a JSON object.');
  return document as Readonly<Record<string, unknown>>;
}

/** Does something that refuses by throwing an Error. */
function attempt(action: () => void, what: string): void {
  try {
    action();
  } catch (error) {
    throw new Refusal(400, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const clock = (admin: Admin): unknown => ({ now: admin.now(), iso: new Date(admin.now()).toISOString() });

function advanceBy(admin: Admin, ms: unknown): void {
  if (typeof ms !== 'number' || !(ms >= 0 && ms <= LONGEST_STEP))
    throw new Refusal(
      400,
      `advanceMs cannot be ${JSON.stringify(ms) ?? 'missing'}. Give milliseconds from 0 to ${LONGEST_STEP}.`,
    );
  if (admin.now() + ms > LAST_INSTANT)
    throw new Refusal(400, `advanceMs ${ms} leads beyond the last instant of a date.`);
  attempt(() => {
    admin.advance(ms);
  }, 'The clock was not moved');
}

/** Lays other faults: `{"throttle": 0.2, ...}`, and with `next` scripted ones; all of them or, when one is wrong, none. */
function layFaults(plan: FaultPlan, { next, ...rates }: Readonly<Record<string, unknown>>): void {
  if (next !== undefined && !Array.isArray(next)) throw new Refusal(400, 'next is not a list of faults.');
  const scripted = (next ?? []) as ScriptedFault[];
  try {
    plan.replace(rates, scripted);
  } catch (error) {
    if (error instanceof FaultsError) throw new Refusal(400, error.message);
    throw error;
  }
}

type Routes = Readonly<Record<string, (request: WireRequest) => unknown>>;

function routesOf(admin: Admin, plan: FaultPlan | undefined): Routes {
  const done = { status: 'ok' };
  return {
    'GET health': () => ({ ...done, now: admin.now() }),
    'POST reset': () => {
      admin.reset();
      return done;
    },
    'GET overview': () => admin.overview(),
    'GET state': () => admin.save(),
    'PUT state': (request) => {
      const state = documentOf(request);
      attempt(() => {
        admin.load(state);
      }, 'The state was not loaded');
      return done;
    },
    'GET clock': () => clock(admin),
    'POST clock': (request) => {
      advanceBy(admin, objectOf(request)['advanceMs']);
      return clock(admin);
    },
    ...(plan && {
      'GET faults': () => plan.faults,
      'POST faults': (request: WireRequest) => {
        layFaults(plan, objectOf(request));
        return plan.faults;
      },
      'DELETE faults': () => {
        plan.clear();
        return done;
      },
    }),
  };
}

function administer(routes: Routes, request: WireRequest): WireResponse {
  try {
    const name = splitTarget(request.target).path.slice(ADMIN_PATH.length);
    const route = `${request.method} ${name}`;
    if (Object.hasOwn(routes, route)) return json(200, routes[route]?.(request));
    const all = Object.keys(routes);
    const known = all.some((each) => each.endsWith(` ${name}`));
    throw new Refusal(known ? 405 : 404, `There is no ${quoted(route)} here. There is ${all.join(', ')}.`);
  } catch (error) {
    if (error instanceof Refusal) return json(error.status, { error: error.message });
    return json(500, { error: `A fault of this program: ${error instanceof Error ? error.message : String(error)}` });
  }
}

/**
 * Answers the routes of the administration, and leaves all other requests to `handle`. There is no password: whoever
 * can send a request from this machine may use it. With a plan its faults can be changed too.
 */
export function withAdmin(handle: Handle, admin: Admin, plan?: FaultPlan): Handle {
  const routes = routesOf(admin, plan);
  return (request) =>
    splitTarget(request.target).path.startsWith(ADMIN_PATH) ? administer(routes, request) : handle(request);
}
