import { loadKernel } from './load-kernel.ts';
import { nextArea, type Weigher } from './weigher.ts';

/** The fast weigher: one WASM instance, whose memory grows to the most that was ever in use at once. */
export function createWeigher(): Weigher {
  const { memory, call, reserve } = loadKernel('weigh');
  let used = 16;
  return {
    clear: () => {
      used = 16;
    },
    area(bytes) {
      const address = used;
      used = nextArea(used, bytes);
      reserve(used);
      return address;
    },
    bytes: (address, length) => new Uint8Array(memory.buffer, address, length),
    words: (address, count) => new Uint32Array(memory.buffer, address, count),
    // `!`: assembly/weigh.ts exports them.
    weighRows: call['weighRows']!,
    weighColumns: call['weighColumns']!,
    brighterToTheRight: call['brighterToTheRight']!,
  };
}
