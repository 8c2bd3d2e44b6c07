import { bounded } from './visible.ts';
import { plain } from './terminal.ts';
import { tongue, Written } from './written.ts';

/** Characters of a message. */
const MOST = 4000;

const escaped = (text: string): string => bounded(plain(text), MOST).replaceAll('%', '%25');

/** Workflow commands of GitHub Actions, one a line; a value is a message, and stays inside its command. */
export const workflow = tongue<'workflow', string>('workflow', escaped);

/** The value of a property of a command. */
export const property = (text: string): Written<'workflow'> =>
  new Written('workflow', escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C'));
