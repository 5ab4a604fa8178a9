// Patches per CPU second of the texture embedding, and what its parts cost.
// Run: node bench/texture-embedding.ts
import {
  textureEmbedding,
  textureEmbeddingNames,
} from '../src/main/engine/feature/texture-embedding.ts';
import { pyramidStatisticsPlainly } from '../src/main/engine/kernel/pyramid-statistics.ts';
import { pyramidStatistics } from '../src/main/engine/kernel/pyramid-statistics-wasm.ts';
import { textureMaps } from '../src/main/engine/kernel/texture-wasm.ts';
import { cpuMilliseconds, wavyPicture } from './cpu-milliseconds.ts';
import { printFigure } from './print-figure.ts';

const edge = 224;
const pixels = wavyPicture(edge);

const parts: Record<string, [work: () => void, rounds: number]> = {
  'pyramid statistics, plain': [() => pyramidStatisticsPlainly(pixels, edge, edge, 5), 4],
  'pyramid statistics': [() => pyramidStatistics(pixels, edge, edge, 5), 100],
  'local entropy': [() => textureMaps(pixels, edge, edge).entropy(), 100],
};
for (const [name, [work, rounds]] of Object.entries(parts)) {
  printFigure(name, cpuMilliseconds(work, rounds), 'CPU ms', null);
}
const perPatch = cpuMilliseconds(() => textureEmbedding(pixels, edge, edge), 100);
printFigure(
  `texture embedding of ${textureEmbeddingNames.length}`,
  1000 / perPatch,
  'patches a CPU second',
  { atLeast: 100 },
);
