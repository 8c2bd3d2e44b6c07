import { UNKNOWN_PRINCIPAL, type Call, type Members } from '../../calls/index.ts';
import type { Api } from '../endpoint/index.ts';
import { OWN, TAGS, type RunMark } from './run-id.ts';

/** The actions that take tags for what they make, by the form that their API gives tags. */
const TAGGED: Readonly<Record<string, 'list' | 'map'>> = {
  CreateRole: 'list',
  CreateUser: 'list',
  CreateInstanceProfile: 'list',
  CreateChannel: 'map',
  CreatePackagingGroup: 'map',
};

const SUITES = /(^|\/)conformance(?=-|$)/g;

/**
 * Calls as a run makes them in a real account: the names that the suite gives, `conformance-...`, become the run's own, and
 * what can bear tags says whose it is. Answers come back in the suite's names, without the run's tags, so that nothing above
 * knows the difference.
 */
export class Dress {
  readonly #run: RunMark;
  readonly #own: RegExp;

  constructor(run: RunMark) {
    this.#run = run;
    this.#own = new RegExp(`(^|/)${OWN}${run.id}(?=-|$)`, 'g');
  }

  /** A call in the run's names, with its tags. */
  call(call: Call): Call {
    const input = mapped(call.input, (text) => this.name(text)) as Call['input'];
    const form = TAGGED[call.action];
    if (form === undefined) return { ...call, input };
    const { id, deleteAfter } = this.#run;
    const tags = { [TAGS.run]: id, [TAGS.deleteAfter]: deleteAfter };
    const Tags =
      form === 'map'
        ? { ...(input['Tags'] as object | undefined), ...tags }
        : [
            ...((input['Tags'] as readonly Members[] | undefined) ?? []),
            ...Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          ];
    return { ...call, input: { ...input, Tags } as Call['input'] };
  }

  /** A name of the suite's as the run's own; any other text as it is. */
  name(text: string): string {
    return text === UNKNOWN_PRINCIPAL ? text : text.replaceAll(SUITES, `$1${OWN}${this.#run.id}`);
  }

  /** An answer in the suite's names. */
  answer(answer: Members): Members {
    return mapped(answer, (text) => text.replaceAll(this.#own, '$1conformance')) as Members;
  }

  /** An API in the suite's names, over one in the run's. */
  over(api: Api): Api {
    return { call: async (call) => this.answer(await api.call(this.call(call))) };
  }
}

const isOwnTag = (key: unknown): boolean => key === TAGS.run || key === TAGS.deleteAfter;

/** The same value with every text in it changed, and without the run's tags. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value))
    return value.filter((item) => !isOwnTag((item as Members | null)?.['Key'])).map((item) => mapped(item, change));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (isOwnTag(key) ? [] : [[key, mapped(item, change)]])),
  );
}
