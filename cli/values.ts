/** Values of options, read from their text. Each throws UsageError with the value and the mend. */
import { randomInt } from 'node:crypto';
import { findRequirement, requirements, sectionOf, type RequirementId } from '../model/index.ts';
import type { Isolation } from '../adapters/index.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

const SEEDS = 2 ** 32;

/** A seed: an integer from 0 to 2^32 - 1. One is drawn when none is given. */
export function seed(text: string | undefined, mend = ', or leave --seed out to have one drawn'): number {
  if (text === undefined) return randomInt(SEEDS);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value < SEEDS) return value;
  throw new UsageError(`"${text}" is not a seed.`, `Give an integer from 0 to ${SEEDS - 1}${mend}.`);
}

const OF_SEVERAL = ', several with commas between them, or a range, such as --seeds 1-10';

/** Seeds: integers with commas between them, or a range, `1-10`; a thousand at most. */
export function seeds(text: string): readonly number[] {
  const [, first, last] = /^(\d{1,10})-(\d{1,10})$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return text.split(',').map((part) => seed(part.trim(), OF_SEVERAL));
  const [from, to] = [seed(first, OF_SEVERAL), seed(last, OF_SEVERAL)];
  if (to >= from && to - from < 1000) return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  throw new UsageError(
    `"${text}" is no range of seeds.`,
    'Give the lower seed first, and no more than 1000, such as 1-10.',
  );
}

/** A budget in calls: a positive integer. */
export function calls(text: string): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new UsageError(`"${text}" is not a number of calls.`, 'Give a positive integer, such as --budget-calls 2000.');
}

/** Worlds that may be open at once: an integer from 1 to 64. */
export function jobs(text: string): number {
  const value = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 64) return value;
  throw new UsageError(`"${text}" is not a number of jobs.`, 'Give an integer from 1 to 64, such as --jobs 4.');
}

/** How many styles to draw for each flaw: an integer from 1 to 9999. */
export function styles(text: string): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new UsageError(`"${text}" is not a number of styles.`, 'Give an integer from 1 to 9999, such as --styles 20.');
}

/** A shard: `2/4` is the second of four; 256 at most. */
export function shard(text: string): { readonly index: number; readonly of: number } {
  const [, index, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const value = { index: Number(index), of: Number(of) };
  if (value.index >= 1 && value.index <= value.of && value.of <= 256) return value;
  throw new UsageError(`"${text}" is not a shard.`, 'Give its number and how many there are, such as --shard 2/4.');
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A time with its unit, in milliseconds: `500ms`, `60s`, `2m`, `1h`. */
export function milliseconds(option: string, text: string, least = 1): number {
  const [, digits, unit] = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const value = Math.round(Number(digits) * (UNITS[unit ?? ''] ?? NaN));
  if (value >= least) return value;
  const bare = /^\d+$/.test(text) ? ` Its unit is missing: ${text}s is ${text} seconds.` : '';
  throw new UsageError(
    `"${text}" is not a time for ${option}.${bare}`,
    `Give a number and its unit (ms, s, m, h), such as ${option} 60s.`,
  );
}

/** A port: 0 to 65535, 0 standing for a free one. */
export function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (value <= 65_535) return value;
  throw new UsageError(`"${text}" is not a port.`, 'Give an integer from 0 to 65535; 0 takes a free port.');
}

/** A share of the calls: 0 to 1. */
export function rate(option: string, text: string): number {
  const value = /^(?:\d*\.)?\d+$/.test(text) ? Number(text) : NaN;
  if (value <= 1) return value;
  throw new UsageError(`"${text}" is not a rate for ${option}.`, `Give a share from 0 to 1, such as ${option} 0.1.`);
}

/** AWS region names, at least two. */
export function regions(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const odd = names.find((name) => !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(name));
  const hint = 'Give at least two AWS regions with commas between them, such as --regions us-east-1,eu-west-1.';
  if (odd !== undefined) throw new UsageError(`"${odd}" is not the name of an AWS region.`, hint);
  if (new Set(names).size !== names.length) throw new UsageError(`--regions ${text} names a region twice.`, hint);
  if (names.length < 2) throw new UsageError(`--regions ${text} names one region only.`, hint);
  return names;
}

/** Requirement ids with commas between them; a section stands for all that it can exercise. */
export function only(text: string): readonly RequirementId[] {
  const known = requirements.map(({ id }) => id);
  const sections = [...new Set(known.map(sectionOf))];
  const chosen = text.split(',').flatMap((part): readonly RequirementId[] => {
    const name = part.trim();
    if (sections.includes(name)) return known.filter((id) => sectionOf(id) === name);
    return [requirement(name).id];
  });
  const rows = requirements.filter(({ id }) => chosen.includes(id));
  const later = rows[0]?.later;
  if (later !== undefined && rows.every((row) => row.later !== undefined))
    throw new UsageError(
      `${rows.map(({ id }) => id).join(', ')} cannot be exercised yet: ${later}.`,
      'Choose others; `slr-conformance list` shows them.',
    );
  return rows.map(({ id }) => id);
}

/** The requirement with this id. */
export function requirement(id: string): NonNullable<ReturnType<typeof findRequirement>> {
  const found = findRequirement(id);
  if (found !== undefined) return found;
  const names = requirements.map((row) => row.id);
  throw new UsageError(`There is no requirement "${id}".`, didYouMean(id, names, 'See `slr-conformance list`.'));
}

/** How a server tells accounts apart: `access-key`, `header:NAME` or `none`. */
export function isolation(text: string): Isolation {
  if (text === 'access-key' || text === 'none') return text;
  const [, header] = /^header:([A-Za-z0-9-]+)$/.exec(text) ?? [];
  if (header !== undefined) return { header };
  throw new UsageError(
    `"${text}" is not a way to tell accounts apart.`,
    'Give --isolation access-key, --isolation header:NAME (such as header:x-moto-account-id), or --isolation none.',
  );
}
