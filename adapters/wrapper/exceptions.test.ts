import { describe, expect, it } from 'vitest';
import { failureOf, refused } from './exceptions.ts';

const sdkError = (name: string, http: number | undefined, members: object = {}): Error =>
  Object.assign(new Error('said'), { name, $fault: 'client', $metadata: { httpStatusCode: http }, ...members });

describe('an exception of a wrapper', () => {
  it.each<readonly [string, unknown, object]>([
    [
      'has the code of the wire',
      sdkError('NoSuchEntityException', 404, { Code: 'NoSuchEntity' }),
      { kind: 'refused', code: 'NoSuchEntity', http: 404 },
    ],
    [
      'has its name as the code where it shows no other',
      sdkError('NotFoundException', 404),
      { kind: 'refused', code: 'NotFoundException' },
    ],
    [
      'tells nothing when throttled',
      sdkError('Throttling', 400, { Code: 'Throttling' }),
      { kind: 'indeterminate', http: 400 },
    ],
    [
      'tells nothing when there were too many',
      sdkError('TooManyRequestsException', 429),
      { kind: 'indeterminate', http: 429 },
    ],
    [
      'tells nothing after a server error',
      sdkError('ServiceFailureException', 500),
      { kind: 'indeterminate', http: 500 },
    ],
    [
      'tells nothing after a lost connection',
      Object.assign(new Error('x'), { code: 'ECONNRESET' }),
      { kind: 'indeterminate' },
    ],
    [
      'tells nothing after a time-out',
      Object.assign(new Error('x'), { name: 'TimeoutError' }),
      { kind: 'indeterminate' },
    ],
    [
      'tells nothing where the SDK could not read',
      sdkError('SyntaxError', 200, { $fault: undefined }),
      { kind: 'indeterminate', http: 200 },
    ],
    [
      'is looked through',
      new Error('ours', { cause: sdkError('NotFoundException', 404) }),
      { kind: 'refused', code: 'NotFoundException' },
    ],
    [
      'is looked through twice',
      new Error('a', { cause: new Error('b', { cause: refused('X') }) }),
      { kind: 'refused', code: 'X', http: 400 },
    ],
    [
      'of its own is no refusal of AWS',
      new RangeError('too far'),
      { kind: 'refused', code: 'UnexpectedError:RangeError', http: 0, message: 'too far' },
    ],
    ['need not be an Error', 'oops', { kind: 'refused', code: 'UnexpectedError:none', message: 'threw oops' }],
  ])('%s', (_, error, outcome) => {
    expect(failureOf(error)).toMatchObject(outcome);
  });

  it('is not followed for ever', () => {
    const error = new Error('round');
    error.cause = error;
    expect(failureOf(error)).toMatchObject({ code: 'UnexpectedError:Error' });
  });
});
