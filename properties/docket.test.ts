import { describe, expect, it } from 'vitest';
import { mediapackage } from '../services/index.ts';
import { answered, type Operation, type Program, type RequirementId } from '../model/index.ts';
import { convict, Docket, formatProgram, type Sighting } from './docket.ts';
import type { History, Step } from './history.ts';
import type { Breach } from './run/breach.ts';

const create: Operation = { kind: 'CreateServiceLinkedRole', service: 'own' };
const getRole: Operation = { kind: 'GetRole', role: 'linked' };
const channel: Operation = { kind: 'CreateResource', resource: 'channel', region: 0, slot: 0 };

const breach = (...suspects: readonly RequirementId[]): Breach => ({
  suspects,
  facet: 'name',
  expects: { part: { facet: 'name', shape: { oneOf: ['this'] } } },
});

const step = (operation: Operation, part: Partial<Step> = {}): Step => ({
  operation,
  outcome: answered(),
  ending: 'waited',
  breaches: [],
  upheld: [],
  after: [],
  from: '',
  calls: 1,
  ...part,
});

const history = (...steps: readonly Step[]): History => ({
  steps,
  calls: steps.length,
  snapshotCalls: 1,
  observations: [],
  visibleAfterMs: [],
  inconclusive: new Map(),
});

const seen = (program: Program, ...suspects: readonly RequirementId[]): Sighting => ({
  suspects,
  program,
  breach: breach(...suspects),
  outcome: answered(),
  own: true,
  times: 1,
});

/** Verdicts on sightings in the order in which a docket gives them. */
const verdicts = (
  ...sightings: readonly Sighting[]
): { readonly broken: readonly string[]; readonly explained: unknown } => {
  const { broken, explained } = convict(sightings);
  return { broken: [...broken.keys()], explained: Object.fromEntries(explained) };
};

describe('whom a set of sightings convicts', () => {
  it('is nobody when there is none', () => {
    expect(verdicts()).toEqual({ broken: [], explained: {} });
  });

  it('is the only suspect of a sighting', () => {
    expect(verdicts(seen([create], 'permissions/name'))).toEqual({ broken: ['permissions/name'], explained: {} });
  });

  it('is the likeliest suspect, when none of them is broken otherwise', () => {
    expect(verdicts(seen([create], 'creation/duplicate', 'editing/identity-fixed')).broken).toEqual([
      'creation/duplicate',
    ]);
  });

  it('is nobody more when one of the suspects is broken already: the sighting follows from it', () => {
    const alone = seen([create], 'permissions/session-duration');
    const among = seen([create, getRole], 'deletion/failed-keeps-role', 'permissions/session-duration');
    expect(verdicts(alone, among)).toEqual({
      broken: ['permissions/session-duration'],
      explained: { 'deletion/failed-keeps-role': ['permissions/session-duration'] },
    });
  });

  it('is nobody more when the likeliest suspect is broken itself', () => {
    expect(verdicts(seen([create], 'editing/tags'), seen([create], 'editing/tags', 'creation/reuse'))).toEqual({
      broken: ['editing/tags'],
      explained: {},
    });
  });

  it('names every culprit that explains a requirement, each once', () => {
    const { explained } = verdicts(
      seen([create], 'permissions/name'),
      seen([create], 'permissions/path'),
      seen([create], 'creation/reuse', 'permissions/name'),
      seen([create], 'creation/reuse', 'permissions/path', 'permissions/name'),
    );
    expect(explained).toEqual({ 'creation/reuse': ['permissions/name', 'permissions/path'] });
  });

  it('is not explained away when another sighting convicts it', () => {
    const sightings = [
      seen([create], 'permissions/name'),
      seen([create], 'creation/reuse', 'permissions/name'),
      seen([create], 'creation/reuse', 'editing/tags', 'editing/trust'),
    ];
    expect(verdicts(...sightings)).toEqual({ broken: ['permissions/name', 'creation/reuse'], explained: {} });
  });
});

describe('a docket', () => {
  it('lets sightings with fewer suspects speak first, then those with shorter programs', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(create), step(getRole, { breaches: [breach('editing/tags', 'creation/reuse')] })));
    docket.take(history(step(create), step(channel), step(getRole, { breaches: [breach('permissions/path')] })));
    docket.take(history(step(create, { breaches: [breach('permissions/name')] })));
    expect(docket.sightings().map((one) => one.suspects)).toEqual([
      ['permissions/name'],
      ['permissions/path'],
      ['editing/tags', 'creation/reuse'],
    ]);
  });

  it('keeps the shortest program that showed a breach, cut at the breach, and counts them all', () => {
    const docket = new Docket(mediapackage);
    const broken = step(getRole, { breaches: [breach('permissions/name')] });
    docket.take(history(step(channel), step(create), broken, step(channel)));
    docket.take(history(step(create), broken));
    docket.take(history(step(channel), step(channel), broken));
    expect(docket.sightings()).toMatchObject([{ program: [create, getRole], times: 3, own: true }]);
  });

  it('tells what an answer showed from what a look at the world showed', () => {
    const docket = new Docket(mediapackage);
    const look = { operation: getRole, outcome: answered(), breaches: [breach('creation/by-iam')] };
    docket.take(history(step(create, { after: [look] })));
    expect(docket.sightings()).toMatchObject([{ suspects: ['creation/by-iam'], program: [create], own: false }]);
  });

  it('takes a breach without suspects for nobody’s', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(getRole, { breaches: [breach()] })));
    expect(docket.sightings()).toEqual([]);
  });

  it('takes the same suspects in another order for another sighting', () => {
    const docket = new Docket(mediapackage);
    docket.take(
      history(
        step(getRole, {
          breaches: [breach('editing/tags', 'creation/reuse'), breach('creation/reuse', 'editing/tags')],
        }),
      ),
    );
    expect(docket.sightings()).toHaveLength(2);
  });

  it('hears no more of a sighting that was dismissed', () => {
    const docket = new Docket(mediapackage);
    const broken = history(step(create, { breaches: [breach('permissions/name')] }));
    docket.take(broken);
    docket.dismiss(docket.sightings()[0] as Sighting);
    docket.take(broken);
    expect(docket.sightings()).toEqual([]);
    docket.take(history(step(create, { breaches: [breach('permissions/path')] })));
    expect(docket.sightings()).toHaveLength(1);
  });

  it('hears again of a sighting that was only put off', () => {
    const docket = new Docket(mediapackage);
    const broken = history(step(create, { breaches: [breach('permissions/name')] }));
    docket.take(broken);
    docket.dismiss(docket.sightings()[0] as Sighting, false);
    expect(docket.sightings()).toEqual([]);
    docket.take(broken);
    expect(docket.sightings()).toMatchObject([{ times: 1 }]);
  });

  it('counts what was exercised, met and asked, except in a shrinker’s repeats', () => {
    const docket = new Docket(mediapackage);
    const one = history(
      step(create, { upheld: ['creation/by-iam'], ending: 'role-made' }),
      step(getRole, { ending: null }),
    );
    docket.take(one);
    docket.take(one, false);
    expect([docket.exercised('creation/by-iam'), docket.exercised('editing/tags')]).toEqual([1, 0]);
    expect(docket.counts()).toMatchObject({
      operations: { CreateServiceLinkedRole: 1, GetRole: 1 },
      endings: { CreateServiceLinkedRole: { 'role-made': 1 } },
    });
    expect([docket.programs, docket.operations, docket.calls, docket.snapshotCalls]).toEqual([2, 4, 4, 2]);
  });

  it('still takes a breach from a shrinker’s repeat', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(create, { breaches: [breach('permissions/name')] })), false);
    expect(docket.sightings()).toHaveLength(1);
  });

  it('remembers why something could not be decided', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(create, { undecided: { why: 'HTTP 503', suspects: ['creation/by-iam'], atStake: [] } })));
    expect([docket.undecided('creation/by-iam'), docket.undecided('creation/reuse')]).toEqual(['HTTP 503', undefined]);
  });

  it('gathers what AWS leaves open by its values, in words', () => {
    const docket = new Docket(mediapackage);
    const about = 'the description';
    docket.take({
      ...history(),
      observations: [
        { about, value: null },
        { about, value: '' },
        { about, value: 'text' },
        { about, value: null },
      ],
    });
    expect(docket.counts().observations).toEqual([
      {
        about,
        seen: [
          { value: 'none', times: 2 },
          { value: 'not shown', times: 1 },
          { value: 'text', times: 1 },
        ],
      },
    ]);
  });
});

describe('a program', () => {
  it('is told in one line', () => {
    expect(formatProgram(mediapackage, [create, channel])).toBe(
      'CreateServiceLinkedRole(service own); CreateChannel(region 0, channel 0)',
    );
  });
});

describe('a docket', () => {
  const noisy = step(create, { breaches: [breach('creation/by-iam')], calls: 4 });

  it('notes when the first difference was seen, after everything that was sent before', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(getRole, { calls: 1 }), step(channel, { calls: 2 })));
    docket.sight(history(step(getRole)), 7, 1);
    expect(docket.firstSight).toBeUndefined();
    docket.sight(history(step(getRole, { breaches: [breach()] }), noisy), 10, 25);
    expect(docket.firstSight).toEqual({ calls: 2 + 10 + 4, operations: 2 + 2, ms: 25 });
    docket.sight(history(noisy), 0, 99);
    expect(docket.firstSight?.ms).toBe(25);
  });

  it('counts what was performed, whether or not anything is taken from it', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(create), step(getRole)));
    docket.count(history(step(create)));
    expect(docket).toMatchObject({ calls: 3, snapshotCalls: 2, programs: 2, operations: 3 });
    expect(docket.counts().operations).toEqual({ CreateServiceLinkedRole: 1, GetRole: 1 });
  });

  it('vouches with what counts alone', () => {
    const docket = new Docket(mediapackage);
    const upheld = history(
      step(create, { upheld: ['creation/by-iam'], ending: 'role-made' }),
      step(getRole, { ending: null }),
    );
    docket.take(upheld, false);
    expect(docket.exercised('creation/by-iam')).toBe(0);
    expect(docket.counts()).toMatchObject({ operations: {}, endings: {} });
    docket.take(upheld);
    docket.take(upheld);
    expect(docket.exercised('creation/by-iam')).toBe(2);
    expect(docket.counts().endings).toEqual({ CreateServiceLinkedRole: { 'role-made': 2 } });
  });

  it('counts classes of states, transitions, and pairs of them in a row', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(create, { from: 'a' }), step(getRole, { from: 'b' }), step(create, { from: 'a' })));
    docket.take(history(step(getRole, { from: 'b' })));
    expect(docket.counts().machine).toEqual({ classes: 2, transitions: 2, pairs: 2 });
  });

  it('tells what could not be decided, and of whom', () => {
    const docket = new Docket(mediapackage);
    docket.take(
      history(step(create, { undecided: { why: 'no answer came', suspects: ['creation/by-iam'], atStake: [] } })),
    );
    expect(docket.undecided('creation/by-iam')).toBe('no answer came');
    expect(docket.undecided('deletion/removes')).toBeUndefined();
    expect([...docket.allUndecided]).toEqual([['creation/by-iam', 'no answer came']]);
  });

  it('keeps the shortest program of a sighting, and how often it was seen', () => {
    const docket = new Docket(mediapackage);
    docket.take(history(step(getRole), noisy));
    docket.take(history(noisy));
    docket.take(history(step(getRole), step(getRole), noisy));
    expect(docket.sightings()).toMatchObject([{ program: [create], own: true, times: 3 }]);
    docket.take(history(step(getRole, { breaches: [breach('creation/by-iam')] })));
    expect(docket.sightings()[0]?.program).toEqual([create]);
  });

  it('knows a breach by its suspects, and takes back what did not repeat', () => {
    const docket = new Docket(mediapackage);
    const one = breach('creation/by-iam', 'creation/duplicate');
    docket.take(history(step(create, { breaches: [one] })));
    expect(docket.knows(one)).toBe(true);
    expect(docket.knows(breach('creation/by-iam'))).toBe(false);
    const [sighting] = docket.sightings();
    if (sighting === undefined) throw new Error('nothing was seen');
    docket.dismiss(sighting, false);
    expect(docket.sightings()).toEqual([]);
    docket.take(history(step(create, { breaches: [one] })));
    expect(docket.sightings()).toHaveLength(1);
    docket.dismiss(sighting);
    docket.take(history(step(create, { breaches: [one] })));
    expect(docket.sightings()).toEqual([]);
  });

  it('tells what was observed, in order, and says of nothing that it is none', () => {
    const docket = new Docket(mediapackage);
    const observations = [
      { about: 'which group', value: '' },
      { about: 'which group', value: null },
      { about: 'a list', value: ['x'] },
      { about: 'which group', value: 'b' },
      { about: 'which group', value: 'b' },
    ];
    docket.take({ ...history(step(create)), observations });
    expect(docket.counts().observations).toEqual([
      { about: 'a list', seen: [{ value: '["x"]', times: 1 }] },
      {
        about: 'which group',
        seen: [
          { value: 'b', times: 2 },
          { value: 'none', times: 1 },
          { value: 'not shown', times: 1 },
        ],
      },
    ]);
  });

  it('lets the sightings with the fewest suspects speak first, then the shortest, then by name', () => {
    const docket = new Docket(mediapackage);
    const take = (program: Program, ...suspects: readonly RequirementId[]) =>
      docket.take(
        history(
          ...program.map((operation, index) =>
            step(operation, index === program.length - 1 ? { breaches: [breach(...suspects)] } : {}),
          ),
        ),
      );
    take([create], 'editing/tags', 'deletion/removes');
    take([getRole, create], 'editing/tags');
    take([create], 'editing/trust');
    take([create], 'creation/by-iam');
    expect(docket.sightings().map(({ suspects }) => suspects.join())).toEqual([
      'creation/by-iam',
      'editing/trust',
      'editing/tags',
      'editing/tags,deletion/removes',
    ]);
  });
});
