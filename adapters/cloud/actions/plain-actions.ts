import { apiKinds, operationShapes, roleAction, type ApiKind, type Operation } from '../../../model/index.ts';
import { rows, writeViews } from '../../../calls/index.ts';
import type { Actions, Action } from '../action.ts';
import { ApiError, type Request } from '../api-call.ts';
import { requiredText, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';
import { roleOf } from './role-members.ts';

/** The operations that name a role at most: their rows say all that there is to play. */
export type PlainKind = {
  [K in ApiKind]: Exclude<keyof (typeof operationShapes)[K], 'role'> extends never ? K : never;
}[ApiKind];

const isPlain = (kind: ApiKind): kind is PlainKind =>
  Object.keys(operationShapes[kind]).every((member) => member === 'role');

/** Plays an action by the row of its operation: reads the role that is named, asks the model, writes what it shows. */
const played =
  (kind: PlainKind): Action =>
  (account, request) => {
    const { shows = {}, lists } = rows[kind];
    const answer = writeViews(shows, account.ask(operationIn(kind, account, request), nameIn(kind, request)));
    if (lists === undefined) return answer;
    const { items, ...rest } = page((answer[lists] ?? []) as readonly unknown[], pageRequest(request.input));
    return { [lists]: items, ...rest };
  };

const nameIn = (kind: PlainKind, { input }: Request): string =>
  'role' in operationShapes[kind] ? requiredText(input, 'RoleName') : '';

function operationIn(kind: PlainKind, account: Parameters<Action>[0], request: Request): Operation {
  const policy = text(request.input, 'PolicyArn');
  if (policy !== undefined && policy !== account.profile.policyArn)
    throw new ApiError('NoSuchEntity', 404, `Policy ${policy} was not found.`);
  const name = nameIn(kind, request);
  return { kind, ...(name === '' ? {} : { role: roleOf(account, name) }) } as Operation;
}

/** An action for each of them; those that do more take their place. */
export const plainActions: Actions = Object.fromEntries(
  apiKinds
    .filter(isPlain)
    .filter((kind) => roleAction(kind).service === 'iam')
    .map((kind) => [kind, played(kind)]),
);
