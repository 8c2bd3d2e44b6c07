import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Cloud,
  serveHandle,
  wireHandler,
  type Members,
  type WireResponse,
  type WireServer,
} from '../../adapters/index.ts';
import { complaint } from './hostile-answers.ts';
import { hostileRequests } from './hostile-requests.ts';
import { answersIn, exchange, framed, FRAMINGS, isWhole } from './hostile-sockets.ts';

const SEED = 20_260_102;

describe('hostile requests', () => {
  it.each([
    ['the reference', new Cloud()],
    ['an Api that answers with what it is asked', { call: ({ input }: { readonly input: Members }) => input }],
  ])('get a well-formed answer of the right protocol from %s', (_title, api) => {
    const faults: unknown[] = [];
    const handle = wireHandler(api, (fault) => faults.push(fault));
    fc.assert(
      fc.property(hostileRequests, (request) => {
        expect(complaint(handle(request), request.form)).toBeUndefined();
      }),
      { seed: SEED, numRuns: 3000 },
    );
    expect(faults).toEqual([]);
  });

  describe('over a socket', () => {
    let server: WireServer;
    beforeAll(async () => {
      server = await serveHandle({ handle: wireHandler(new Cloud()) });
    });
    afterAll(() => server.close());

    it.each(FRAMINGS)('are each answered in turn, whatever the framing of the last: %s', async (framing) => {
      const conversations = fc.array(hostileRequests, { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(conversations, async (requests) => {
          const frames = requests.map((request, index) => ({
            request,
            framing: index === requests.length - 1 ? framing : ('whole' as const),
          }));
          const bytes = Buffer.concat(frames.map((each) => framed(each.request, each.framing)));
          const answers = answersIn(
            await exchange(server.port, bytes),
            requests.map(({ method }) => method),
          );
          const whole = frames.findIndex(
            (each) => !isWhole(each.request, each.framing) || each.request.body.length > 1e6,
          );
          expect(answers.length).toBeGreaterThanOrEqual(whole < 0 ? frames.length : whole + 1);
          for (const [index, answer] of answers.entries())
            if (requests[index]?.method !== 'HEAD') expect(complaint(answer, 'either')).toBeUndefined();
        }),
        { seed: SEED, numRuns: 25 },
      );
    });
  });
});

describe('the judge of answers', () => {
  const xml = (body: string, status = 200): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': '1' },
    body,
  });
  const json = (body: string, status = 200, errorType?: string): WireResponse => ({
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': '1',
      ...(errorType && { 'x-amzn-errortype': errorType }),
    },
    body,
  });
  const answer = (inside: string): string =>
    `<GetRoleResponse xmlns="x"><GetRoleResult>${inside}</GetRoleResult></GetRoleResponse>`;

  it.each<[string, WireResponse, 'xml' | 'json' | 'either']>([
    ['a server fault', json('{"message":""}', 500, 'InternalFailure'), 'json'],
    ['XML for JSON', xml(answer('')), 'json'],
    ['JSON for XML', json('{}'), 'xml'],
    ['a bare ampersand', xml(answer('<A>a & b</A>')), 'xml'],
    ['a bare bracket', xml(answer('<A>a < b</A>')), 'xml'],
    ['a control character', xml(answer('<A>\u0001</A>')), 'xml'],
    ['crossed elements', xml(answer('<A><B></A></B>')), 'xml'],
    ['an open element', xml('<GetRoleResponse xmlns="x"><GetRoleResult>'), 'xml'],
    ['two roots', xml(`${answer('')}<A></A>`), 'xml'],
    ['nothing', xml(''), 'xml'],
    [
      'an error that says 200',
      xml(
        '<ErrorResponse xmlns="x"><Error><Type>Sender</Type><Code>A</Code><Message></Message></Error></ErrorResponse>',
      ),
      'xml',
    ],
    ['an answer that says 400', xml(answer(''), 400), 'xml'],
    ['broken JSON', json('{'), 'json'],
    ['a JSON list', json('5'), 'json'],
    ['an error without its type', json('{"message":"a"}', 400), 'json'],
    ['an error without its message', json('{}', 400, 'NotFoundException'), 'json'],
    ['a 204 with a body', { status: 204, headers: {}, body: '{}' }, 'json'],
    ['HTML', { ...xml('<html>'), headers: { 'content-type': 'text/html', 'x-amzn-requestid': '1' } }, 'either'],
    ['an answer without request id', { ...json('{}'), headers: { 'content-type': 'application/json' } }, 'json'],
  ])('complains about %s', (_title, response, form) => {
    expect(complaint(response, form)).toEqual(expect.any(String));
  });

  it('takes what AWS answers', () => {
    expect(complaint(xml(answer('<Role><A>x &amp; &#xD;</A><B></B></Role>')), 'xml')).toBeUndefined();
    expect(complaint(json('{"a":1}'), 'json')).toBeUndefined();
    expect(complaint(json('{"message":"no"}', 404, 'NotFoundException'), 'either')).toBeUndefined();
    expect(complaint({ status: 204, headers: {}, body: '' }, 'json')).toBeUndefined();
  });

  it('does not take what is no HTTP, or cut short', () => {
    expect(() => answersIn(Buffer.from('hello'), ['GET'])).toThrow('no HTTP');
    expect(() => answersIn(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc'), ['GET'])).toThrow(
      'cut short',
    );
    expect(() => answersIn(Buffer.from('HTTP/1.1 200 OK\r\nbad header\r\n\r\n'), ['GET'])).toThrow('no header');
  });
});
