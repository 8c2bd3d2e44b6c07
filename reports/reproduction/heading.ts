import { AWS_DOMAINS } from '../../adapters/index.ts';
import { plain } from '../console/text.ts';
import type { Reproduction } from './reproduction.ts';

/** A deletion task that polls find in one of these has not ended. */
export const OPEN = ['NOT_STARTED', 'IN_PROGRESS'] as const;

/** What a script says of itself at its top, in comments that begin with `mark`. */
export function heading(reproduction: Reproduction, mark: string, usage: string, needs: string): readonly string[] {
  const { title, facts, expected, observed } = reproduction;
  const [statement = '', source = ''] = facts;
  return [
    title,
    statement,
    `Source: ${source}`,
    '',
    `expected: ${expected}`,
    `observed: ${observed}`,
    '',
    'Exit code: 1 while it differs, 0 once it is as on AWS, 2 where that cannot be told.',
    `${usage} [ENDPOINT]    (${needs})`,
  ].map((line) => `${mark} ${plain(line)}`.trimEnd());
}

/** A regular expression for hosts that are AWS's own: no script ever asks them. */
export const AWS_HOSTS = `(^|\\.)(${AWS_DOMAINS.map((domain) => domain.replaceAll('.', '\\.')).join('|')})\\.?$`;

/** The endpoint that a script asks where none is given. */
export const endpointOf = ({ endpoint }: Reproduction): string => endpoint ?? 'http://127.0.0.1:4566';
