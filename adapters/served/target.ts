import { mediapackage } from '../../services/index.ts';
import { Cloud, type CloudOptions } from '../cloud/index.ts';
import { endpointTarget } from '../endpoint/index.ts';
import type { Target } from '../port.ts';
import { personalities } from '../reference/index.ts';
import { inProcessHandler, startServer, wireHandler, type OnFault } from '../wire/index.ts';
import { nameOf } from './serve.ts';

export interface ServedTargetOptions extends Omit<CloudOptions, 'clock'> {
  /** Over HTTP, or in this process with the same codecs and no socket. */
  readonly transport: 'http' | 'in-process';
  /** Hears of a fault of the program itself. */
  readonly onFault?: OnFault;
}

/**
 * The reference behind AWS's own protocols, spoken to by the SDK's clients, in virtual time: what it is told of must be
 * what it is told of in memory.
 * @throws RangeError for a flaw or a personality that does not exist
 */
export async function servedTarget({ transport, onFault, ...behaviour }: ServedTargetOptions): Promise<Target> {
  const cloud = new Cloud({ ...behaviour, clock: 'virtual' });
  const handle = wireHandler(cloud, onFault);
  const { profile = mediapackage, personality = 'prompt' } = behaviour;
  const common = {
    profile,
    name: `${nameOf(behaviour)} over ${transport === 'http' ? 'HTTP' : 'the wire in process'}`,
    regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
    settleMs: personalities[personality].consistency.settleMs,
    isolation: 'access-key' as const,
    clock: {
      now: () => cloud.now(),
      wait: async (ms: number): Promise<void> => {
        cloud.advance(ms);
      },
    },
  };
  if (transport === 'in-process')
    return endpointTarget({ ...common, url: 'http://127.0.0.1', handler: inProcessHandler(handle) });
  const server = await startServer({ handle });
  return endpointTarget({ ...common, url: server.url, onClose: () => server.close() });
}
