import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  emulatorTarget,
  endpointTarget,
  execTarget,
  serveReference,
  TargetError,
  type Faults,
  type ServedReference,
  type Target,
} from 'slr-conformance/adapters';
import { type Operation, type Outcome } from 'slr-conformance/model';
import { mediapackage } from 'slr-conformance/services';
import { operationForms } from '../../properties/explore/forms.ts';
import { runSuite } from 'slr-conformance/properties';
import { command, hasPython } from './python.fixture.ts';

const installed = hasPython(process.env['CI'] === 'true');
const PROGRAM = fileURLToPath(new URL('target.py', import.meta.url));

const python = (environment: Readonly<Record<string, string>>, flags = ''): Promise<Target> =>
  execTarget(`'${command('python')}' '${PROGRAM}' ${flags}`, { profile: mediapackage, environment });

const CREATE: Operation = { kind: 'CreateServiceLinkedRole', service: 'own', description: 'plain' };
const ORDINARY: Operation = { kind: 'CreateRole', role: 'ordinary' };
const CHANNEL: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };
const LOGS: Operation = {
  kind: 'ConfigureResource',
  resource: 'channel',
  region: 0,
  slot: 0,
  sides: { ingress: 'default' },
};
const DELETE: Operation = { kind: 'DeleteServiceLinkedRole', role: 'linked' };
const STATUS: Operation = { kind: 'GetServiceLinkedRoleDeletionStatus', task: 'last' };

const forms = operationForms(mediapackage, { regions: 2, slots: 1 }).filter(({ kind }) => kind !== 'Wait');

/** Every form of every operation, a read after it, and every few of them a role and a channel that are made again. */
const EVERYTHING: readonly Operation[] = [
  ...forms.flatMap((form, at): readonly Operation[] => [
    ...(at % 6 === 0 ? [CREATE, ORDINARY, CHANNEL] : []),
    form,
    { kind: 'GetRole', role: 'linked' },
  ]),
  CHANNEL,
  LOGS,
  DELETE,
  STATUS,
  { kind: 'ListRoles' },
];

/** What an outcome is, whatever words tell why there is none. */
const bare = (outcomes: readonly unknown[]): unknown =>
  JSON.parse(JSON.stringify(outcomes), (key, value: unknown) =>
    key === 'evidence' || key === 'why' || key === 'http' ? undefined : value,
  );

/** Ids and dates are the world's own. */
const normal = (outcome: Outcome): unknown =>
  JSON.parse(
    JSON.stringify(outcome)
      .replaceAll(/AROA[A-Z0-9]+/g, 'AROA')
      .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, 'UUID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'DATE')
      .replaceAll(/\d{12}/g, 'ACCOUNT')
      .replaceAll(/connection lost: [^"]*/g, 'connection lost'),
    // boto3 decodes documents: how they were sent is not told.
    (key, value: unknown) => (key === 'documents-encoded' || isEmptyWire(key, value) ? undefined : value),
  );

const isEmptyWire = (key: string, value: unknown): boolean =>
  key === 'wire' && Object.values(value as object).every((one) => one === undefined);

async function outcomesOf(target: Target, operations: readonly Operation[]): Promise<readonly unknown[]> {
  await using session = await target.open({ index: 0, seed: 0, pristine: true });
  const outcomes: unknown[] = [];
  for (const operation of operations) outcomes.push([operation, normal(await session.perform(operation))]);
  return outcomes;
}

describe.skipIf(!installed)('the Python target', () => {
  const running: { close(): Promise<void> }[] = [];
  const until = <T extends { close(): Promise<void> }>(closable: T): T => {
    running.push(closable);
    return closable;
  };
  let served: ServedReference;
  beforeAll(async () => {
    served = until(await serveReference());
  });
  afterAll(async () => {
    for (const one of running.toReversed()) await one.close();
  });

  it('sees in every answer what the suite sees by itself', { timeout: 60_000 }, async () => {
    const target = until(await python({ SLR_ENDPOINT_URL: served.url, SLR_SETTLE_MS: '0' }));
    const own = until(endpointTarget({ url: served.url, profile: mediapackage }));
    const outcomes = await outcomesOf(target, EVERYTHING);
    expect(outcomes).toEqual(await outcomesOf(own, EVERYTHING));
    expect(outcomes).toContainEqual([
      STATUS,
      expect.objectContaining({
        facets: expect.objectContaining({ usage: [{ region: 0, holders: ['channel/0/0'] }] }),
      }),
    ]);
  });

  it.each([
    ['role-name-in-other-letter-case', 'permissions/name'],
    ['path-without-domain', 'permissions/path'],
    ['egress-ignored', 'logging/enable'],
  ] as const)('leads to the verdict on %s', { timeout: 60_000 }, async (flaw, broken) => {
    const flawed = until(await serveReference({ flaw }));
    const target = until(await python({ SLR_ENDPOINT_URL: flawed.url, SLR_SETTLE_MS: '0' }));
    const run = await runSuite(target, {
      profile: mediapackage,
      depth: 'quick',
      seed: 1,
      only: [broken],
      suite: { name: 'slr-conformance', version: '0' },
    });
    expect(run.requirements.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id)).toEqual([broken]);
    expect(run.harnessErrors).toEqual([]);
  });

  it('takes answers of a server that lacks much as the suite does', { timeout: 60_000 }, async (context) => {
    const moto = await emulatorTarget('moto', { profile: mediapackage }).catch((error: unknown) => {
      // The run of all tests fails without moto where CI is set.
      if (error instanceof TargetError && error.code === 'emulator-missing') return context.skip(error.message);
      throw error;
    });
    until(moto);
    const url = moto.describe().endpoint ?? '';
    const target = until(await python({ SLR_ENDPOINT_URL: url, SLR_ACCOUNT_HEADER: 'x-moto-account-id' }));
    expect(target.describe().isolation).toBe('new account id per world (x-moto-account-id)');
    expect(bare(await outcomesOf(target, EVERYTHING))).toEqual(bare(await outcomesOf(moto, EVERYTHING)));
    return undefined;
  });

  it('takes a lost answer, a server error and throttling for what they are', async () => {
    const target = until(await python({ SLR_ENDPOINT_URL: served.url }));
    await using session = await target.open({ index: 0, seed: 0 });
    const under = async (faults: Faults): Promise<unknown> => {
      served.plan.set(faults);
      return session.perform(CREATE).finally(() => served.plan.clear());
    };
    const indeterminate = (why: string, http?: number) => ({
      kind: 'indeterminate',
      why: expect.stringContaining(why) as string,
      ...(http === undefined ? {} : { http }),
    });
    expect(await under({ lose: 1 })).toEqual(indeterminate('Connection was closed'));
    expect(await under({ fail: 1 })).toEqual(indeterminate('server error: HTTP 500', 500));
    expect(await under({ throttle: 1 })).toEqual(indeterminate('throttled: HTTP 4', 400));
  });

  it('vouches only for what goes through the library when it is told so', async () => {
    const target = until(await python({ SLR_ENDPOINT_URL: served.url }, '--library-only'));
    expect(target.describe().through).toEqual([
      'DeleteServiceLinkedRole',
      'GetServiceLinkedRoleDeletionStatus',
      'ConfigureLogs',
      'ConfigurePackagingGroupLogs',
    ]);
  });

  it.each([
    [{}, 'SLR_ENDPOINT_URL has to be the URL of a server'],
    [{ SLR_ENDPOINT_URL: 'https://iam.amazonaws.com' }, 'iam.amazonaws.com is AWS itself'],
  ])('is not started without a server for tests: %j', async (environment, problem) => {
    await expect(python(environment)).rejects.toThrow(problem);
  });
});
