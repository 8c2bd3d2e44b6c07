import { describe, expect, it } from 'vitest';
import { answered, type Operation } from '../model/index.ts';
import { world } from '../model/world.fixture.ts';
import { judge, type Frame } from './judge.ts';
import {
  prompt,
  slow,
  create,
  remove,
  status,
  getRole,
  channel,
  enable,
  disable,
  wait,
  refused,
  ROLE,
  after,
} from './judged.fixture.ts';

describe('a judgement tells all of itself', () => {
  const malformed: Operation = { kind: 'CreateServiceLinkedRole', service: 'malformed' };
  const look: Operation = { kind: 'ReadResource', resource: 'channel', region: 0, slot: 0 };
  const BAD = ['ValidationError', 'InvalidInput', 'InvalidParameterValue', 'MissingParameter', 'AccessDenied'];
  const onPresence: Frame = ({ facet }) => (facet === 'presence' ? ['creation/not-by-failure'] : undefined);

  it('of a server that malformed input brings down', () => {
    const state = world(prompt);
    expect(judge(prompt, state, malformed, { kind: 'indeterminate', why: 'HTTP 500', http: 500 })).toEqual({
      ending: null,
      breaches: [
        {
          suspects: ['creation/malformed-input'],
          facet: 'outcome',
          expects: {
            endings: [{ ending: 'bad-input', nearest: true, outcome: 'refused', codes: BAD }],
            noServerError: true,
          },
        },
      ],
      upheld: [],
      next: state,
      observations: [],
    });
  });

  it('of an outcome that decides nothing: what cannot last is not among what it would have decided', () => {
    const state = world(slow, channel, enable, wait, disable);
    expect(judge(slow, state, look, { kind: 'indeterminate', why: 'no answer' })).toEqual({
      ending: null,
      breaches: [],
      upheld: [],
      next: state,
      observations: [],
      undecided: {
        why: 'no answer',
        suspects: ['protocol/made-resource-found', 'logging/disable'],
        atStake: ['protocol/made-resource-found'],
      },
    });
  });

  it('of an outcome that is none of the allowed', () => {
    const state = world(slow, create, wait, remove);
    expect(judge(slow, state, getRole, refused('ServiceFailure', 500))).toEqual({
      ending: null,
      breaches: [
        {
          // Not that of a deletion which nobody was told of.
          suspects: ['creation/by-iam'],
          facet: 'outcome',
          expects: {
            endings: [
              { ending: 'role-shown', nearest: true, outcome: 'answered', parts: [] },
              { ending: 'no-such-role', outcome: 'refused', codes: ['NoSuchEntity'] },
            ],
          },
        },
      ],
      upheld: ['protocol/declared-errors', 'protocol/status-code'],
      next: state,
      observations: [],
    });
  });

  it('of an answer that would be one to what nobody was told of, if it were right', () => {
    const state = world(slow, create, wait, remove);
    const made = judge(slow, state, create, answered({ ...ROLE, roleId: 'AROAOTHER' }));
    expect([made.ending?.id, made.ending?.leap, made.breaches]).toEqual(['role-made-again', true, []]);
    const judged = judge(slow, state, create, answered({ ...ROLE, path: '/' }));
    expect(judged).toEqual({
      ending: null,
      breaches: [
        {
          suspects: ['creation/duplicate', 'permissions/path', 'permissions/arn'],
          facet: 'outcome',
          expects: {
            endings: [{ ending: 'duplicate-refused', nearest: true, outcome: 'refused', codes: ['InvalidInput'] }],
          },
        },
      ],
      upheld: [],
      next: state,
      observations: [],
    });
  });

  it('of a refusal with the status of another code', () => {
    const judged = after([], enable, refused('NotFoundException', 400));
    expect(judged.breaches).toEqual([
      {
        suspects: ['protocol/status-code'],
        facet: 'http',
        expects: { status: [404], code: 'NotFoundException' },
      },
    ]);
    expect(judged.upheld).toEqual(['logging/unknown-resource', 'protocol/declared-errors']);
  });

  it('of a refusal with a code that AWS does not have', () => {
    const judged = after([], enable, refused('NoSuchChannel', 404));
    expect(judged.breaches[1]).toMatchObject({
      facet: 'code',
      expects: { codes: expect.arrayContaining(['NotFoundException', 'AccessDeniedException']) },
    });
    expect(judged.upheld).toEqual([]);
  });

  it('of a facet that is wrong and of one that is lacking', () => {
    const { trust: _, ...without } = ROLE;
    const lacking = after([], create, answered(without));
    expect(lacking.breaches).toEqual([
      {
        suspects: ['creation/by-iam-answer'],
        facet: 'trust',
        expects: { part: { facet: 'trust', shape: { noneOf: [null] }, says: 'present' }, required: true },
      },
    ]);
    const wrong = after([create], getRole, answered({ sessionDuration: 7200 }));
    expect(wrong.breaches).toEqual([
      {
        suspects: ['permissions/session-duration'],
        facet: 'sessionDuration',
        expects: { part: { facet: 'sessionDuration', shape: { oneOf: [3600] } } },
      },
    ]);
    expect(wrong.upheld).toEqual(['creation/by-iam']);
    const silent = after([channel, enable, remove], status, answered({ status: 'FAILED', reason: '', usage: [] }));
    expect(silent.breaches).toEqual([
      {
        suspects: ['deletion/failed-reason'],
        facet: 'reason',
        expects: { part: { facet: 'reason', shape: { noneOf: [null, ''] }, says: 'a reason' }, required: true },
      },
    ]);
  });

  it('of a refusal that is right: whom it vouches for, by its kind and by its code', () => {
    const unknown: Operation = { kind: 'CreateServiceLinkedRole', service: 'unknown' };
    expect(judge(prompt, world(prompt), unknown, refused('AccessDenied', 403), onPresence)).toMatchObject({
      breaches: [],
      upheld: [
        'creation/not-by-failure',
        'creation/unknown-service',
        'creation/unknown-service-code',
        'protocol/declared-errors',
        'protocol/status-code',
      ],
      observations: [],
    });
    expect(
      judge(prompt, world(prompt), unknown, refused('InvalidInput', 400), onPresence).breaches[0]?.suspects,
    ).toEqual(['creation/not-by-failure', 'creation/unknown-service-code']);
  });

  it('of a look that is right: the call before it is vouched for by the presence of what it shows', () => {
    const judged = judge(prompt, world(prompt, create), getRole, answered({}), onPresence);
    expect(judged.upheld).toEqual(['creation/not-by-failure', 'creation/by-iam']);
  });

  it('of a look that shows both right and wrong: whoever is accused is not vouched for', () => {
    const blames: Frame = () => ['editing/refused-means-unchanged'];
    const judged = judge(prompt, world(prompt, create), getRole, answered({ sessionDuration: 7200 }), blames);
    expect(judged.breaches[0]?.suspects[0]).toBe('editing/refused-means-unchanged');
    expect(judged.upheld).toEqual(['creation/by-iam']);
  });

  it('of what AWS leaves open: nothing where nothing is shown', () => {
    expect(after([channel, enable], getRole, answered({})).observations).toEqual([]);
    expect(after([create], getRole, answered({ sessionDuration: 3600 })).observations).toEqual([]);
  });
});
