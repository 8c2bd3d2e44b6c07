import pc from 'picocolors';
import type { VerdictKind } from '../../properties/index.ts';

export type Colour = (text: string) => string;

/** The few inks of a report; without colour they leave the text as it is. */
export interface Paint {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly good: Colour;
  readonly bad: Colour;
  readonly unsure: Colour;
  readonly accent: Colour;
  readonly verdict: Readonly<Record<VerdictKind, Colour>>;
}

export function paint(color: boolean): Paint {
  const { bold, dim, green, red, yellow, cyan } = pc.createColors(color);
  const verdict = { holds: green, broken: red, unsupported: cyan, inconclusive: yellow, untouched: dim };
  return { bold, dim, good: green, bad: red, unsure: yellow, accent: cyan, verdict };
}

/** One character for each verdict; a report without colour tells them apart by these. */
export const SYMBOL: Readonly<Record<VerdictKind, string>> = {
  holds: '✓',
  broken: '✗',
  unsupported: '–',
  inconclusive: '?',
  untouched: '·',
};
