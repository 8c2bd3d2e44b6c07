import { ApiError, type Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { requireHolder, type Holder } from '../books/holders.ts';
import { checkIdentityPolicy } from '../books/policy-document.ts';
import type { Register } from '../books/register.ts';
import { requiredText, text } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';

/** Managed policies of one user or group, and characters of all its inline policies (IAM user guide, "IAM and STS quotas"). */
const MOST_ATTACHED = 10;
const LONGEST_INLINE = { User: 2048, Group: 5120 } as const;

const sizeOf = (inline: Holder['inline']): number =>
  inline.reduce((size, [, document]) => size + document.replaceAll(/\s/g, '').length, 0);

const policyName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Whether two names of inline policies are one: their case is not told apart (recorded on AWS). */
export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The actions on the policies of users or of groups: `PutUserPolicy`, `AttachGroupPolicy` and their like. */
export function holderActions<T extends Holder>(
  kind: 'User' | 'Group',
  registerOf: (books: Books) => Register<T>,
): BookActions {
  const word = kind.toLowerCase();
  const named = `${kind}Name`;
  const holderIn = (books: Books, input: Members): T =>
    requireHolder(registerOf(books), kind, requiredText(input, named));
  const noInline = (name: string): ApiError =>
    new ApiError('NoSuchEntity', 404, `The ${word} policy with name ${name} cannot be found.`);

  return {
    [`Put${kind}Policy`](books, { input }) {
      const holder = holderIn(books, input);
      const name = requiredText(input, 'PolicyName');
      const document = requiredText(input, 'PolicyDocument');
      checkIdentityPolicy(document);
      const former = holder.inline.find(([other]) => isSameName(other, name))?.[0];
      const rest = holder.inline.filter(([other]) => other !== former);
      const inline = [...rest, [former ?? name, document] as const];
      if (sizeOf(inline) > LONGEST_INLINE[kind])
        throw new ApiError(
          'LimitExceeded',
          409,
          `Maximum policy size of ${LONGEST_INLINE[kind]} bytes exceeded for ${word} ${holder.name}`,
        );
      registerOf(books).set({ ...holder, inline });
      return {};
    },

    [`Get${kind}Policy`](books, { input }) {
      const holder = holderIn(books, input);
      const name = requiredText(input, 'PolicyName');
      const found = holder.inline.find(([other]) => isSameName(other, name));
      if (found === undefined) throw noInline(name);
      return { [named]: holder.name, PolicyName: name, PolicyDocument: found[1] };
    },

    [`List${kind}Policies`](books, { input }) {
      const names = holderIn(books, input).inline.map(([name]) => name);
      const { items, ...rest } = page(names, pageRequest(input));
      return { PolicyNames: items, ...rest };
    },

    [`Delete${kind}Policy`](books, { input }) {
      const holder = holderIn(books, input);
      const name = requiredText(input, 'PolicyName');
      const inline = holder.inline.filter(([other]) => !isSameName(other, name));
      if (inline.length === holder.inline.length) throw noInline(name);
      registerOf(books).set({ ...holder, inline });
      return {};
    },

    [`Attach${kind}Policy`](books, { input }) {
      const holder = holderIn(books, input);
      const arn = requiredText(input, 'PolicyArn');
      books.policies.requireFor(kind === 'User' ? 'user' : 'group', arn);
      if (holder.attached.includes(arn)) return {};
      if (holder.attached.length >= MOST_ATTACHED)
        throw new ApiError('LimitExceeded', 409, `Cannot exceed quota for PoliciesPer${kind}: ${MOST_ATTACHED}`);
      registerOf(books).set({ ...holder, attached: [...holder.attached, arn] });
      return {};
    },

    [`Detach${kind}Policy`](books, { input }) {
      const holder = holderIn(books, input);
      const arn = requiredText(input, 'PolicyArn');
      if (!holder.attached.includes(arn)) throw new ApiError('NoSuchEntity', 404, `Policy ${arn} was not found.`);
      registerOf(books).set({ ...holder, attached: holder.attached.filter((other) => other !== arn) });
      return {};
    },

    [`ListAttached${kind}Policies`](books, { input }) {
      const prefix = text(input, 'PathPrefix') ?? '/';
      const attached = holderIn(books, input)
        .attached.filter((arn) => arn.slice(arn.indexOf('/')).startsWith(prefix))
        .map((arn) => ({ PolicyName: policyName(arn), PolicyArn: arn }));
      const { items, ...rest } = page(attached, pageRequest(input));
      return { AttachedPolicies: items, ...rest };
    },
  };
}
