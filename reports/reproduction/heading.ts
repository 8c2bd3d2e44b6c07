import { AWS_DOMAINS } from '../../adapters/index.ts';
import type { Reproduction } from './reproduction.ts';

/** A deletion task that polls find in one of these has not ended. */
export const OPEN = ['NOT_STARTED', 'IN_PROGRESS'] as const;

/**
 * What a script says of itself at its top, in lines of remarks. What a target said comes after more lines of the suite's own than any
 * interpreter or editor looks at for settings: an encoding, a mode.
 */
export function heading(reproduction: Reproduction, usage: string, needs: string): readonly string[] {
  const { title, facts, expected, observed } = reproduction;
  const [statement = '', source = ''] = facts;
  return [
    '',
    `${usage} [ENDPOINT]    (${needs})`,
    '',
    'Exit code: 1 while it differs, 0 once it is as on AWS, 2 where that cannot be told.',
    '',
    title,
    statement,
    `Source: ${source}`,
    '',
    `expected: ${expected}`,
    `observed: ${observed}`,
  ];
}

/** A regular expression for hosts that are AWS's own: no script ever asks them. */
export const AWS_HOSTS = `(^|\\.)(${AWS_DOMAINS.map((domain) => domain.replaceAll('.', '\\.')).join('|')})\\.?$`;

/** The endpoint that a script asks where none is given. */
export const endpointOf = ({ endpoint }: Reproduction): string => endpoint ?? 'http://127.0.0.1:4566';
