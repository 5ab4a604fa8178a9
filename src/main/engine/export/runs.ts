/** Consecutive items of one key. */
export interface Run<T> {
  readonly first: T;
  /** all of them, the first included; to be read to its end before the next run is asked for */
  readonly rows: AsyncIterable<T>;
}

/** Takes a sequence apart where the key changes, holding one item at a time. */
export async function* runsOf<T>(
  rows: AsyncIterable<T>,
  keyOf: (row: T) => string,
): AsyncGenerator<Run<T>> {
  const iterator = rows[Symbol.asyncIterator]();
  let next = await iterator.next();
  const runFrom = async function* (key: string): AsyncGenerator<T> {
    while (!next.done && keyOf(next.value) === key) {
      yield next.value;
      next = await iterator.next();
    }
  };
  while (!next.done) {
    const run = runFrom(keyOf(next.value));
    yield { first: next.value, rows: run };
    for await (const _ of run);
  }
}
