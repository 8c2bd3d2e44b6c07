import { describe, expect, it } from 'vitest';
import type { Operation, Outcome } from '../model/index.ts';
import { Doubts } from './doubts.ts';

const linked: Operation = { kind: 'GetRole', role: 'linked' };
const ordinary: Operation = { kind: 'GetRole', role: 'ordinary' };
const fault: Outcome = { kind: 'indeterminate', why: 'HTTP 500', http: 500 };
const silence: Outcome = { kind: 'indeterminate', why: 'no answer' };
const pause: Outcome = { kind: 'indeterminate', why: 'HTTP 503', http: 503 };
const id = 'protocol/missing-role';

describe('what one form of an operation left open', () => {
  it.each<readonly [string, readonly Outcome[], Operation, unknown]>([
    ['every time is in doubt, whatever another decided', [fault, fault], ordinary, { times: 2, of: 3 }],
    ['is not where the same form decided it elsewhere', [fault, fault], linked, undefined],
    ['once by no answer at all may be chance', [silence], ordinary, undefined],
    ['once by a pause may be chance, too', [pause], ordinary, undefined],
    ['twice by no answer is in doubt', [silence, silence], ordinary, { times: 2, of: 3 }],
  ])('%s', (_title, outcomes, decided, about) => {
    const doubts = new Doubts();
    for (const outcome of outcomes) doubts.leave([id], linked, outcome, 'why');
    doubts.decide([id], decided);
    expect(doubts.about(id)).toEqual(about === undefined ? undefined : { said: 'why', ...about });
  });

  it('is in no doubt once another part of the run decided it', () => {
    const [here, there] = [new Doubts(), new Doubts()];
    here.leave([id], linked, fault, 'why');
    there.decide([id], linked);
    there.add(here.tallies);
    expect([here.about(id)?.of, there.about(id)]).toEqual([1, undefined]);
  });
});
