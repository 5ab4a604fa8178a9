import { type LoadedKernel, loadKernel } from './load-kernel.ts';
import { type Range, widenRangePlainly } from './sample-range.ts';

type Quick = Uint16Array | Int16Array | Float32Array;

const bytesAtOnce = 65536;
const rangeAt = 1024;
const samplesAt = rangeAt + 16;
/** Samples that the kernel takes in one step. */
const step = 8;

let latest: LoadedKernel | undefined;

function kernelOf(): LoadedKernel {
  if (latest) return latest;
  latest = loadKernel('sample-range');
  latest.reserve(samplesAt + bytesAtOnce);
  return latest;
}

/** Widens a range by samples of any type. @see widenRangePlainly: equal. */
export function widenRange(range: Range, samples: ArrayLike<number>): void {
  const isQuick =
    samples instanceof Uint16Array ||
    samples instanceof Int16Array ||
    samples instanceof Float32Array;
  const whole = isQuick ? samples.length - (samples.length % step) : 0;
  if (isQuick && whole > 0) widenQuickly(range, samples.subarray(0, whole));
  if (!isQuick) widenRangePlainly(range, samples);
  else if (whole < samples.length) widenRangePlainly(range, samples.subarray(whole));
}

function widenQuickly(range: Range, samples: Quick): void {
  const { call, memory } = kernelOf();
  const isFloat = samples instanceof Float32Array;
  const array = isFloat ? Float32Array : samples instanceof Int16Array ? Int16Array : Uint16Array;
  const found = new array(memory.buffer, rangeAt, 2);
  found[0] = isFloat ? Number.POSITIVE_INFINITY : samples[0]!;
  found[1] = isFloat ? Number.NEGATIVE_INFINITY : samples[0]!;
  const name = isFloat ? 'floats' : samples instanceof Int16Array ? 'signedWords' : 'unsignedWords';
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const room = new Uint8Array(memory.buffer, samplesAt, bytesAtOnce);
  for (let from = 0; from < bytes.length; from += bytesAtOnce) {
    const some = bytes.subarray(from, from + bytesAtOnce);
    room.set(some);
    const notFinite = call[name]!(samplesAt, some.length / samples.BYTES_PER_ELEMENT, rangeAt);
    if (isFloat) range.notFinite += notFinite >>> 0;
  }
  range.lowest = Math.min(range.lowest, found[0]!) + 0;
  range.highest = Math.max(range.highest, found[1]!) + 0;
}
