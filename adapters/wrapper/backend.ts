import type { ServiceProfile } from '../../model/index.ts';
import { Cloud } from '../cloud/index.ts';
import { endpointTarget, type Isolation, type Clock, type Performing } from '../endpoint/index.ts';
import type { Session, Target, TargetDescription, World } from '../port.ts';
import { personalities, type PersonalityName } from '../reference/index.ts';
import { inProcessHandler, wireHandler } from '../wire/index.ts';

/** Where the calls of a wrapper go: makes a target whose operations are performed as it is told. */
export type Backend = (parts: { readonly profile: ServiceProfile; readonly performing: Performing }) => Target;

/** A server behind a URL. */
export interface AgainstUrl {
  readonly url: string;
  /** By access key id unless given. */
  readonly isolation?: Isolation;
  /** Region names, at least two. */
  readonly regions?: readonly string[];
  /** Bound for a change to show, in milliseconds: 10,000 unless given. */
  readonly settleMs?: number;
  /** Milliseconds for one call: 10,000 unless given. */
  readonly timeoutMs?: number;
}

/** The embedded reference, in memory and in virtual time; every world has one of its own. */
export interface AgainstReference {
  /** `prompt` unless given. */
  readonly personality?: PersonalityName;
  /** The name of a flaw: one rule is broken then. */
  readonly flaw?: string;
  /** Seeds what the specification leaves open; 1 unless given. The same in every world, so that programs repeat. */
  readonly seed?: number;
}

/** The same regions as the reference target has. */
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

/** The calls go to a server, over HTTP and in real time. */
export const endpointBackend =
  (options: AgainstUrl): Backend =>
  ({ profile, performing }) =>
    endpointTarget({ ...options, profile, performing });

/**
 * The calls go to the reference, through AWS's own protocols but without a socket.
 * @throws RangeError for a personality or a flaw that does not exist
 */
export const referenceBackend =
  ({ personality = 'prompt', flaw, seed = 1 }: AgainstReference): Backend =>
  ({ profile, performing }) => {
    const cloudOf = (): Cloud => new Cloud({ profile, personality, seed, ...(flaw === undefined ? {} : { flaw }) });
    cloudOf();
    const { consistency } = personalities[personality];
    const description: TargetDescription = {
      name: flaw === undefined ? `reference:${personality}` : `flawed:${flaw}`,
      isolation: 'a new world in memory',
      consistency,
      regions: REGIONS,
    };
    return {
      describe: () => description,
      async open(world: World): Promise<Session> {
        const cloud = cloudOf();
        const clock: Clock = {
          now: () => cloud.now(),
          wait: async (ms) => {
            cloud.advance(ms);
          },
        };
        const target = endpointTarget({
          url: 'http://reference.localhost',
          profile,
          regions: REGIONS,
          settleMs: consistency.settleMs,
          isolation: 'access-key',
          handler: inProcessHandler(wireHandler(cloud)),
          clock,
          performing,
        });
        return target.open(world);
      },
      close: async () => {},
    };
  };

/** The backend that a definition asks for: a URL, a server by its options, or the reference. */
export function backendOf(against: string | AgainstUrl | AgainstReference): Backend {
  if (typeof against === 'string') return endpointBackend({ url: against });
  return 'url' in against ? endpointBackend(against) : referenceBackend(against);
}
