import type { Actions } from '../action.ts';
import { userArn } from '../authorization.ts';
import { uniqueId } from '../books/book-ids.ts';
import { requiredText } from '../constraints.ts';
import { digits } from '../resource-directory.ts';
import { roleOf } from './role-members.ts';

const HOUR_MS = 3_600_000;

/** The two actions of STS that are played: who is asking, and taking on a role. */
export const stsActions: Actions = {
  GetCallerIdentity(account, { user }) {
    if (user === undefined) return { UserId: account.id, Account: account.id, Arn: `arn:aws:iam::${account.id}:root` };
    return { UserId: account.books.users.get(user)?.id, Account: account.id, Arn: userArn(account, user) };
  },

  AssumeRole(account, { input }) {
    const arn = requiredText(input, 'RoleArn');
    const session = requiredText(input, 'RoleSessionName');
    account.ask({ kind: 'AssumeRole', role: roleOf(account, arn.split('/').at(-1) ?? '') }, arn);
    const parts = [account.id, account.now(), session] as const;
    return {
      Credentials: {
        AccessKeyId: uniqueId('ASIA', ...parts).slice(0, 20),
        SecretAccessKey: digits(40, 'secret', ...parts),
        SessionToken: digits(64, 'token', ...parts),
        Expiration: new Date(account.date().getTime() + HOUR_MS),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${uniqueId('AROA', ...parts)}:${session}`,
        Arn: `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`,
      },
    };
  },
};
