import type { Call, Members } from '../../calls/index.ts';
import { NotAnswered, type Api, type AccessKey, translateError } from '../endpoint/index.ts';
import type { Conversation } from './conversation.ts';
import { callShape } from './messages.ts';

/** What the calls of one session share. */
export interface Channel {
  readonly conversation: Conversation;
  readonly timeoutMs: number;
  /** What the program calls the session. */
  readonly session: string;
  /** Calls that were asked for. */
  calls: number;
}

/** A program that sends calls: as the account's administrator, or with the key of a user. */
export class ProgramApi implements Api {
  readonly #channel: Channel;
  readonly #key: AccessKey | undefined;

  constructor(channel: Channel, key?: AccessKey) {
    this.#channel = channel;
    this.#key = key;
  }

  async call({ service, action, region, input }: Call): Promise<Members> {
    const { conversation, session, timeoutMs } = this.#channel;
    const key = this.#key === undefined ? {} : { key: this.#key };
    this.#channel.calls += 1;
    const message = { op: 'call', session, service, action, region, input, ...key };
    const answer = await conversation.ask(`call ${action}`, message, callShape, timeoutMs);
    if ('output' in answer) return answer.output;
    if ('unsupported' in answer) throw new NotAnswered({ kind: 'unsupported', evidence: answer.unsupported });
    if ('unknown' in answer) throw new NotAnswered({ kind: 'indeterminate', why: answer.unknown });
    const { code, http, message: said } = answer.refused;
    // Clients put the status in the place of a code that they do not find.
    throw new NotAnswered(translateError(code === '' || code === String(http) ? undefined : code, http, said));
  }
}
