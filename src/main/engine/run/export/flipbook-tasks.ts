import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { finishFlipbooks } from '../../export/flipbook-set.ts';
import { setFolder, writeShardEntry } from '../../export/journal.ts';
import { PayloadWriter } from '../../export/payload-writer.ts';
import { stackFormats } from '../../export/stack-file.ts';
import { readSlab, slabShape } from '../../slice/read-slab.ts';
import { sliceResident } from '../../slice/resident-volume.ts';
import { eightBitMapper } from '../../slice/to-eight-bit.ts';
import { cropPixels } from '../exemplar/patch-reader.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import type { FlipbookToCut, VolumeToRead } from '../task/worker-material.ts';
import { sameShape, withVolume } from '../volume/cross-section-reader.ts';
import { writing } from './settle-shard.ts';

type ReadFlipbook = (flipbook: FlipbookToCut) => Promise<Outcome<Uint8Array>>;

/** Runs in a worker: cuts flipbooks out of one volume, writes them and records them in the journal. */
export function writeFlipbooks(
  ask: DecodeTasks['write-flipbooks']['ask'],
  resident: SharedArrayBuffer | null,
): Promise<Outcome<number>> {
  const { volume, flipbooks, partial, shard, as, replace } = ask;
  const format = stackFormats.find(({ name }) => name === as);
  return withReader(volume, resident, (read) =>
    writing(partial, async () => {
      const payload = new PayloadWriter(setFolder(partial), replace);
      for (const flipbook of flipbooks) {
        const { box, from, to, voxelSize, file } = flipbook;
        const pixels = await read(flipbook);
        if (!pixels.ok) return pixels;
        const [height, width] = [box.y1 - box.y0, box.x1 - box.x0];
        const stack = { sections: to - from, height, width, pixels: pixels.value, voxelSize };
        await payload.write(file, format?.encode(stack) ?? new Uint8Array(0));
      }
      await payload.sync();
      await writeShardEntry(partial, shard, { files: payload.files, rows: [] });
      return succeed(payload.files.reduce((sum, { bytes }) => sum + bytes, 0));
    }),
  );
}

/** Runs in a worker: writes the tables and checksums of a set of flipbooks; answers the bytes of all of it. */
export function finishFlipbookSet({
  partial,
  shards,
  tables,
}: DecodeTasks['finish-flipbooks']['ask']): Promise<Outcome<number>> {
  return writing(partial, async () => succeed(await finishFlipbooks(partial, shards, tables)));
}

/** Sections out of shared memory where the volume is in it, else of the file no more than the flipbook needs. */
function withReader(
  volume: VolumeToRead,
  resident: SharedArrayBuffer | null,
  work: (read: ReadFlipbook) => Promise<Outcome<number>>,
): Promise<Outcome<number>> {
  if (resident) {
    const voxels = new Uint8Array(resident);
    return work(async (flipbook) => succeed(cutResident(voxels, volume, flipbook)));
  }
  return withVolume(volume.reference, async (open) => {
    const unchanged = sameShape(open, volume);
    if (!unchanged.ok) return unchanged;
    const toEight = eightBitMapper(volume.sampleType, volume.mapping, volume.invert);
    return work(({ plane, from, to, box }) => readSlab(open, plane, from, to, toEight, box));
  });
}

function cutResident(
  voxels: Uint8Array,
  { shape }: VolumeToRead,
  { plane, from, to, box }: FlipbookToCut,
): Uint8Array {
  const { height, width } = slabShape(shape, plane);
  const size = (box.y1 - box.y0) * (box.x1 - box.x0);
  const pixels = new Uint8Array((to - from) * size);
  const sections = sliceResident(voxels, shape, plane, from, to);
  for (let i = 0; i < to - from; i++) {
    const section = sections.subarray(i * height * width, (i + 1) * height * width);
    pixels.set(cropPixels(section, width, box), i * size);
  }
  return pixels;
}
