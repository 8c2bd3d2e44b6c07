/** Ends work on a list early. */
export const ENOUGH = Symbol('enough');

/**
 * Works on the items of a list, so many at once (where it has no next one for now, it is asked again after the next result), and takes each result in the order of the items, as soon as all before it were taken. With
 * one at a time the next item is begun when the result of the one before was taken. After `take` gave ENOUGH nothing is begun or taken any
 * more; what is under way goes to `drop`. The first error that anything throws is thrown once all that is under way has ended.
 */
export async function sideBySide<T, R>(
  items: Iterator<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
  take: (result: R, item: T) => Promise<typeof ENOUGH | void> | typeof ENOUGH | void,
  drop: (result: R) => void = () => {},
): Promise<void> {
  const underWay: { readonly item: T; readonly result: Promise<R> }[] = [];
  let over = false;
  const begin = (): void => {
    for (;;) {
      if (over || underWay.length >= atOnce) return;
      const next = items.next();
      if (next.done === true) return;
      const result = work(next.value);
      // It is waited for in its turn; until then its failure is nobody's.
      result.catch(() => {});
      underWay.push({ item: next.value, result });
    }
  };
  try {
    for (begin(); underWay.length > 0; begin()) {
      const { item, result } = underWay.shift() as (typeof underWay)[number];
      const done = await result;
      if ((await take(done, item)) === ENOUGH) over = true;
      if (over) break;
    }
  } finally {
    over = true;
    for (const { result } of underWay) {
      const left = await result.then(
        (value) => [value],
        () => [],
      );
      for (const value of left) drop(value);
    }
  }
}
