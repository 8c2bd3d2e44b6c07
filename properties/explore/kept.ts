import { readFileSync } from 'node:fs';
import type { Operation, Program } from '../../model/index.ts';

/**
 * What the build has planned, because planning takes seconds and depends on the model alone. A plan that is out of date shows
 * less than it could, and nothing else: whatever it proposes is judged as any other operation is.
 */
export interface KeptPlans {
  /** Tours, by machine and by the name of what they want. */
  readonly tours: Readonly<Record<string, KeptTours>>;
  /** Shortcuts, by what was asked for; null where there is none. */
  readonly shortcuts: Readonly<Record<string, Program | null>>;
  /** Scenarios, by what was asked for. */
  readonly scenarios: Readonly<Record<string, readonly Program[]>>;
}

export type KeptTours = Readonly<Record<string, readonly KeptWorld[]>>;

/** One world of a tour: its operations, and by the index of the operation what is looked at after it. */
export interface KeptWorld {
  readonly program: Program;
  readonly looks: readonly (readonly [number, readonly Operation[]])[];
}

const NONE: KeptPlans = { tours: {}, shortcuts: {}, scenarios: {} };

let plans: KeptPlans | undefined;

/** The plans of the build; none before it, and then each is made when it is needed. */
export const keptPlans = (): KeptPlans => (plans ??= readPlans());

/** Keeps plans for the rest of this process in place of those of the build. */
export function keepPlans(made: Partial<KeptPlans>): void {
  plans = { ...NONE, ...made };
}

function readPlans(): KeptPlans {
  for (const place of ['../../plans.json', '../../dist/plans.json'])
    try {
      return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as KeptPlans;
    } catch {
      // Not built.
    }
  return NONE;
}
