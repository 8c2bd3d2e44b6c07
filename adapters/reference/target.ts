import type { ServiceProfile } from '../../model/index.ts';
import type { Session, Target, World } from '../port.ts';
import type { Flaw } from './flaw.ts';
import { Implementation, type SavedImplementation } from './implementation.ts';
import { personalities, personalityOf, type PersonalityName } from './personality.ts';
import type { Style } from './style.ts';

export interface ReferenceOptions {
  readonly profile: ServiceProfile;
  /** `prompt` unless given, or the style. */
  readonly personality?: PersonalityName;
  readonly style?: Style;
  readonly flaw?: Flaw;
  /** What every world begins with; nothing unless given. */
  readonly saved?: SavedImplementation;
  /** Told what a world was like when its session was closed. */
  readonly onClose?: (left: SavedImplementation) => void;
}

/** The embedded reference: conforming unless it is given a flaw, in memory, in virtual time. */
export function referenceTarget(options: ReferenceOptions): Target {
  const { style } = options;
  const personality = style === undefined ? personalities[options.personality ?? 'prompt'] : personalityOf(style);
  const { flaw, profile, saved, onClose } = options;
  const rules = { profile, settleMs: personality.consistency.settleMs };
  return {
    describe: () => ({
      name: flaw === undefined ? `reference:${personality.name}` : `flawed:${flaw.name}`,
      isolation: 'a new world in memory',
      sideBySide: true,
      consistency: personality.consistency,
      regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
    }),
    open: async (world: World): Promise<Session> => {
      const account = String(100_000_000_000 + (world.index % 900_000_000_000));
      const inside = new Implementation({
        rules,
        personality,
        seed: world.seed,
        account,
        ...(flaw === undefined ? {} : { flaw }),
        ...(saved === undefined ? {} : { saved }),
      });
      let calls = 0;
      return {
        account,
        get calls() {
          return calls;
        },
        now: () => inside.now(),
        wait: async (ms) => inside.advance(ms),
        perform: async (operation) => {
          if (operation.kind !== 'Wait') calls += 1;
          return inside.perform(operation);
        },
        close: async () => onClose?.(inside.save()),
        [Symbol.asyncDispose]: async () => {},
      };
    },
    close: async () => {},
  };
}
