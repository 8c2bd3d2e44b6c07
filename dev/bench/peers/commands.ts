import { mediapackage } from '../../../services/index.ts';
import * as fc from 'fast-check';
import { flawedTarget } from '../../../adapters/index.ts';
import { formatOperation, type Operation } from '../../../model/index.ts';
import { formsByKind, Walkthrough, type Way } from './way.ts';

type Model = Record<string, never>;

/** One operation as a command of fast-check. */
class Perform implements fc.AsyncCommand<Model, Walkthrough> {
  readonly #operation: Operation;

  constructor(operation: Operation) {
    this.#operation = operation;
  }

  check(): boolean {
    return true;
  }

  async run(_model: Model, world: Walkthrough): Promise<void> {
    if (!(await world.isAllowed(this.#operation))) throw new Error('differs');
  }

  toString(): string {
    return formatOperation(mediapackage, this.#operation);
  }
}

/**
 * `fc.commands` with `asyncModelRun` and the default settings of both, a command for each kind of operation, property after
 * property until one fails. With `looks`, each command also reads everything that is believed to be there.
 */
export const commandsOf =
  (looks: boolean): Way =>
  async (flaw, seed, most) => {
    const target = flawedTarget(flaw);
    const kinds = [...formsByKind.values()].map((forms) => fc.constantFrom(...forms).map((form) => new Perform(form)));
    const lists = fc.commands(kinds);
    const done = { calls: 0, worlds: 0, found: Infinity };
    for (let run = 1; done.calls < most; run += 1) {
      const details = await fc.check(
        fc.asyncProperty(lists, async (list) => {
          done.worlds += 1;
          const world = new Walkthrough(await target.open({ index: done.worlds, seed: done.worlds }), looks);
          try {
            await fc.asyncModelRun(() => ({ model: {}, real: world }), list);
          } catch (error) {
            done.found = Math.min(done.found, done.calls + world.calls);
            throw error;
          } finally {
            done.calls += world.calls;
          }
        }),
        { seed: (seed * 1000 + run) | 0 },
      );
      if (!details.failed) continue;
      const [list] = details.counterexample ?? [];
      return done.found > most ? undefined : { after: done.found, length: lengthOf(list) };
    }
    return undefined;
  };

/** How many commands a counterexample ran. */
const lengthOf = (list: Iterable<fc.AsyncCommand<Model, Walkthrough>> | undefined): number =>
  list === undefined ? 0 : String(list).split(/\),(?=[A-Z])/).length;
