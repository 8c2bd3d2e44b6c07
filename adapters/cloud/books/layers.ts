import type { Books } from './books.ts';
import type { Layer } from './policy-evaluation.ts';

/** Documents of managed policies; the first ARN of one whose document is not known. */
function managed(books: Books, arns: readonly string[]): Pick<Layer, 'documents' | 'unknown'> {
  const documents = arns.map((arn) => books.policies.documentOf(arn));
  const unknown = arns.find((_, index) => documents[index] === undefined);
  return {
    documents: documents.filter((document) => document !== undefined),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** A layer: inline policies, and managed ones by their ARNs. */
export function layer(books: Books, type: Layer['type'], inline: readonly string[], arns: readonly string[]): Layer {
  const attached = managed(books, arns);
  return { ...attached, type, documents: [...inline, ...attached.documents] };
}

/** What bounds the others, where there is a permissions boundary. */
export const bounded = (books: Books, boundary: string | undefined): readonly Layer[] =>
  boundary === undefined ? [] : [layer(books, 'permissions boundary', [], [boundary])];

/** The layers of policies that bound what a user may do; nothing allows anything to one that is not there. */
export function layersOfUser(books: Books, name: string): readonly Layer[] {
  const { users, groups } = books;
  const user = users.get(name);
  const holders = user === undefined ? [] : [user, ...groups.of(user.name)];
  const inline = holders.flatMap((holder) => holder.inline.map(([, document]) => document));
  const attached = holders.flatMap((holder) => holder.attached);
  return [layer(books, 'identity-based policy', inline, attached), ...bounded(books, user?.boundary)];
}
