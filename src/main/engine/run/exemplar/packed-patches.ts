import { createHash } from 'node:crypto';
import type { Outcome } from '../../../../shared/failure.ts';
import { succeed } from '../../../../shared/failure.ts';
import { textureEmbedding, textureEmbeddingNames } from '../../feature/texture-embedding.ts';
import { resizeBilinear } from '../../kernel/bilinear.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import type { PackedPatch } from '../task/worker-material.ts';
import { readFromPack } from './patch-packs.ts';
import { visitPatches } from './patch-reader.ts';

const width = textureEmbeddingNames.length;

/** Texture embeddings of packed patches; a row of NaN for one whose pixels cannot be read. */
export async function embedPacked(
  project: string,
  patches: readonly PackedPatch[],
): Promise<Float32Array> {
  const rows = new Float32Array(patches.length * width).fill(Number.NaN);
  for (const [at, patch] of patches.entries()) {
    const pixels = await readFromPack(project, patch, patch.height * patch.width);
    if (pixels.ok) rows.set(textureEmbedding(pixels.value, patch.width, patch.height), at * width);
  }
  return rows;
}

/** Texture embeddings of patches of a volume. */
export async function embedPatches(
  { volume, patches }: DecodeTasks['embed-patches']['ask'],
  resident: SharedArrayBuffer | null,
): Promise<Outcome<Float32Array>> {
  const rows = new Float32Array(patches.length * width);
  const visited = await visitPatches(volume, patches, resident, (at, pixels, box) => {
    rows.set(textureEmbedding(pixels, box.x1 - box.x0, box.y1 - box.y0), at * width);
  });
  return visited.ok ? succeed(rows) : visited;
}

/** Pixels of packed patches brought to one size, one after another, and the places of unreadable ones. */
export async function pixelsPacked(
  project: string,
  patches: readonly PackedPatch[],
  size: { readonly height: number; readonly width: number },
): Promise<{ pixels: Uint8Array; missing: number[] }> {
  const bytes = size.height * size.width;
  const all = new Uint8Array(patches.length * bytes);
  const missing: number[] = [];
  for (const [at, patch] of patches.entries()) {
    const read = await readFromPack(project, patch, patch.height * patch.width);
    if (!read.ok) missing.push(at);
    else {
      const { height, width: wide } = patch;
      all.set(resizeBilinear(read.value, wide, height, size.width, size.height), at * bytes);
    }
  }
  return { pixels: all, missing };
}

/** SHA-256 of the pixels of packed patches; null for one whose pixels cannot be read. */
export async function digestPacked(
  project: string,
  patches: DecodeTasks['digest-packed']['ask']['patches'],
): Promise<readonly (string | null)[]> {
  const digests: (string | null)[] = [];
  for (const { place, box } of patches) {
    const size = (box.y1 - box.y0) * (box.x1 - box.x0);
    const read = place && (await readFromPack(project, place, size));
    digests.push(read?.ok ? createHash('sha256').update(read.value).digest('hex') : null);
  }
  return digests;
}

/** Pixels of patches of a volume brought to one size. */
export async function pixelsOfPatches(
  { volume, patches, size }: DecodeTasks['pixels-of-patches']['ask'],
  resident: SharedArrayBuffer | null,
): Promise<Outcome<Uint8Array>> {
  const bytes = size.height * size.width;
  const all = new Uint8Array(patches.length * bytes);
  const visited = await visitPatches(volume, patches, resident, (at, pixels, box) => {
    const [wide, high] = [box.x1 - box.x0, box.y1 - box.y0];
    all.set(resizeBilinear(pixels, wide, high, size.width, size.height), at * bytes);
  });
  return visited.ok ? succeed(all) : visited;
}
