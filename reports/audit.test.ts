import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../properties/index.ts';
import { figuresOf } from '../properties/index.ts';
import { auditMarkdown, auditText } from './index.ts';

const row = (part: Partial<AuditRow> = {}): AuditRow => ({
  flaw: 'a-flaw',
  breaks: 'permissions/name',
  seed: 1,
  accused: ['permissions/name'],
  following: [],
  inconclusive: [],
  sight: { calls: 40, operations: 10, ms: 3 },
  manner: 'answer',
  counterexample: [{ kind: 'CreateServiceLinkedRole', service: 'own' }],
  harnessErrors: 0,
  ...part,
});

const { sight: _, counterexample: __, manner: ___, ...unseen } = row({ flaw: 'another', accused: ['editing/tags'] });

const resultOf = (...rows: readonly AuditRow[]) => ({
  profile: 'default',
  over: 'memory',
  seeds: [1, 2],
  figures: figuresOf(rows),
  rows,
});

describe('an audit', () => {
  it('adds up what was caught, and whom the accusations name', () => {
    const { figures } = resultOf(row(), row({ seed: 2, sight: { calls: 300, operations: 90, ms: 9 } }), unseen);
    expect(figures).toMatchObject({
      flaws: 2,
      runs: 3,
      caught: 2,
      accusations: 3,
      blamedRightly: 2,
      falseAccusations: 1,
    });
    expect(figures.calls).toEqual({ median: 300, within250: 1 / 3, within2000: 2 / 3, most: Infinity });
    expect(figures.missed).toEqual(['another']);
    expect(figures.length.forms).toBe(0.5);
  });

  it('is a table of flaws by requirement, with the range over the seeds', () => {
    const text = auditMarkdown(resultOf(row(), row({ seed: 2, sight: { calls: 47, operations: 12, ms: 9 } }), unseen));
    expect(text).toContain(
      '| `permissions/name` | a-flaw | 2/2 | 40-47 | 1 | - | answer | `CreateServiceLinkedRole(service own)` |  |',
    );
    expect(text).toContain('|  | another | 0/1 | - | - | - | - | - |  |');
    expect(text).not.toMatch(/\d ms|\d s\b/);
  });

  it('names the requirements that see a flaw too, and counts the flaws that only one sees', () => {
    const result = resultOf(row({ following: ['editing/tags'] }), row({ flaw: 'alone', seed: 2 }), unseen);
    expect(result.figures.seenByOne).toEqual(['alone']);
    expect(auditMarkdown(result)).toContain(
      '| a-flaw | 1/1 | 40 | 1 | - | answer | `CreateServiceLinkedRole(service own)` | `editing/tags` |',
    );
    expect(auditText(result)).toMatch(/flaws that only the requirement they break sees +1\n/);
  });

  it('lays counterexamples beside the shortest ones, where these were searched for', () => {
    const result = {
      ...resultOf(row(), row({ flaw: 'unproven' }), row({ flaw: 'verbose' })),
      optima: {
        proven: { 'a-flaw': 1, verbose: 0 },
        open: ['unproven'],
        reached: 1,
        shorter: { verbose: [] },
      },
    };
    expect(auditMarkdown(result)).toContain('| a-flaw | 1/1 | 40 | 1 | 1 | answer |');
    expect(auditMarkdown(result)).toContain('| unproven | 1/1 | 40 | 1 | - | answer |');
    expect(auditText(result)).toMatch(
      /proven to be the shortest +1 of 3 \(33.3 %\)\n.*cut +unproven\n.*known +verbose \(0\)/,
    );
  });

  it('says never where nothing was seen, and tells times only to people', () => {
    const text = auditText(resultOf(unseen));
    expect(text).toContain('never');
    expect(text).toContain('real time to the first sight');
  });
});
