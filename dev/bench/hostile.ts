/**
 * Requests that mean no good, against the reference behind its own protocols: through the handler, and over real sockets. Every
 * answer must be well-formed, of the right protocol and no fault of the server. Exit code 1 when one is not.
 *
 *   npm run hostile                 seed 1, 100,000 requests
 *   npm run hostile -- SEED COUNT
 */
import process from 'node:process';
import * as fc from 'fast-check';
import {
  Cloud,
  faultyHandler,
  FaultPlan,
  serveHandle,
  wireHandler,
  type Api,
  type OnFault,
} from '../../adapters/index.ts';
import { complaint } from './hostile-answers.ts';
import { hostileRequests, type HostileRequest } from './hostile-requests.ts';
import { answersIn, exchange, framed, FRAMINGS, isWhole, type Framing } from './hostile-sockets.ts';

const [seed = 1, count = 100_000] = process.argv.slice(2).map(Number);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 1)
  throw new Error(`npm run hostile -- SEED COUNT: two whole numbers, not "${process.argv.slice(2).join(' ')}"`);

const CHUNK = 1000;
const SHOWN = 10;
let complaints = 0;
const statuses = new Map<number, number>();

function complain(what: string, of: unknown): void {
  complaints += 1;
  if (complaints <= SHOWN) console.log(`  ${what}\n    ${JSON.stringify(of).slice(0, 600)}`);
}

const shown = ({ body, ...request }: HostileRequest): unknown => ({
  ...request,
  body: Buffer.from(body).toString('latin1'),
});

const onFault: OnFault = (error) => {
  complain('a fault of the program', error instanceof Error ? error.stack : String(error));
};

function* chunks(total: number, from: number): Generator<readonly HostileRequest[]> {
  for (let done = 0; done < total; done += CHUNK)
    yield fc.sample(hostileRequests, { seed: seed * 1_000_003 + from + done, numRuns: Math.min(CHUNK, total - done) });
}

const note = (status: number): void => {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
};

const heapMb = (): string => {
  globalThis.gc?.();
  return `${(process.memoryUsage().heapUsed / 1e6).toFixed(1)} MB`;
};

/** Through the handler, without a socket. */
function throughHandler(api: Api, total: number): void {
  const handle = wireHandler(api, onFault);
  for (const requests of chunks(total, 0))
    for (const request of requests) {
      try {
        const answer = handle(request);
        note(answer.status);
        const wrong = complaint(answer, request.form);
        if (wrong !== undefined) complain(wrong, shown(request));
      } catch (error) {
        complain(`thrown: ${String(error)}`, shown(request));
      }
    }
}

/** Several requests on one connection, the last one badly framed now and then; answers must be as many as were whole. */
async function conversation(port: number, requests: readonly HostileRequest[], framing: Framing): Promise<void> {
  const frames = requests.map(
    (request, index) => ({ request, framing: index === requests.length - 1 ? framing : 'whole' }) as const,
  );
  const text = await exchange(port, Buffer.concat(frames.map((each) => framed(each.request, each.framing))));
  const answers = answersIn(
    text,
    requests.map(({ method }) => method),
  );
  const firstBroken = frames.findIndex(
    (each) => !isWhole(each.request, each.framing) || each.request.body.length > 1_000_000,
  );
  const due = firstBroken < 0 ? frames.length : firstBroken + 1;
  if (answers.length < due) complain(`${answers.length} answers to ${due} requests`, requests.map(shown));
  for (const [index, answer] of answers.entries()) {
    note(answer.status);
    const request = requests[index];
    const isHead = request?.method === 'HEAD';
    const wrong = isHead ? undefined : complaint(answer, index < due - 1 ? (request?.form ?? 'either') : 'either');
    if (wrong !== undefined) complain(`${wrong} (${framing})`, request && shown(request));
  }
}

/** Over real sockets, eight connections at a time, with faults and without. */
async function overSockets(api: Api, total: number): Promise<void> {
  const handle = faultyHandler(api, { plan: new FaultPlan(), onFault });
  const server = await serveHandle({ handle, onFault });
  const random = fc.sample(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...FRAMINGS)), {
    seed,
    numRuns: CHUNK,
  });
  for (const requests of chunks(total, count)) {
    const groups: (readonly HostileRequest[])[] = [];
    for (let start = 0; start < requests.length;) {
      const [size = 1] = random[groups.length] ?? [];
      groups.push(requests.slice(start, start + size));
      start += size;
    }
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < groups.length; index = next++) {
        const group = groups[index] ?? [];
        await conversation(server.port, group, random[index]?.[1] ?? 'whole').catch((error: unknown) => {
          complain(String(error), group.map(shown));
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  }
  await server.close();
}

async function measured(what: string, total: number, run: () => void | Promise<void>): Promise<void> {
  const [before, started] = [heapMb(), performance.now()];
  await run();
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${what.padEnd(16)} ${total} requests, ${seconds.toFixed(1)} s, heap ${before} before and ${heapMb()} after`,
  );
}

const throughSockets = Math.floor(count / 4);
console.log(`seed ${seed}`);
await measured('through handler', count - throughSockets, () => throughHandler(new Cloud(), count - throughSockets));
await measured('over sockets', throughSockets, () => overSockets(new Cloud(), throughSockets));
console.log(
  `statuses ${[...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, times]) => `${status}: ${times}`)
    .join(', ')}`,
);
console.log(
  complaints === 0
    ? 'every answer is well-formed'
    : `${complaints} complaints, the first ${Math.min(SHOWN, complaints)} above`,
);
process.exitCode = complaints === 0 ? 0 : 1;
