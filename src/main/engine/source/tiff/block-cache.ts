/** Keeps the blocks used last, so that reading a plane in bands unpacks each block once. */
export interface BlockCache {
  get(key: string): Uint8Array<ArrayBuffer> | undefined;
  put(key: string, block: Uint8Array<ArrayBuffer>): void;
}

/** A cache of at most `mostBytes`; the newest block stays even when it is larger. */
export function blockCache(mostBytes: number): BlockCache {
  const blocks = new Map<string, Uint8Array<ArrayBuffer>>();
  let held = 0;
  return {
    get(key) {
      const block = blocks.get(key);
      if (block !== undefined) {
        // A map keeps the order of insertion: put back, it is the newest.
        blocks.delete(key);
        blocks.set(key, block);
      }
      return block;
    },
    put(key, block) {
      blocks.set(key, block);
      held += block.length;
      for (const [oldest, { length }] of blocks) {
        if (held <= mostBytes || oldest === key) break;
        blocks.delete(oldest);
        held -= length;
      }
    },
  };
}
