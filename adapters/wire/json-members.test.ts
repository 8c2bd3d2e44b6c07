import { expect, it } from 'vitest';
import { actionModel, NO_MEMBERS } from '../../services/index.ts';
import { fromJson, jsonOf } from './json-members.ts';

const create = actionModel('mediapackage', 'CreateChannel') ?? { input: NO_MEMBERS, output: NO_MEMBERS };
const brokers = actionModel('mq', 'DescribeBroker')?.output ?? NO_MEMBERS;
const clusters = actionModel('ecs', 'CreateCluster')?.input ?? NO_MEMBERS;

it('reads the members that the action has by their names on the wire, and passes over others', () => {
  const document = JSON.parse(
    '{"id":"a","tags":{"Key":"v","__proto__":"w"},"Id":"b","more":1,"description":null}',
  ) as object;
  const members = fromJson(create.input, { ...document });
  expect(JSON.stringify(members)).toBe('{"Id":"a","Tags":{"Key":"v","__proto__":"w"}}');
});

it('leaves a member of a wrong type as it is', () => {
  expect(fromJson(create.input, { id: ['a'], tags: 'b' })).toEqual({ Id: ['a'], Tags: 'b' });
  expect(fromJson(clusters, { settings: [{ name: 1 }, 'a'] })).toEqual({ settings: [{ name: 1 }, 'a'] });
});

it.each([
  ['nothing as an empty document', create.output, {}, '{}'],
  [
    'no member that is absent or null',
    create.output,
    { Id: undefined, Arn: null, Description: 'd' },
    '{"description":"d"}',
  ],
  [
    'structures and lists by their names',
    create.output,
    { HlsIngest: { IngestEndpoints: [{ Url: 'u' }] } },
    '{"hlsIngest":{"ingestEndpoints":[{"url":"u"}]}}',
  ],
  ['what the customer named as it is', create.output, { Tags: { Url: 'u' } }, '{"tags":{"Url":"u"}}'],
  ['a date as the model says', brokers, { Created: new Date(0) }, '{"created":"1970-01-01T00:00:00.000Z"}'],
])('writes %s', (_, shape, members, text) => {
  expect(jsonOf(shape, members)).toBe(text);
});
