import type { Operation, Outcome, RequirementId } from '../model/index.ts';
import { formKey } from './explore/index.ts';
import type { AnswerTally } from './run/index.ts';

/** What could not be concluded of a requirement: how often, of how many times that it was at stake. */
export interface Doubt {
  /** The answer that left it open. */
  readonly said: string;
  readonly times: number;
  readonly of: number;
}

type Tally = { -readonly [Member in keyof AnswerTally]: AnswerTally[Member] };

/** Tallies by requirement, then by form of operation. */
export type Tallies = Readonly<Record<string, Readonly<Record<string, AnswerTally>>>>;

/** Statuses by which a server asks for a pause: the next answer may be another. */
const PAUSES: readonly number[] = [429, 503];

/** Once may be chance where no answer came. */
const MOST_SILENT = 1;

const isSilence = (outcome: Outcome): boolean =>
  outcome.kind === 'indeterminate' && (outcome.http === undefined || PAUSES.includes(outcome.http));

/**
 * Which answers decided a requirement and which left it open, by the form of the operation: what one form left open every time, another
 * does not vouch for.
 */
export class Doubts {
  readonly #tallies = new Map<string, Map<string, Tally>>();

  /** An answer to this operation decided these. */
  decide(ids: readonly RequirementId[], operation: Operation): void {
    for (const id of ids) this.#tally(id, formKey(operation)).decided += 1;
  }

  /** An answer to this operation, or that none came, left these open. */
  leave(ids: readonly RequirementId[], operation: Operation, outcome: Outcome, said: string): void {
    for (const id of ids) {
      const tally = this.#tally(id, formKey(operation));
      tally[isSilence(outcome) ? 'silent' : 'open'] += 1;
      tally.said = said;
    }
  }

  /** The doubt that is left about a requirement; undefined where each form that left it open decided it elsewhere. */
  about(id: string): Doubt | undefined {
    const all = [...(this.#tallies.get(id)?.values() ?? [])];
    const last = all.find(({ decided, open, silent }) => decided === 0 && (open > 0 || silent > MOST_SILENT));
    if (last === undefined) return undefined;
    const times = all.reduce((sum, { open, silent }) => sum + open + silent, 0);
    return { said: last.said, times, of: all.reduce((sum, { decided }) => sum + decided, times) };
  }

  /** All tallies, as plain data. */
  get tallies(): Tallies {
    return Object.fromEntries([...this.#tallies].map(([id, forms]) => [id, Object.fromEntries(forms)]));
  }

  /** Adds what was seen elsewhere. */
  add(tallies: Tallies): void {
    for (const [id, forms] of Object.entries(tallies))
      for (const [form, { decided, open, silent, said }] of Object.entries(forms)) {
        const tally = this.#tally(id, form);
        tally.decided += decided;
        tally.open += open;
        tally.silent += silent;
        if (tally.said === '') tally.said = said;
      }
  }

  #tally(id: string, form: string): Tally {
    const forms = this.#tallies.get(id) ?? new Map<string, Tally>();
    this.#tallies.set(id, forms);
    const tally = forms.get(form) ?? { decided: 0, open: 0, silent: 0, said: '' };
    forms.set(form, tally);
    return tally;
  }
}
