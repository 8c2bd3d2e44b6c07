import type { Call as AnyCall, Value as AnyValue, View as AnyView } from '../../calls/index.ts';

/** A text that comes out of an earlier answer, in whole or in part: `{ told: ['task/', { of: 'role' }] }`. */
export interface Told {
  readonly told: readonly (string | { readonly of: string; readonly inCapitals?: true })[];
}

export const isTold = (value: unknown): value is Told =>
  value !== null && typeof value === 'object' && 'told' in value && Array.isArray(value.told);

/** What is kept of an earlier answer, as it is or in capitals. */
export type Kept = Exclude<Told['told'][number], string>;

/** A text as a script has it. */
export type Text = string | Told;

/** A value of a member: JSON, in which a text may come out of an earlier answer. */
export type Value = AnyValue<Text>;

export type Call = AnyCall<Text>;

/**
 * How a part of an answer is read, so that it can be compared. An absent part is null; `listed`: whether a list has an entry
 * whose member is this text.
 */
export type View = (
  | AnyView
  | { readonly path: readonly string[]; readonly as: 'listed'; readonly member: string; readonly text: Text }
) & { readonly within?: Entry };

/** The entry of a list of an answer whose member is this text: the path of a view begins there. */
export interface Entry {
  readonly list: string;
  readonly member: string;
  readonly is: Text;
}

/** Values as a script compares them with what a view gives. */
export type Plain = string | number | boolean | null | readonly string[] | { readonly [name: string]: string };

/** What a part of an answer is to be: one of these, none of these, or a text of pieces and a UUID. */
export type Wanted =
  | { readonly oneOf: readonly (Plain | Told)[] }
  | { readonly noneOf: readonly (Plain | Told)[] }
  | { readonly form: readonly FormPiece[] };

/** A piece of such a text. */
export type FormPiece = Told['told'][number] | typeof UUID;

/** Any UUID, in small letters; and that as a regular expression of every language. */
export const UUID = { uuid: true } as const;
export const UUID_FORM = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What a check asks of the answer to its call. Whatever it does not ask for is not held against the answer. */
export type Check =
  /** Success, where allowed with this part; or a refusal with one of these codes, or any. */
  | {
      readonly kind: 'answer';
      readonly success: boolean;
      readonly part?: { readonly view: View; readonly wanted: Wanted };
      readonly codes: readonly string[] | 'any' | 'none';
      /** A 5xx, or an answer that cannot be read, differs as well. */
      readonly noServerError: boolean;
    }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  | { readonly kind: 'status'; readonly code: string; readonly status: readonly number[] }
  | { readonly kind: 'part'; readonly view: View; readonly wanted: Wanted };

/** A member of an answer, kept under a name of small letters and underscores. */
export interface Keep {
  readonly name: string;
  readonly path: readonly string[];
  /** What stands for it where the call is refused. */
  readonly otherwise?: string;
}

/** One thing that a script does before it looks. */
export type Act =
  | {
      readonly kind: 'call';
      readonly call: Call;
      /** Ends the script when it is refused; else a refusal is let pass. */
      readonly must: boolean;
      /** Members of the answer that are kept, each under a name. */
      readonly keeps: readonly Keep[];
    }
  /** Polls a deletion task until it has ended, for so many seconds at most. */
  | { readonly kind: 'poll'; readonly call: Call; readonly seconds: number }
  | { readonly kind: 'pause'; readonly seconds: number };

/** Removes what the script makes, before and after it, where the target has one account for all: as far as it goes. */
export type Removal =
  | { readonly kind: 'call'; readonly call: Call }
  /** All roles under the path of a service: each, kept as `each`, loses what `undo` takes from it, and is deleted. */
  | { readonly kind: 'service-roles'; readonly path: string; readonly undo: readonly Call[] };

/** A deviation told by literal calls of AWS's APIs, in no language yet. */
export interface Reproduction {
  readonly title: string;
  /** What AWS does, and where that is from. */
  readonly facts: readonly string[];
  readonly expected: string;
  readonly observed: string;
  /** The address of the target, where it is one of this machine. */
  readonly endpoint: string | undefined;
  /** Whether the access key id chooses the account: then every run of the script has one of its own. */
  readonly accountByKey: boolean;
  readonly removals: readonly Removal[];
  readonly acts: readonly Act[];
  readonly last: {
    readonly call: Call;
    /** Asks again while a deletion task has not ended, for so many seconds at most. */
    readonly polls?: number;
    readonly check: Check;
  };
}

/** A deviation cannot be told by literal calls; the message says why. */
export class NotTold extends Error {
  override readonly name = 'NotTold';
}
