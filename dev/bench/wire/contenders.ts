/** The process in which one contender is measured: the contender's name and the number of calls are its arguments. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { inProcessHandler, wireHandler } from '../../../adapters/index.ts';
import { call, cloudWithRole, RoleName } from './account.ts';
import { cannedHandler, changesOf, changingThrough, exchangeOf, throughHandler } from './clients.ts';
import { changingThroughMock, changingThroughStub, throughMock, throughStub } from './mocked.ts';
import { timed, type Contender } from './turns.ts';

/** Calls before those that are measured: the compiler has nothing left to do after some 15,000. */
const WARM = 20_000;

const api = cloudWithRole();
const wire = inProcessHandler(wireHandler(api));
const changing = async (): Promise<readonly [ours: Contender, canned: Contender]> =>
  changingThrough(wire, cannedHandler(wire, (await changesOf(api)).received));

/** Every way to make a call, with the bare alternatives. */
const CONTENDERS = {
  api: async (): Promise<Contender> => (calls) => timed(calls, () => api.call(call('GetRole', { RoleName }))),
  mock: async () => throughMock,
  stub: async () => throughStub,
  mockChange: async () => changingThroughMock,
  stubChange: async () => changingThroughStub,
  inProcess: async () => throughHandler(wire),
  canned: async () => throughHandler(cannedHandler(wire, [(await exchangeOf(api)).received])),
  change: async () => (await changing())[0],
  cannedChange: async () => (await changing())[1],
};

export type ContenderName = keyof typeof CONTENDERS;

/** The file of this process. */
export const CONTENDER_PROCESS = fileURLToPath(import.meta.url);

if (process.argv[1] === CONTENDER_PROCESS) {
  const [, , name = '', calls = ''] = process.argv;
  const contender = await CONTENDERS[name as ContenderName]();
  await contender(WARM);
  process.send?.(await contender(Number(calls)));
}
