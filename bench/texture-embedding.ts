// Patches per CPU second of the texture embedding, and what its parts cost.
// Run: node bench/texture-embedding.ts
import {
  textureEmbedding,
  textureEmbeddingNames,
} from '../src/main/engine/feature/texture-embedding.ts';
import { pyramidStatisticsPlainly } from '../src/main/engine/kernel/pyramid-statistics.ts';
import { pyramidStatistics } from '../src/main/engine/kernel/pyramid-statistics-wasm.ts';
import { textureMaps } from '../src/main/engine/kernel/texture-wasm.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { printFigure } from './print-figure.ts';

const edge = 224;
const { byte } = xorshift32(3);
const pixels = Uint8Array.from({ length: edge * edge }, (_, i) => {
  const wave = 60 * Math.sin((i % edge) / 9) * Math.cos(i / edge / 11);
  return Math.min(255, Math.max(0, 118 + wave + (byte() >> 2)));
});

/** CPU milliseconds of one round, the median of several batches. */
function cpuMilliseconds(work: () => void, rounds: number): number {
  for (let i = 0; i < rounds; i++) work();
  const batches = Array.from({ length: 7 }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < rounds; i++) work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / rounds;
  });
  return batches.sort((a, b) => a - b)[3] ?? Number.NaN;
}

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
