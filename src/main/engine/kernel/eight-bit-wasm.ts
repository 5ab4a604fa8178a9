import type { GreyRule } from './eight-bit.ts';
import { type LoadedKernel, loadKernel } from './load-kernel.ts';

/** Samples that are copied in, mapped and copied out at a time: they stay in the processor's cache. */
const atOnce = 16384;
const tableAt = 1024;
const samplesAt = tableAt + 65536;
const greyAt = samplesAt + 4 * atOnce;

let latest: LoadedKernel | undefined;

function kernelOf(): LoadedKernel {
  if (latest) return latest;
  latest = loadKernel('eight-bit');
  latest.reserve(greyAt + atOnce);
  return latest;
}

/** @see lookUpWordsPlainly: equal. */
export function lookUpWords(
  samples: Uint16Array | Int16Array,
  table: Uint8Array,
  grey: Uint8Array,
): void {
  const { call, memory } = kernelOf();
  new Uint8Array(memory.buffer, tableAt, 65536).set(table);
  inBlocks(samples, grey, (count) => call['lookUpWords']!(samplesAt, count, tableAt, greyAt));
}

/** @see mapFloatsPlainly: equal. */
export function mapFloats(
  samples: Float32Array,
  rule: GreyRule,
  inverted: number,
  grey: Uint8Array,
): void {
  const { call } = kernelOf();
  inBlocks(samples, grey, (some) => {
    const count = Math.ceil(some / 16) * 16;
    if (rule.kind === 'single') call['singles']!(samplesAt, count, rule.most, inverted, greyAt);
    else call['doubles']!(samplesAt, count, rule.low, rule.range, inverted, greyAt);
  });
}

function inBlocks(
  samples: Uint16Array | Int16Array | Float32Array,
  grey: Uint8Array,
  map: (count: number) => void,
): void {
  const { buffer } = kernelOf().memory;
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const size = samples.BYTES_PER_ELEMENT;
  const room = new Uint8Array(buffer, samplesAt, 4 * atOnce);
  const found = new Uint8Array(buffer, greyAt, atOnce);
  for (let from = 0; from < samples.length; from += atOnce) {
    const count = Math.min(atOnce, samples.length - from);
    room.set(bytes.subarray(from * size, (from + count) * size));
    map(count);
    grey.set(count === atOnce ? found : found.subarray(0, count), from);
  }
}
