import * as fc from 'fast-check';
import { AUTHORIZATIONS, BASES, METHODS, PATHS, PIECES, scoped, VALUES, type Service } from './hostile-pieces.ts';

/** A request that means no good, or one that was well until somebody sat on it. */
export interface HostileRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The form that its answer must have, where the request still says which service it is for. */
  readonly form: 'xml' | 'json' | 'either';
}

interface Draft {
  method: string;
  target: string;
  authorization: string | undefined;
  body: Buffer;
  form: 'xml' | 'json' | 'either';
}

/** A change of a request, as data so that fast-check can shrink it; `at` is a place from 0 to 999 thousandths of what is changed. */
type Edit = (draft: Draft) => void;

const at = (length: number, place: number): number => Math.floor((length * place) / 1000);
const place = fc.nat(999);

const splice = (body: Buffer, from: number, drop: number, piece: string | Uint8Array): Buffer =>
  Buffer.concat([body.subarray(0, from), Buffer.from(piece as Uint8Array), body.subarray(from + drop)]);

const edits: readonly fc.WeightedArbitrary<Edit>[] = [
  {
    weight: 3,
    arbitrary: place.map(
      (p): Edit =>
        (draft) =>
          (draft.body = draft.body.subarray(0, at(draft.body.length, p))),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, fc.nat(255)).map(([p, byte]): Edit => (draft) => {
      draft.body = splice(draft.body, at(draft.body.length, p), 1, Uint8Array.of(byte));
    }),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.oneof(place, fc.constant(1000)), fc.constantFrom(...PIECES))
      .map(([p, piece]): Edit => (draft) => {
        // Before the last brace of a document, so that it is often still one.
        const end = draft.body.at(-1) === 0x7d && p === 1000 ? draft.body.length - 1 : at(draft.body.length, p);
        draft.body = splice(draft.body, end, 0, piece);
      }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(9), fc.constantFrom(...VALUES)).map(([nth, value]): Edit => (draft) => {
      let seen = -1;
      draft.body = Buffer.from(
        draft.body
          .toString('latin1')
          .replaceAll(/(?<=:)"[^"]*"|(?<==)[^&]*/g, (own) => ((seen += 1) === nth ? value : own)),
        'latin1',
      );
    }),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map(
      (bytes): Edit =>
        (draft) =>
          (draft.body = Buffer.from(bytes)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text): Edit => (draft) => {
      draft.body = Buffer.from(
        draft.body
          .toString('latin1')
          .replace(/(?<=Name=)[^&]*/, () => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''))),
        'latin1',
      );
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('', 'Nothing', 'getRole', '__proto__', 'constructor', 'toString', 'Get<Role>', 'A'.repeat(500))
      .map((action): Edit => (draft) => {
        draft.body = Buffer.from(
          draft.body.toString('latin1').replace(/(?<=Action=)\w*/, encodeURIComponent(action)),
          'latin1',
        );
      }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...METHODS).map(
      (method): Edit =>
        (draft) =>
          (draft.method = method),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...PATHS).map(
      (path): Edit =>
        (draft) =>
          (draft.target = path),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom('/', '//', '%', '%2F', '%00', '?', '#', '..', '&', '\u00ff', 'x'.repeat(300)))
      .map(([p, piece]): Edit => (draft) => {
        const from = at(draft.target.length + 1, p);
        draft.target = draft.target.slice(0, from) + piece + draft.target.slice(from);
      }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...AUTHORIZATIONS).map((authorization): Edit => (draft) => {
      draft.authorization = authorization;
      draft.form = 'either';
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Service>('iam', 'sts', 'mediapackage', 'mediapackage-vod')
      .map((service): Edit => (draft) => {
        draft.authorization = scoped(service);
        draft.form = formOf(service);
      }),
  },
];

/** Rare, since each costs as much as a thousand others. */
const hugeEdit: fc.Arbitrary<Edit> = fc.constantFrom(990_000, 1_000_001, 1_400_000).map((size): Edit => (draft) => {
  const unit = draft.body.length === 0 ? Buffer.from('a') : draft.body;
  draft.body = Buffer.alloc(size, unit);
});

const formOf = (service: string): 'xml' | 'json' => (service === 'iam' || service === 'sts' ? 'xml' : 'json');

/** Requests of every service with up to four changes; most of them are not what AWS would take. */
export const hostileRequests: fc.Arbitrary<HostileRequest> = fc
  .tuple(
    fc.constantFrom(...BASES),
    fc.array(fc.oneof(...edits), { maxLength: 4 }),
    fc.oneof({ weight: 300, arbitrary: fc.constant<Edit | undefined>(undefined) }, { weight: 1, arbitrary: hugeEdit }),
  )
  .map(([[service, method, target, body], changes, huge]) => {
    const draft: Draft = {
      method,
      target,
      authorization: scoped(service),
      body: Buffer.from(body),
      form: formOf(service),
    };
    for (const change of changes) change(draft);
    huge?.(draft);
    const { authorization } = draft;
    return {
      method: draft.method,
      target: draft.target,
      headers: { host: '127.0.0.1', ...(authorization !== undefined && { authorization }) },
      body: draft.body,
      form: draft.form,
    };
  });
