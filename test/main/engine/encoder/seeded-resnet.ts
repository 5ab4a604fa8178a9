import {
  convolutionsOf,
  type ResnetKind,
  resnetPlan,
} from '../../../../src/main/engine/encoder/resnet-plan.ts';

/** A tensor to be written. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** A number from 0 to 1 (exclusive) for every index, by a name; make-reference.py has the same. */
export function unit(name: string): (index: number) => number {
  let salt = 2166136261;
  for (const byte of Buffer.from(name)) salt = Math.imul(salt ^ byte, 16777619) >>> 0;
  return (index) => {
    let h = (Math.imul(index, 2654435761) + salt) | 0;
    h = Math.imul(h ^ (h >>> 16), 73244475);
    h = Math.imul(h ^ (h >>> 16), 73244475);
    return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
  };
}

/** A weight of a seeded network, by its name and shape. */
export function seededWeight(name: string, shape: readonly number[]): PlainTensor {
  const values = new Float32Array(shape.reduce((product, edge) => product * edge, 1));
  const [outer = 1, , height = 1, width = 1] = shape;
  const spread = shape.length === 4 ? Math.sqrt(6 / (outer * height * width)) : 0.1;
  const isVariance = name.endsWith('running_var');
  const isScale = name.endsWith('.weight') && shape.length === 1;
  const at = unit(name);
  for (let i = 0; i < values.length; i++) {
    if (isVariance) values[i] = 0.5 + at(i);
    else values[i] = isScale ? 0.25 + 0.5 * at(i) : (2 * at(i) - 1) * spread;
  }
  return { shape, values };
}

/** The shapes of all weights of a network by torchvision's names, its last layer with `outputs` rows. */
export function resnetShapes(
  kind: ResnetKind,
  channels: number,
  outputs: number,
): Map<string, readonly number[]> {
  const plan = resnetPlan(kind, channels);
  const shapes = convolutionsOf(plan).flatMap(({ name, norm, shape }) => [
    [`${name}.weight`, shape] as const,
    ...['weight', 'bias', 'running_mean', 'running_var'].map(
      (part) => [`${norm}.${part}`, [shape[0]]] as const,
    ),
  ]);
  return new Map<string, readonly number[]>([
    ...shapes,
    ['fc.weight', [outputs, plan.width]],
    ['fc.bias', [outputs]],
  ]);
}

/** All weights of a seeded network. */
export const seededResnet = (
  kind: ResnetKind,
  channels: number,
  outputs: number,
): Map<string, PlainTensor> =>
  new Map(
    [...resnetShapes(kind, channels, outputs)].map(([name, shape]) => [
      name,
      seededWeight(name, shape),
    ]),
  );

/** A grey patch of 224 x 224 pixels: a ramp and noise. */
export function seededPatch(index: number): Uint8Array<ArrayBuffer> {
  const noise = unit(`patch ${index}`);
  return Uint8Array.from({ length: 224 * 224 }, (_, i) => {
    const [y, x] = [Math.floor(i / 224), i % 224];
    return (3 * x + 5 * y + Math.floor(noise(i) * 64)) % 256;
  });
}
