import { writeFileSync } from 'node:fs';

/** A volume to write: texture that differs from patch to patch, from a seed. */
export interface SmallVolume {
  readonly planes: number;
  readonly edge: number;
  readonly seed: number;
}

/** Writes an uncompressed 8-bit TIFF with one page a plane and no voxel size. */
export function writeSmallTiff(path: string, volume: SmallVolume): void {
  const { planes, edge } = volume;
  const entries = 9;
  const pageBytes = 2 + entries * 12 + 4 + edge * edge;
  const file = Buffer.alloc(8 + planes * pageBytes);
  file.write('II', 0, 'latin1');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(8, 4);
  for (let z = 0; z < planes; z++) {
    const at = 8 + z * pageBytes;
    const samplesAt = at + 2 + entries * 12 + 4;
    file.writeUInt16LE(entries, at);
    const tags = [
      [256, edge],
      [257, edge],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, samplesAt],
      [277, 1],
      [278, edge],
      [279, edge * edge],
    ] as const;
    tags.forEach(([tag, value], i) => {
      const entry = at + 2 + i * 12;
      file.writeUInt16LE(tag, entry);
      file.writeUInt16LE(4, entry + 2); // LONG
      file.writeUInt32LE(1, entry + 4);
      file.writeUInt32LE(value, entry + 8);
    });
    file.writeUInt32LE(z + 1 < planes ? at + pageBytes : 0, at + 2 + entries * 12);
    fillPlane(file.subarray(samplesAt, samplesAt + edge * edge), edge, volume.seed * 1000 + z);
  }
  writeFileSync(path, file);
}

/** Waves of random direction and length: no two planes are near-duplicates of each other. */
function fillPlane(out: Uint8Array, edge: number, seed: number): void {
  const random = seededRandom(seed);
  const waves = Array.from({ length: 6 }, () => ({
    x: (random() - 0.5) * 0.2,
    y: (random() - 0.5) * 0.2,
    phase: random() * 6.28,
  }));
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const sum = waves.reduce((s, wave) => s + Math.sin(wave.x * x + wave.y * y + wave.phase), 0);
      out[y * edge + x] = 128 + sum * 20;
    }
  }
}

function seededRandom(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
