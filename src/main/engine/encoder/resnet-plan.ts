/** A convolution and the batch normalisation after it, by torchvision's names. */
export interface Convolution {
  readonly name: string;
  readonly norm: string;
  /** output channels, input channels, height, width */
  readonly shape: readonly [number, number, number, number];
  readonly stride: number;
  readonly padding: number;
}

/** Convolutions one after another, and what is added to their result: the input, or a convolution of it. */
export interface Block {
  readonly name: string;
  readonly path: readonly Convolution[];
  readonly shortcut: Convolution | null;
}

/** A residual network without its last layer. */
export interface ResnetPlan {
  readonly stem: Convolution;
  readonly blocks: readonly Block[];
  /** numbers in an embedding */
  readonly width: number;
}

/** The residual networks that are read, by torchvision's definition ("v1.5": stride on the 3 x 3). */
export const resnetKinds = [
  { architecture: 'ResNet-18', stages: [2, 2, 2, 2], isBottleneck: false },
  { architecture: 'ResNet-34', stages: [3, 4, 6, 3], isBottleneck: false },
  { architecture: 'ResNet-50', stages: [3, 4, 6, 3], isBottleneck: true },
] as const;

export type ResnetKind = (typeof resnetKinds)[number];

/**
 * The layers of a residual network.
 *
 * @param channels of its input, 1 or 3
 * @see He et al. 2016, table 1, and torchvision.models.resnet for names, strides and paddings.
 */
export function resnetPlan({ stages, isBottleneck }: ResnetKind, channels: number): ResnetPlan {
  const stem = convolution('conv1', 'bn1', channels, 64, 7, 2);
  const blocks: Block[] = [];
  let inner = 64;
  stages.forEach((count, stage) => {
    const narrow = 64 << stage;
    const wide = isBottleneck ? narrow * 4 : narrow;
    for (let i = 0; i < count; i++) {
      const name = `layer${stage + 1}.${i}`;
      const stride = i === 0 && stage > 0 ? 2 : 1;
      const path = isBottleneck
        ? bottleneckPath(name, inner, narrow, stride)
        : basicPath(name, inner, narrow, stride);
      const shortcut =
        stride === 1 && inner === wide
          ? null
          : convolution(`${name}.downsample.0`, `${name}.downsample.1`, inner, wide, 1, stride);
      blocks.push({ name, path, shortcut });
      inner = wide;
    }
  });
  return { stem, blocks, width: inner };
}

/** Every convolution of a network, in the order of its file. */
export const convolutionsOf = ({ stem, blocks }: ResnetPlan): readonly Convolution[] => [
  stem,
  ...blocks.flatMap(({ path, shortcut }) => (shortcut ? [...path, shortcut] : path)),
];

const basicPath = (name: string, inner: number, narrow: number, stride: number): Convolution[] => [
  convolution(`${name}.conv1`, `${name}.bn1`, inner, narrow, 3, stride),
  convolution(`${name}.conv2`, `${name}.bn2`, narrow, narrow, 3, 1),
];

const bottleneckPath = (
  name: string,
  inner: number,
  narrow: number,
  stride: number,
): Convolution[] => [
  convolution(`${name}.conv1`, `${name}.bn1`, inner, narrow, 1, 1),
  convolution(`${name}.conv2`, `${name}.bn2`, narrow, narrow, 3, stride),
  convolution(`${name}.conv3`, `${name}.bn3`, narrow, narrow * 4, 1, 1),
];

const convolution = (
  name: string,
  norm: string,
  inner: number,
  outer: number,
  edge: number,
  stride: number,
): Convolution => ({
  name,
  norm,
  shape: [outer, inner, edge, edge],
  stride,
  padding: (edge - 1) / 2,
});
