import type { Run } from '../properties/index.ts';
import { json } from './encode/index.ts';

/** The run as indented JSON with a newline at its end; `runSchema` reads it back. */
export const jsonReport = (run: Run): string => `${json(run, 2)}\n`;
