import { describe, expect, it } from 'vitest';
import { mediapackage } from '../services/index.ts';
import { needsOf } from './profile.ts';
import { catalogueVersion, covered, findRequirement, requirements, sectionOf } from './requirements.ts';

const SECTIONS = [
  'permissions',
  'creation',
  'editing',
  'logging',
  'deletion',
  'regions',
  'protocol',
  'concurrency',
  'retry',
];

describe('the catalogue of requirements', () => {
  it('has a semantic version', () => {
    expect(catalogueVersion).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('gives each requirement an id of its own', () => {
    const ids = requirements.map((row) => row.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says nothing twice', () => {
    const statements = requirements.map((row) => row.statement);
    expect(statements.filter((text, index) => statements.indexOf(text) !== index)).toEqual([]);
  });

  it('names every section at least once', () => {
    expect(new Set(requirements.map((row) => sectionOf(row.id)))).toEqual(new Set(SECTIONS));
  });

  it('finds a requirement by its id, and nothing by another word', () => {
    for (const row of requirements) expect(findRequirement(row.id)).toBe(row);
    expect(findRequirement('permissions/no-such')).toBeUndefined();
    expect(findRequirement('toString')).toBeUndefined();
  });

  it('leaves uncovered only what says why', () => {
    expect(covered).toEqual(requirements.filter((row) => row.later === undefined && row.wire === undefined));
    expect(requirements.filter((row) => row.later === '')).toEqual([]);
  });
});

describe('every requirement', () => {
  const breaking = (holds: (row: (typeof requirements)[number]) => boolean): readonly string[] =>
    requirements.filter((row) => !holds(row)).map((row) => row.id);

  it('has an id of the form section/name', () => {
    expect(breaking((row) => /^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(row.id))).toEqual([]);
  });

  it('is told in one line that starts with a capital and ends with a full stop', () => {
    expect(breaking((row) => /^[A-Z].*[^.]\.$/.test(row.statement))).toEqual([]);
  });

  it('needs operations and callers that exist, each named once', () => {
    expect(
      breaking((row) => needsOf(mediapackage, row) !== undefined && new Set(row.needs).size === row.needs.length),
    ).toEqual([]);
  });

  it('rests on facts when it is covered', () => {
    expect(breaking((row) => row.later !== undefined || row.provenance.facts.length > 0)).toEqual([]);
  });

  it('names facts by their number', () => {
    expect(breaking((row) => row.provenance.facts.every((fact) => /^F[1-9]\d*$/.test(fact)))).toEqual([]);
  });
});
