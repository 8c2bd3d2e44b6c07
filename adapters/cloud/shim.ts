// TEMPORARY stand-in
import { ApiError, type Members } from './api-call.ts';
import type { Actions, Request } from './action.ts';
export const text = (i: Members, n: string): string | undefined => (i[n] === undefined || i[n] === null ? undefined : String(i[n]));
export const requiredText = (i: Members, n: string): string => {
  const t = text(i, n);
  if (t === undefined) throw new ApiError('ValidationError', 400, `null ${n}`);
  return t;
};
export const integer = (i: Members, n: string): number | undefined => (i[n] === undefined ? undefined : Number(i[n]));
export const list = (i: Members, n: string): readonly unknown[] => (Array.isArray(i[n]) ? (i[n] as unknown[]) : []);
export const checkInput = (_s: string, _a: string, _i: Members): void => {};
export const pageRequest = (i: Members) => ({ marker: text(i, 'Marker'), maxItems: integer(i, 'MaxItems') });
export const page = <T>(items: readonly T[], { marker, maxItems = 100 }: { marker: string | undefined; maxItems: number | undefined }) => {
  const from = Number(marker ?? 0);
  const to = from + maxItems;
  return { items: items.slice(from, to), IsTruncated: to < items.length, Marker: to < items.length ? String(to) : undefined };
};
export const numberedPage = <T>(items: readonly T[], i: Members) => {
  const from = Number(text(i, 'NextToken') ?? 0);
  const to = from + (integer(i, 'MaxResults') ?? 1000);
  return { items: items.slice(from, to), next: to < items.length ? String(to) : undefined };
};
export const isPolicyDocument = (t: string): boolean => {
  try {
    return typeof JSON.parse(t) === 'object';
  } catch {
    return false;
  }
};
export const decide = (docs: readonly string[], r: { action: string; resource: string; context?: object }): string => {
  for (const d of docs)
    for (const s of [JSON.parse(d).Statement].flat())
      for (const a of [s.Action].flat())
        if (new RegExp('^' + String(a).replaceAll('*', '.*') + '$').test(r.action)) return s.Effect === 'Allow' ? 'allowed' : 'explicitly denied';
  return 'implicitly denied';
};
export type SavedBooks = Record<string, unknown>;
export class Books {
  made = new Map<string, Members>();
  docs = new Map<string, string[]>();
  keys = new Map<string, string>();
  readonly account: string;
  constructor(o: { account: string; seed: number; now: () => Date }, _s?: SavedBooks) {
    this.account = o.account;
  }
  save(): SavedBooks {
    return {};
  }
  profiles = { holds: (_: string) => false, add: (_p: string, _r: string) => {}, remove: (_p: string, _r: string) => {} };
  policies = { require: (_: string) => {} };
  users = { path: (_: string) => '/', idOf: (u: string) => `AIDA${u}` };
  documentsOf(u: string) {
    return this.docs.get(u) ?? [];
  }
  callerOf(k: string) {
    return this.keys.get(k);
  }
  keyIds() {
    return [...this.keys.keys()];
  }
  act(action: string, request: Request): Members {
    const i = request.input;
    const u = text(i, 'UserName') ?? '';
    if (action === 'PutUserPolicy') this.docs.set(u, [requiredText(i, 'PolicyDocument')]);
    if (action === 'CreateUser') return { User: { UserName: u, Arn: `arn:aws:iam::${this.account}:user/${u}`, Path: '/', UserId: 'AIDA', CreateDate: new Date(0) } };
    if (action === 'CreateAccessKey') {
      const id = `AKIA${'ABCDEFGHIJKLMNOP'.slice(0, 10)}${this.account.slice(-6).replaceAll(/\d/g, (d) => 'ABCDEFGHIJ'[Number(d)] ?? 'A')}`;
      this.keys.set(id, u);
      return { AccessKey: { UserName: u, AccessKeyId: id, SecretAccessKey: 'x'.repeat(40), Status: 'Active' } };
    }
    if (action === 'CreateInstanceProfile') return { InstanceProfile: { InstanceProfileName: text(i, 'InstanceProfileName') } };
    if (action === 'CreateGroup') return { Group: { GroupName: text(i, 'GroupName') } };
    return {};
  }
}
export const bookActions: Actions = Object.fromEntries(
  ['CreateUser', 'PutUserPolicy', 'CreateAccessKey', 'CreateInstanceProfile', 'CreateGroup', 'ListUsers'].map((a) => [a, (acc, r) => acc.books.act(a, r)]),
);
