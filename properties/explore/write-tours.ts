/**
 * Part of the build: plans the tours for targets that have every operation, and writes them beside the program. Each machine is
 * planned in a thread of its own.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { mediapackage, operationKinds } from '../../model/index.ts';
import { kindsOf } from './forms.ts';
import { Machine } from './machine.ts';
import { plannedTours } from './tour.ts';

/** Nothing lags, and something may: in milliseconds. */
const WINDOWS: readonly number[] = [0, 10_000];

function plan(settleMs: number): readonly [string, unknown] {
  const parts = kindsOf(mediapackage, operationKinds);
  const machine = new Machine(
    { profile: mediapackage, settleMs },
    (ability) => ability === 'RestrictedCaller' || parts.includes(ability),
  );
  return [machine.name, plannedTours(machine)];
}

const planned = (settleMs: number): Promise<readonly [string, unknown]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: settleMs });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

if (isMainThread) {
  const tours = Object.fromEntries(await Promise.all(WINDOWS.map(planned)));
  writeFileSync(new URL('../../tours.json', import.meta.url), JSON.stringify(tours));
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has none
  parentPort?.postMessage(plan(workerData as number));
}
