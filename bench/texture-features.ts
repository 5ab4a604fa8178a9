// Patches per CPU second of the four texture features, and seconds to train the paper's forest.
// Run: node bench/texture-features.ts
// Reference: scikit-image 0.19.3 makes 9.5 patches of 224 x 224 a second.
import { textureFeatures } from '../src/main/engine/feature/texture-features.ts';
import { textureMaps } from '../src/main/engine/kernel/texture-wasm.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { paperForest, trainForest } from '../src/main/engine/score/train-forest.ts';
import { cpuMilliseconds, wavyPicture } from './cpu-milliseconds.ts';
import { printFigure } from './print-figure.ts';

const edge = 224;
const { byte } = xorshift32(3);
const pixels = wavyPicture(edge);

const maps = textureMaps(pixels, edge, edge);
for (const name of ['binaryPattern', 'geometricMean', 'entropy', 'edges'] as const) {
  printFigure(`texture map ${name}`, cpuMilliseconds(maps[name], 60), 'CPU ms', null);
}
const perPatch = cpuMilliseconds(() => textureFeatures(pixels, edge, edge), 60);
printFigure('texture features', 1000 / perPatch, 'patches a CPU second', { atLeast: 200 });

const count = 12_000;
const features = Float64Array.from({ length: count * 4 }, () => byte() + byte() / 256);
const labels = Uint8Array.from({ length: count }, (_, i) =>
  (features[i * 4] ?? 0) + byte() > 250 ? 1 : 0,
);
const training = cpuMilliseconds(() => {
  trainForest(features, 4, labels, { ...paperForest, seed: 1 });
}, 1);
printFigure(`train a forest on ${count} patches`, training / 1000, 'CPU s', 1);
