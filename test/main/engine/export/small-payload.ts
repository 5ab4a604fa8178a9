import { createHash } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type {
  ExportedPatch,
  Exporter,
  ManifestRow,
  Payload,
  Shard,
} from '../../../../src/main/engine/export/exporter.ts';
import type { DatasetSplit, PictureEncoding } from '../../../../src/shared/export.ts';
import { document } from './small-dataset.ts';

/** A payload in a folder: files are new, and their folders made. */
export function folderPayload(folder: string): Payload {
  return {
    async write(path, bytes) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes, { flag: 'wx' });
    },
    async writePieces(path, pieces) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      const file = await open(join(folder, path), 'wx');
      try {
        for await (const piece of pieces) await file.writeFile(piece);
      } finally {
        await file.close();
      }
    },
  };
}

const parts: readonly [string, string, DatasetSplit, number][] = [
  ['Liver', 'Liver', 'train', 21],
  ['=brain, "left".v2', '__brain, _left_.v2', 'train', 5],
  ['Liver~2', 'Liver~2', 'test', 18],
];

/** Patches of three sources in two splits; every seventh is smaller, as at the border of a volume. */
export function somePatches(isSplit = true): ExportedPatch[] {
  return parts.flatMap(([source, folder, split, count]) =>
    Array.from({ length: count }, (_, index): ExportedPatch => {
      const isSmall = index % 7 === 6;
      const [height, width] = isSmall ? [9, 13] : [16, 20];
      const name = `vol.${index % 2}-LOC-0_${index}_0-${height}_3-${width + 3}`;
      return {
        source,
        volume: `vol.${index % 2}`,
        plane: 'xy',
        index,
        box: { y0: 0, y1: height, x0: 3, x1: width + 3 },
        name,
        hash: '00ff00ff00ff00ff',
        members: 1 + (index % 3),
        score: index % 4 === 3 ? null : index / 20,
        decision: (['informative', 'uninformative', 'unsure', null] as const)[index % 4] ?? null,
        reason: index % 4 === 1 ? 'blur' : null,
        pixelNm: folder === 'Liver' ? { y: 8, x: 4.5 } : null,
        split: isSplit ? split : null,
        weight: isSplit ? 0.5 : null,
        folder,
        fileName: name,
        pixels: Uint8Array.from({ length: height * width }, (_, i) => (i * 7 + index * 31) % 256),
      };
    }),
  );
}

/** What an exporter wrote. */
export interface WrittenPayload {
  readonly patches: readonly ExportedPatch[];
  readonly rows: readonly ManifestRow[];
}

/** Writes patches as the export job does, in shards of a few. */
export async function writePayload(
  exporter: Exporter,
  folder: string,
  options: { pictures?: PictureEncoding; patches?: ExportedPatch[]; most?: number } = {},
): Promise<WrittenPayload> {
  const { pictures = exporter.pictures[0] ?? null, patches = somePatches(), most = 16 } = options;
  const payload = folderPayload(folder);
  const rows: ManifestRow[] = [];
  for (const shard of shardsOf(patches, exporter.shard.by, most)) {
    const places = await exporter.writeShard(payload, shard, pictures);
    for (const [i, patch] of shard.patches.entries()) {
      const { folder: _, fileName: __, pixels, ...facts } = patch;
      const sha256 = createHash('sha256').update(pixels).digest('hex');
      rows.push({ ...facts, ...places[i]!, sha256 });
    }
  }
  async function* again(): AsyncGenerator<ManifestRow> {
    yield* rows;
  }
  // `as`: the exporters look at the terms alone.
  const terms = { title: 'Small', description: '', creators: '', licence: 'CC-BY-4.0' };
  const dataset = {
    format: 'em-curator-dataset',
    version: 3,
    ...document,
    parameters: { patchSize: 20 },
    terms,
  } as never;
  await exporter.writeIndex(payload, { rows: again, dataset });
  return { patches, rows };
}

function* shardsOf(
  patches: readonly ExportedPatch[],
  by: Exporter['shard']['by'],
  most: number,
): Generator<Shard> {
  const keyOf = ({ split, source }: ExportedPatch): string =>
    by === 'split' ? `${split}` : `${split}/${source}`;
  const counts = new Map<string, { shards: number; patches: number }>();
  const countOf = (key: string) => {
    const count = counts.get(key) ?? { shards: 0, patches: 0 };
    counts.set(key, count);
    return count;
  };
  let number = 0;
  for (let from = 0; from < patches.length; ) {
    const first = patches[from]!;
    let to = from;
    while (to < patches.length && to - from < most && keyOf(patches[to]!) === keyOf(first)) to++;
    const split = countOf(`split ${first.split}`);
    const source = countOf(`source ${first.split}/${first.source}`);
    yield {
      number: number++,
      ofSplit: split.shards,
      ofSource: source.shards,
      before: { ofSplit: split.patches, ofSource: source.patches },
      edge: 20,
      patches: patches.slice(from, to),
    };
    for (const count of [split, source]) {
      count.shards++;
      count.patches += to - from;
    }
    from = to;
  }
}
