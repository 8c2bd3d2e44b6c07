import { abilityOf, facetWord, nameOf, valueAt, type Json, type Outcome, type ServiceProfile } from '../model/index.ts';
import type { Answer, Breach, Deviation } from './run/index.ts';

/**
 * What a breach is a case of, whatever the world that it was met in: the operation that answered, the part of the answer
 * that differs, what was to come and what came. Values that differ from world to world (accounts, ids, dates) do not count.
 */
export function deviationOf(
  profile: ServiceProfile,
  { operation, outcome }: Omit<Answer, 'breaches'>,
  breach: Breach,
): Deviation {
  const { facet, part = [] } = breach;
  return {
    operation: nameOf(profile, abilityOf(operation)),
    facet: [facetWord(facet), ...part.filter((word) => !word.includes('/'))].join(' '),
    expected: expectedClass(breach),
    observed: observedClass(breach, outcome),
  };
}

/** Deviations are the same where all their parts are. */
export const deviationKey = ({ operation, facet, expected, observed }: Deviation): string =>
  JSON.stringify([operation, facet, expected, observed]);

const isAboutAnswer = (facet: Breach['facet']): facet is 'outcome' | 'code' | 'http' =>
  facet === 'outcome' || facet === 'code' || facet === 'http';

function expectedClass({ expects }: Breach): string {
  if ('codes' in expects) return 'a code that the operation declares';
  if ('status' in expects) return `HTTP ${expects.status.join(' or ')} with ${expects.code}`;
  if ('part' in expects) {
    const { says, shape } = expects.part;
    if (says !== undefined) return says;
    if (shape === undefined || !('oneOf' in shape)) return 'of its form';
    if (shape.oneOf.every((one) => Array.isArray(one))) return 'its entries';
    return [...new Set(shape.oneOf.map(inGeneral))].join(' or ');
  }
  const nearest = expects.endings.filter((ending) => ending.nearest);
  const words = nearest.map((one) =>
    one.outcome === 'answered' ? 'success' : (one.codes?.join(' or ') ?? 'a refusal'),
  );
  return [...new Set(words)].join(', or ');
}

function observedClass({ expects, facet, part }: Breach, outcome: Outcome): string {
  if (outcome.kind === 'refused') return `${outcome.code} (HTTP ${outcome.http})`;
  if (outcome.kind !== 'answered') return outcome.kind;
  if (isAboutAnswer(facet)) return 'success';
  const value = valueAt({ facet, part }, outcome.facets);
  if (value === undefined) return 'nothing';
  const shape = 'part' in expects ? expects.part.shape : undefined;
  const wanted = shape !== undefined && 'oneOf' in shape ? shape.oneOf[0] : undefined;
  if (!Array.isArray(value) || !Array.isArray(wanted)) return inGeneral(value);
  const [lacks, adds] = [without(wanted, value), without(value, wanted)];
  return [
    ...(lacks.length === 0 ? [] : [`lacks ${lacks.map(inGeneral).join(', ')}`]),
    ...(adds.length === 0 ? [] : [`has ${adds.map(inGeneral).join(', ')} as well`]),
  ].join(', ');
}

/** The entries of a list that another lacks. */
function without(list: readonly Json[], other: readonly Json[]): readonly Json[] {
  const known = new Set(other.map((entry) => JSON.stringify(entry)));
  return list.filter((entry) => !known.has(JSON.stringify(entry)));
}

/** Characters of a value that tell it from others. */
const LONGEST = 200;

/** What differs from world to world, and what stands for it. */
const OWN: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)/g, 'DATE'],
  [/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi, 'UUID'],
  [/\b\d{12}\b/g, 'ACCOUNT'],
  [/\b(?=[A-Z\d]*\d)[A-Z\d]{16,}\b|\b[\da-f]{32}\b/g, 'ID'],
];

/** A value without what differs from world to world. */
function inGeneral(value: Json): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? '');
  return OWN.reduce((told, [pattern, word]) => told.replaceAll(pattern, word), text.slice(0, 10 * LONGEST)).slice(
    0,
    LONGEST,
  );
}
