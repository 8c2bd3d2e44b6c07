import type { Members } from '../api-call.ts';
import type { BookActions, Books } from '../books/books.ts';
import { withoutTags, withTags, type KeyCase } from '../books/tagging.ts';
import { list, tags, type Tag } from '../constraints.ts';
import { page, pageRequest } from '../pages.ts';

/** Something that carries tags, found by an input. */
export interface Tagged {
  readonly tags: readonly Tag[];
  readonly put: (tags: readonly Tag[]) => void;
}

/** The tag actions of one kind of thing: `TagUser`, `UntagUser`, `ListUserTags`. */
export const tagActions = (
  kind: 'User' | 'Policy' | 'InstanceProfile',
  keyCase: KeyCase,
  find: (books: Books, input: Members) => Tagged,
): BookActions => ({
  [`Tag${kind}`](books, { input }) {
    const found = find(books, input);
    found.put(withTags(found.tags, tags(input), keyCase));
    return {};
  },

  [`Untag${kind}`](books, { input }) {
    const found = find(books, input);
    found.put(withoutTags(found.tags, list(input, 'TagKeys').map(String), keyCase));
    return {};
  },

  [`List${kind}Tags`](books, { input }) {
    const { items, ...rest } = page(find(books, input).tags, pageRequest(input));
    return { Tags: items, ...rest };
  },
});
