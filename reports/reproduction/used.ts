import type { Act, Reproduction } from './reproduction.ts';

const USE = /"of":"(\w+)"/g;

/** The acts without what they keep of answers for nobody. */
export function keepsUsed(acts: readonly Act[], last: Reproduction['last']): readonly Act[] {
  const used = new Set([...JSON.stringify([acts, last]).matchAll(USE)].map(([, name]) => name));
  return acts.map((act) =>
    act.kind === 'call' ? { ...act, keeps: act.keeps.filter(({ name }) => used.has(name)) } : act,
  );
}
