import type { Operation } from '../../model/index.ts';
import type { OutlineFigures } from '../run/index.ts';
import type { OutlineMachine, OutlineTransition } from './outline.ts';

const keyOf = (from: string, operation: Operation): string => `${from} ${JSON.stringify(operation)}`;

/** What of the machine of outlines was met. */
export class OutlineCoverage {
  readonly #transitions = new Set<string>();
  readonly #pairs = new Set<string>();

  /** Notes the steps of one program. */
  take(steps: readonly { readonly outline?: string; readonly operation: Operation }[]): void {
    let last: string | undefined;
    for (const { outline, operation } of steps) {
      const key = outline === undefined ? undefined : keyOf(outline, operation);
      if (key !== undefined) this.#transitions.add(key);
      if (key !== undefined && last !== undefined) this.#pairs.add(`${last} > ${key}`);
      last = key;
    }
  }

  /** The figures, of the transitions of this machine. */
  figures({ transitions, pairs: of }: OutlineMachine): OutlineFigures {
    const isMet = ({ from, operation }: OutlineTransition): boolean => this.#transitions.has(keyOf(from, operation));
    const all = [...transitions.values()].flat();
    const pairs = all.filter(isMet).map((one) => {
      const key = keyOf(one.from, one.operation);
      const next = one.to === undefined ? [] : (transitions.get(one.to) ?? []);
      return next.filter(({ from, operation }) => this.#pairs.has(`${key} > ${keyOf(from, operation)}`)).length;
    });
    return {
      states: { met: [...transitions.values()].filter((own) => own.some(isMet)).length, of: transitions.size },
      transitions: { met: all.filter(isMet).length, of: all.length },
      pairs: { met: pairs.reduce((a, b) => a + b, 0), of },
    };
  }
}
