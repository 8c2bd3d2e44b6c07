import type { Target, World } from '../adapters/index.ts';
import { abilitiesOf, operationsOf, type Ability, type Outcome, type ServiceProfile } from '../model/index.ts';
import type { History, Step } from './history.ts';
import { abilitiesFor, probe } from './probe.ts';
import type { Lack } from './run/index.ts';

/**
 * What is known of the abilities of a target. It is taken to have everything until it shows otherwise: what it was seen to
 * do needs no probe, and nothing is held against it before what is in doubt was probed.
 */
export class Abilities {
  readonly #profile: ServiceProfile;
  /** What the service has. */
  readonly #parts: ReadonlySet<Ability>;
  readonly #proven = new Set<Ability>();
  readonly #missing = new Map<Ability, Lack>();
  /** API calls that probes took. */
  calls = 0;
  /** Whether the target ever answered in the manner of AWS. */
  anyAnswer = false;

  constructor(profile: ServiceProfile) {
    this.#profile = profile;
    this.#parts = new Set<Ability>([...operationsOf(profile), 'RestrictedCaller']);
  }

  readonly supports = (ability: Ability): boolean => this.#parts.has(ability) && !this.#missing.has(ability);

  /** What the target lacks, and why it is thought so. */
  get missing(): ReadonlyMap<Ability, Lack> {
    return this.#missing;
  }

  /** Whether it was asked for what it has, and never answered in the manner of AWS. */
  get isSilent(): boolean {
    return this.#missing.size > 0 && !this.anyAnswer;
  }

  /** Learns from operations that were answered as the specification allows. */
  learn(history: History): void {
    for (const step of history.steps)
      if (proves(step)) for (const one of abilitiesOf(step.operation)) this.#proven.add(one);
    this.anyAnswer ||= history.steps.some(({ outcome, operation }) => operation.kind !== 'Wait' && isAnswer(outcome));
  }

  /** Probes the abilities of which nothing is known yet, as far as they are wanted. */
  async probe(
    target: Target,
    nextWorld: () => World,
    wanted: (ability: Ability) => boolean = () => true,
  ): Promise<void> {
    const asked = abilitiesFor(this.#profile).filter(
      (one) => !this.#proven.has(one) && !this.#missing.has(one) && wanted(one),
    );
    if (asked.length === 0) return;
    const found = await probe(target, this.#profile, nextWorld, (ability) => asked.includes(ability));
    this.calls += found.calls;
    this.anyAnswer ||= found.anyAnswer;
    for (const [ability, lack] of found.missing) this.#missing.set(ability, lack);
    for (const ability of asked) if (!found.missing.has(ability)) this.#proven.add(ability);
  }
}

const isAnswer = (outcome: Outcome): boolean => outcome.kind === 'answered' || outcome.kind === 'refused';

/** Whether the target has the operation of a step beyond doubt: a thing that is not found may be an operation that is not. */
function proves({ operation, outcome, ending }: Step): boolean {
  if (ending === null || operation.kind === 'Wait') return false;
  return outcome.kind === 'answered' || (outcome.kind === 'refused' && !/NotFound|NoSuchEntity/.test(outcome.code));
}
