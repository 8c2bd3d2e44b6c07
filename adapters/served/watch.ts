import type { Cloud, Inspection } from '../cloud/index.ts';
import type { ServedAnswer } from '../wire/index.ts';

/** How many of the last answers are kept. */
const KEPT = 100;
/** How many kinds of refusals are told apart; callers could make up any number of them. */
const MOST_KINDS = 1000;

/** A kind of refusal, and how often it was met. */
export interface RefusedCalls {
  /** Operation and error code: `iam:GetRole NoSuchEntity`. */
  readonly what: string;
  readonly times: number;
}

/** What a server answered: the last answers, and what was refused how often. */
export class Watch {
  readonly #last: ServedAnswer[] = [];
  readonly #refused = new Map<string, number>();

  note(answered: ServedAnswer): void {
    this.#last.unshift(answered);
    this.#last.length = Math.min(this.#last.length, KEPT);
    const { call, code, status } = answered;
    if (status !== undefined && status < 400) return;
    const operation = call === undefined ? 'no call of AWS' : `${call.service}:${call.action}`;
    const what = `${operation} ${code ?? (status === undefined ? 'lost' : String(status))}`;
    if (this.#refused.size < MOST_KINDS || this.#refused.has(what))
      this.#refused.set(what, (this.#refused.get(what) ?? 0) + 1);
  }

  /** The latest first. */
  get last(): readonly ServedAnswer[] {
    return this.#last;
  }

  /** Most often first. */
  get refused(): readonly RefusedCalls[] {
    return [...this.#refused].map(([what, times]) => ({ what, times })).sort((a, b) => b.times - a.times);
  }
}

const usesOf = ({ channels, packagingGroups }: Inspection): readonly { readonly text: string }[] =>
  [...channels, ...packagingGroups]
    .filter(({ ingress, egress }) => ingress !== null || egress !== null)
    .map(({ id, region }) => ({ text: `${id} in ${region}` }));

/** What people look at, as JSON. */
export function overview(cloud: Cloud, name: string, { last, refused }: Watch): unknown {
  const accounts = cloud.accountIds.map((id) => {
    const found = cloud.inspect(id);
    const { account, role, otherRoles, deletionTasks } = found;
    const linked = role === null ? [] : [{ name: role.name, madeBy: `made by ${role.madeBy}` }];
    const own = otherRoles.map((one) => ({ name: one, madeBy: 'a customer’s role' }));
    return { account, roles: [...linked, ...own], uses: usesOf(found), tasks: deletionTasks };
  });
  return { name, iso: new Date(cloud.date()).toISOString(), accounts, last, refused };
}
