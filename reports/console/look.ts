import { paint, type Paint } from './paint.ts';

/** How a report for people is to look. */
export interface Look {
  readonly ink: Paint;
  /** Characters of a line. */
  readonly width: number;
  readonly verbose: boolean;
}

const LEAST_WIDTH = 50;

/** The look that options ask for; a terminal narrower than 50 characters breaks the lines itself. */
export const lookOf = (options: {
  readonly color: boolean;
  readonly width: number;
  readonly verbose?: boolean;
}): Look => ({
  ink: paint(options.color),
  width: Math.max(LEAST_WIDTH, options.width),
  verbose: options.verbose ?? false,
});
