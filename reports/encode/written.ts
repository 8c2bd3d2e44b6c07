import { asciiLine } from './escapes.ts';

/**
 * Text that is written in a language already. A bare string is data, whoever said it: what writes a language takes it through the encoder
 * of that language alone, so that the compiler refuses whatever was not encoded.
 */
export class Written<L extends string> {
  readonly language: L;
  readonly text: string;

  constructor(language: L, text: string) {
    this.language = language;
    this.text = text;
  }
}

/** A text that stands literally in the source; the compiler takes no other for it. */
export type Literal<T extends string> = object extends Record<T, unknown> ? never : T;

type Literals<T extends readonly string[]> = { readonly [I in keyof T]: Literal<T[I]> };

/** What may stand in a template: data of the kind that the language encodes, code of the language, nothing, or such pieces one after the other. */
export type Piece<L extends string, V> = V | Written<L> | undefined | readonly Piece<L, V>[];

/** How a language is written: as a template, in which every value is encoded. */
export interface Tongue<L extends string, V> {
  (pieces: TemplateStringsArray, ...values: readonly Piece<L, V>[]): Written<L>;
  /** Lines that stand in the source as they are. */
  readonly lines: <const T extends readonly string[]>(...lines: Literals<T>) => readonly Written<L>[];
  /** Code, with something between the pieces of it. */
  readonly joined: (parts: readonly Written<L>[], between: string) => Written<L>;
  /**
   * A name of a variable or a member.
   * @throws RangeError when the text is no name
   */
  readonly identifier: (text: string) => Written<L>;
  /** A remark of one line, behind the mark that begins it, in ASCII; a long text is cut. */
  readonly remark: (mark: '#' | '//', text: string) => Written<L>;
}

/** Characters of a remark. */
const REMARK = 1000;

/** A language, from what encodes a value in it. */
export function tongue<L extends string, V>(language: L, encode: (value: V) => string): Tongue<L, V> {
  const written = (text: string): Written<L> => new Written(language, text);
  const textOf = (value: Piece<L, V>): string => {
    if (value === undefined) return '';
    if (value instanceof Written) return value.text;
    if (Array.isArray(value)) return value.map(textOf).join('');
    return encode(value as V);
  };
  const template = (pieces: TemplateStringsArray, ...values: readonly Piece<L, V>[]): Written<L> =>
    written(pieces.reduce((text, piece, index) => `${text}${textOf(values[index - 1])}${piece}`));
  return Object.assign(template, {
    lines: (...lines: readonly string[]) => lines.map(written),
    joined: (parts: readonly Written<L>[], between: string) => written(parts.map(({ text }) => text).join(between)),
    identifier: (text: string) => {
      if (!/^[A-Za-z_]\w*$/.test(text)) throw new RangeError(`${JSON.stringify(text)} is no name`);
      return written(text);
    },
    remark: (mark: '#' | '//', text: string) => {
      const line = asciiLine(text.slice(0, REMARK));
      return written(`${mark} ${line}${text.length > REMARK ? '...' : ''}`.trimEnd());
    },
  });
}
