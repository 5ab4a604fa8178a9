/** Keeps the blocks used last, so that reading a plane in bands unpacks each block once. */
export interface BlockCache {
  get(key: string): Uint8Array<ArrayBuffer> | undefined;
  put(key: string, block: Uint8Array<ArrayBuffer>): void;
}

/** Memory for packed bytes that is used again: new memory for every block costs more than reading it. */
export interface SpareRoom {
  /** Of so many bytes. Whoever comes while it is taken gets new memory. */
  take(length: number): Uint8Array<ArrayBuffer>;
  giveBack(room: Uint8Array<ArrayBuffer>): void;
}

/** Room that grows to the most that was taken. */
export function spareRoom(): SpareRoom {
  let spare: ArrayBuffer | null = null;
  return {
    take(length) {
      const room = spare && spare.byteLength >= length ? spare : new ArrayBuffer(length);
      spare = null;
      return new Uint8Array(room, 0, length);
    },
    giveBack({ buffer }) {
      spare = buffer;
    },
  };
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
