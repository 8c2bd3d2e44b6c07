import { partAt, textAt } from '../../calls/index.ts';
import { isWhole, type Answers } from './answers.ts';
import type { WrappedKind } from './requests.ts';
import type { WrapperWire } from './wire.ts';

type Completer<K extends WrappedKind> = (answer: Answers[K], wire: WrapperWire) => Promise<Answers[K]>;

/** The members that are there; undefined stands for none. */
const shown = (role: unknown): object =>
  Object.fromEntries(Object.entries(role ?? {}).filter(([, value]) => value !== undefined));

const COMPLETERS: { readonly [K in WrappedKind]?: Completer<K> } = {
  async CreateServiceLinkedRole(answer, wire) {
    const told = await wire.answerTo('CreateServiceLinkedRole');
    return { Role: { ...shown(told?.['Role']), ...shown(answer?.Role) } };
  },
  async DeleteServiceLinkedRole(answer, wire) {
    if (answer?.DeletionTaskId) return answer;
    return { DeletionTaskId: textAt(await wire.answerTo('DeleteServiceLinkedRole'), 'DeletionTaskId') };
  },
  async GetServiceLinkedRoleDeletionStatus(answer, wire) {
    if (answer?.Status !== 'FAILED' || answer.Reason !== undefined) return answer;
    const told = await wire.answerTo('GetServiceLinkedRoleDeletionStatus');
    return textAt(told, 'Status') === 'FAILED'
      ? { ...answer, Reason: partAt(told, ['Reason']) as typeof answer.Reason }
      : answer;
  },
};

/**
 * A wrapper may hide what the specification asks AWS to show: the role that was made, the id of a deletion task, the reason
 * of a failed one. That is not held against it. What it hides is taken from what AWS answered to it.
 */
export async function completed(
  kind: WrappedKind,
  answer: Answers[WrappedKind],
  wire: WrapperWire,
): Promise<Answers[WrappedKind]> {
  const complete = COMPLETERS[kind] as Completer<WrappedKind> | undefined;
  return complete === undefined || isWhole(answer) ? answer : complete(answer, wire);
}
