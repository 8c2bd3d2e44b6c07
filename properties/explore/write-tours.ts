/** Part of the build: plans the tours for targets that have every operation, and writes them beside the program. */
import { writeFileSync } from 'node:fs';
import { mediapackage, operationKinds } from '../../model/index.ts';
import { Machine } from './machine.ts';
import { plannedTours } from './tour.ts';
import { kindsOf } from './forms.ts';

const LAGGING_MS = 10_000;

const parts = kindsOf(mediapackage, operationKinds);
const machines = [0, LAGGING_MS].map(
  (settleMs) =>
    new Machine(
      { profile: mediapackage, settleMs },
      (ability) => ability === 'RestrictedCaller' || parts.includes(ability),
    ),
);
writeFileSync(
  new URL('../../tours.json', import.meta.url),
  JSON.stringify(Object.fromEntries(machines.map((machine) => [machine.name, plannedTours(machine)]))),
);
