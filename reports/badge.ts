import type { Run } from '../properties/index.ts';
import { freshlyBroken, tally } from './common/index.ts';
import { json } from './encode/index.ts';

/**
 * A run as the JSON that shields.io draws a badge from (its endpoint badge): green only when nothing is broken that no baseline knows, or inconclusive, something
 * holds and the suite itself did not fail.
 */
export function badgeReport(run: Run): string {
  const { broken, holds, inconclusive } = tally(run);
  const [message, color] = ((): readonly [string, string] => {
    if (run.harnessErrors.length > 0) return ['the suite failed', 'lightgrey'];
    const fresh = freshlyBroken(run);
    if (fresh > 0) return [`${fresh} broken, ${holds} hold`, 'red'];
    if (run.interrupted) return [`interrupted, ${holds} hold by then`, 'yellow'];
    if (inconclusive > 0 || holds === 0) return [`${holds} hold, ${inconclusive} inconclusive`, 'yellow'];
    return broken > 0 ? [`${holds} hold, ${broken} known`, 'green'] : [`${holds} hold`, 'brightgreen'];
  })();
  return `${json({ schemaVersion: 1, label: `${run.service} role conformance`, message, color })}\n`;
}
