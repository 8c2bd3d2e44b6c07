import type { Run } from '../properties/index.ts';

/** The run as indented JSON with a newline at its end; `runSchema` reads it back. */
export const jsonReport = (run: Run): string => `${JSON.stringify(run, null, 2)}\n`;
