import { actionModel, apiServices } from '../../services/index.ts';
import type { ApiCall } from '../cloud/index.ts';

/** Faults that are laid on calls: rates from 0 to 1, each drawn for every call. */
export interface Faults {
  /** Milliseconds that every answer is held back, up to 60,000. */
  readonly latencyMs?: number;
  /** Calls refused as too many, before they take effect: `Throttling` or `TooManyRequestsException`. */
  readonly throttle?: number;
  /** Calls that end in a 500: half of them before they take effect and half after, since a 500 tells nothing of that. */
  readonly fail?: number;
  /** Calls that take effect and whose answer is lost. */
  readonly lose?: number;
  /** The same seed lays the same faults on the same calls. */
  readonly seed?: number;
}

/** A fault for the next calls of one action. */
export interface ScriptedFault {
  /** As AWS spells it: `ConfigureLogs`. */
  readonly action: string;
  /** Only calls of this service; else of any. */
  readonly service?: ApiCall['service'];
  /** Error code as on the wire (`Throttling`), or `lost` for an answer that never comes. */
  readonly code: string;
  /** Default: what AWS gives with the code for this action; 400 where AWS has none. */
  readonly http?: number;
  readonly message?: string;
  /** How many calls it hits; default 1. */
  readonly times?: number;
  /** The call takes effect before the error is answered; default no. A lost answer always does. */
  readonly afterEffect?: boolean;
}

/** Longest `latencyMs`. */
export const LONGEST_LATENCY = 60_000;

/** A fault that cannot be laid. */
export class FaultsError extends Error {
  override readonly name = 'FaultsError';
}

const CODE = /^[A-Za-z][\w.]{0,99}$/;
const SCRIPTED: readonly string[] = [
  'action',
  'service',
  'code',
  'http',
  'times',
  'message',
  'afterEffect',
] satisfies (keyof ScriptedFault)[];

/** Whether a service that is played has an action of this name. */
const isAction = (action: unknown, service: ScriptedFault['service']): boolean =>
  typeof action === 'string' &&
  apiServices.some((one) => (service ?? one) === one && actionModel(one, action) !== undefined);

const isRate = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;

function check(name: string, value: unknown, holds: boolean, mend: string): void {
  if (value !== undefined && !holds)
    throw new FaultsError(`${name} cannot be ${JSON.stringify(value) ?? String(value)}. Give ${mend}.`);
}

const NAMES: readonly string[] = ['latencyMs', 'throttle', 'fail', 'lose', 'seed'] satisfies (keyof Faults)[];

/** @throws FaultsError for rates that cannot be laid */
export function checkFaults(faults: Faults): void {
  for (const name of Object.keys(faults))
    if (!NAMES.includes(name)) throw new FaultsError(`There is no fault "${name}". Give any of ${NAMES.join(', ')}.`);
  for (const name of ['throttle', 'fail', 'lose'] as const)
    check(name, faults[name], isRate(faults[name]), 'a rate from 0 to 1');
  const { latencyMs, seed } = faults;
  check(
    'latencyMs',
    latencyMs,
    Number(latencyMs) >= 0 && Number(latencyMs) <= LONGEST_LATENCY,
    `0 to ${LONGEST_LATENCY}`,
  );
  check('latencyMs', latencyMs, typeof latencyMs === 'number', 'a number');
  check('seed', seed, Number.isSafeInteger(seed), 'a whole number');
}

/** @throws FaultsError for a scripted fault that cannot be laid */
export function checkScripted(fault: ScriptedFault): void {
  if (typeof fault !== 'object' || fault === null)
    throw new FaultsError(
      `A fault cannot be ${JSON.stringify(fault)}. Give an object: {"action": "GetRole", "code": "Throttling"}.`,
    );
  for (const name of Object.keys(fault))
    if (!SCRIPTED.includes(name))
      throw new FaultsError(`A fault has no ${JSON.stringify(name)}. Give any of ${SCRIPTED.join(', ')}.`);
  const { action, service, code, http, times, message, afterEffect } = fault;
  check(
    'service',
    service,
    apiServices.some((one) => one === service),
    `any of ${apiServices.join(', ')}`,
  );
  check(
    'action',
    action ?? null,
    isAction(action, service),
    `an action of ${service ?? 'a service that is played'}, as AWS spells it: "GetRole"`,
  );
  check(
    'code',
    code ?? null,
    typeof code === 'string' && CODE.test(code),
    'an error code as on the wire: "Throttling"',
  );
  check('http', http, Number.isInteger(http) && Number(http) >= 400 && Number(http) <= 599, 'a status from 400 to 599');
  check('times', times, Number.isInteger(times) && Number(times) >= 1, 'a whole number from 1');
  check('message', message, typeof message === 'string', 'a text');
  check('afterEffect', afterEffect, typeof afterEffect === 'boolean', 'true or false');
}
