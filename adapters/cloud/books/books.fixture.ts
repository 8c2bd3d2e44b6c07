import { ITSELF } from './principal.ts';
import * as iam from '@aws-sdk/client-iam';
import { ApiError, type Members } from '../api-call.ts';
import { act } from '../actions/book-actions.ts';
import { Books, type RolesBeside } from './books.ts';
import { checkInput } from '../constraints.ts';
import { misfits, operationSchema } from '../schema.fixture.ts';

export const ACCOUNT = '111122223333';

/** A policy document with one statement. */
export const policy = (effect: 'Allow' | 'Deny', action: string | readonly string[], rest: object = {}): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: effect, Action: action, Resource: '*', ...rest }] });

/** What a call answers, or the refusal as `Code status: message`. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ApiError) return `${error.code} ${error.http}: ${error.message}`;
    throw error;
  }
  return 'answered';
}

export interface Desk {
  readonly books: Books;
  /** Asks as a client would; every answer must fit the schema that the AWS SDK has for it. */
  readonly ask: (action: string, input?: Members, user?: string) => Members;
  readonly refusal: (action: string, input?: Members, user?: string) => string;
}

const nobody: RolesBeside = { find: () => undefined, attachments: () => 0, boundaries: () => 0 };

/** Fresh books, or such as were saved, and a client of them. */
export function desk({ roles = nobody, saved }: { roles?: RolesBeside; saved?: unknown } = {}): Desk {
  const now = (): Date => new Date('2026-01-02T03:04:05Z');
  const books = new Books({ account: ACCOUNT, seed: 7, now, roles }, saved);
  const ask = (action: string, input: Members = {}, user?: string): Members => {
    checkInput('iam', action, input);
    const answer = act(books, action, {
      input,
      region: 0,
      principal: user === undefined ? ITSELF : { kind: 'user', user },
    });
    const wrong = misfits(operationSchema(iam, action).output, answer);
    if (wrong.length > 0) throw new TypeError(`${action} answers what the SDK does not know: ${wrong.join('; ')}`);
    return answer;
  };
  return { books, ask, refusal: (...call) => refusal(() => ask(...call)) };
}

/** The names of a listing's entries. */
export const named = (entries: unknown, member: string): unknown[] =>
  (entries as readonly Members[]).map((entry) => entry[member]);
