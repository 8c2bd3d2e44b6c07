import type { Api, ApiCall, Members } from '../cloud/api-call.ts';
import type { MockBackend } from './backend.ts';

/** A backend that answers as the test says and keeps what it was asked. */
export interface FakeBackend extends MockBackend<{ readonly account: string; readonly calls: number }> {
  readonly calls: ApiCall[];
}

export function fakeBackend(answer: (call: ApiCall) => Members = () => ({})): FakeBackend {
  const calls: ApiCall[] = [];
  let now = 0;
  return {
    calls,
    call(call) {
      calls.push(call);
      now += 1;
      return answer(call);
    },
    reset() {
      calls.length = 0;
      now = 0;
    },
    now: () => now,
    advance(ms) {
      now += ms;
    },
    inspect: (account) => ({ account, calls: calls.length }),
  };
}

/** An Api that refuses everything. */
export const refusing = (error: Error): Api => ({
  call: () => {
    throw error;
  },
});
