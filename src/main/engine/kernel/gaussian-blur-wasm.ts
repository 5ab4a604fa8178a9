import { type LoadedKernel, loadKernel } from './load-kernel.ts';

let kernel: LoadedKernel | null = null;

/** The fast twin of `blur` in `gaussian-blur.ts`; its sums are of 32 bits, so that they differ in the last digits. */
export function blurFast(
  pixels: Float32Array,
  height: number,
  width: number,
  weights: Float32Array,
  out: Float32Array,
): void {
  kernel ??= loadKernel('gaussian-blur');
  const { memory, call, reserve } = kernel;
  const radius = weights.length - 1;
  const bytes = height * width * 4;
  const weightsAt = 16;
  const roomAt = weightsAt + Math.ceil(weights.byteLength / 16) * 16;
  const oneAt = roomAt + Math.ceil(((width + 2 * radius) * 4) / 16) * 16;
  const otherAt = oneAt + Math.ceil(bytes / 16) * 16;
  reserve(otherAt + bytes);
  new Float32Array(memory.buffer, weightsAt, weights.length).set(weights);
  new Float32Array(memory.buffer, oneAt, height * width).set(pixels.subarray(0, height * width));
  call['filterRows']!(oneAt, otherAt, height, width, weightsAt, radius, roomAt);
  call['filterColumns']!(otherAt, oneAt, height, width, weightsAt, radius);
  out.set(new Float32Array(memory.buffer, oneAt, height * width));
}
