import {
  ConfigureLogsCommand,
  CreateChannelCommand,
  DeleteChannelCommand,
  DescribeChannelCommand,
  ListChannelsCommand,
  MediaPackageClient,
  TagResourceCommand,
} from '@aws-sdk/client-mediapackage';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Members } from '../cloud/api-call.ts';
import { restJson } from '../wire/rest-json.ts';
import { inputOf, restAnswerOf } from './members.ts';
import { plainOperation } from './plain.ts';
import { actionOf, answerOf, requestOf, type SdkClient, type SdkCommand } from './sdk.ts';

const region = 'us-east-1';
const client = new MediaPackageClient({ region }) as unknown as SdkClient;
const protocol = restJson('mediapackage');
const scope = { service: 'mediapackage', region, accessKeyId: '123456789012' } as const;

const commandOf = (Command: new (input: never) => object, input: Members): SdkCommand =>
  new Command(input as never) as SdkCommand;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('', '.', '..', 'a/b', '%2F', '\ud83d', '__proto__', 'é'),
);
const value = fc.oneof({ weight: 6, arbitrary: text }, fc.constantFrom(5, -0, true, Number.NaN, {}, []));
const tags = fc.dictionary(text, value, { maxKeys: 2 });
const logs = fc.oneof(fc.record({ LogGroupName: value }, { requiredKeys: [] }), fc.dictionary(text, text), value);
const ingest = fc.oneof(
  fc.record({ IngestEndpoints: fc.array(fc.record({ Id: value, Password: value }), { maxLength: 2 }) }),
  value,
);

const id = { Id: value, Other: text };
const sides = { EgressAccessLogs: logs, IngressAccessLogs: logs };
const shown = fc.record(
  { Arn: text, CreatedAt: value, Id: value, EgressAccessLogs: logs, HlsIngest: ingest, Tags: tags, Other: text },
  { requiredKeys: [] },
);
const CONFIGURE: Members = {
  Id: 'a',
  EgressAccessLogs: { LogGroupName: '/aws/MediaPackage/a' },
  IngressAccessLogs: {},
};

describe('what is plain comes out of the client and the codec as it went in', () => {
  it.each([
    [ConfigureLogsCommand, { ...id, ...sides }],
    [CreateChannelCommand, { ...id, Description: value, Tags: tags }],
    [TagResourceCommand, { ResourceArn: value, Tags: tags }],
    [DeleteChannelCommand, id],
  ] as const)('when it is sent: %o', async (Command, members) => {
    const plain = plainOperation(commandOf(Command, {}));
    let held = 0;
    const property = fc.asyncProperty(
      fc.record(members as Readonly<Record<string, fc.Arbitrary<unknown>>>, { requiredKeys: [] }),
      async (given) => {
        const input = inputOf(given);
        if (!plain.input(input)) return;
        held += 1;
        const command = commandOf(Command, input);
        const call = protocol.decode(await requestOf(client, command, input), scope);
        expect(call).toStrictEqual({ ...scope, action: actionOf(command), input });
      },
    );
    await fc.assert(property, { numRuns: 1_000 });
    expect(held).toBeGreaterThan(0);
  });

  it.each([[DescribeChannelCommand], [CreateChannelCommand], [ConfigureLogsCommand]] as const)(
    'when it is answered: %o',
    async (Command) => {
      const command = commandOf(Command, { Id: 'a' });
      const plain = plainOperation(command);
      const call = { ...scope, action: actionOf(command), input: {} };
      let held = 0;
      const property = fc.asyncProperty(shown, async (given) => {
        const output = restAnswerOf(given);
        if (!plain.output(output)) return;
        held += 1;
        const { $metadata: _, ...answer } = (await answerOf(client, command, protocol.answer(call, output))) as Members;
        expect(answer).toStrictEqual(output);
      });
      await fc.assert(property, { numRuns: 1_000 });
      expect(held).toBeGreaterThan(0);
    },
  );
});

describe('plain is', () => {
  it('what programs send: logs, tags, and answers with the credentials of ingest endpoints', () => {
    expect(plainOperation(commandOf(ConfigureLogsCommand, CONFIGURE)).input(CONFIGURE)).toBe(true);
    const tagged = { ResourceArn: 'arn:aws:mediapackage:a:1:channels/b', Tags: { Team: 'video' } };
    expect(plainOperation(commandOf(TagResourceCommand, tagged)).input(tagged)).toBe(true);
    const { output } = plainOperation(commandOf(ListChannelsCommand, {}));
    const endpoint = { Id: 'i', Url: 'https://x', Username: 'u', Password: 'p' };
    expect(output({ Channels: [{ Id: 'a', HlsIngest: { IngestEndpoints: [endpoint] }, Tags: {} }] })).toBe(true);
  });

  it.each([
    ['a path without its label', { EgressAccessLogs: {} }],
    ['a label that is a step within the path', { Id: '..' }],
    ['a member that the schema lacks', { Id: 'a', Other: 'b' }],
    ['a number where text is asked for', { Id: 'a', EgressAccessLogs: { LogGroupName: 5 } }],
    ['half a character', { Id: 'a', EgressAccessLogs: { LogGroupName: '\ud83d' } }],
  ] as const)('not %s', (_title, input) => {
    expect(plainOperation(commandOf(ConfigureLogsCommand, input)).input(input)).toBe(false);
  });

  it('nothing of a client without schemas', () => {
    expect(plainOperation({ input: {} }).input({ Id: 'a' })).toBe(false);
  });
});
