import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Plane } from '../../../../shared/patch.ts';
import type { VolumeReference } from '../../../../shared/volume.ts';
import type { ReadRows } from '../../hash/hash-part.ts';
import { readSlab, slabShape } from '../../slice/read-slab.ts';
import { sliceResident } from '../../slice/resident-volume.ts';
import { eightBitMapper } from '../../slice/to-eight-bit.ts';
import { openVolume } from '../../source/open-volume.ts';
import { bytesPerSample } from '../../source/sample-layout.ts';
import type { OpenVolume } from '../../source/volume-format.ts';
import type { VolumeToRead } from '../task/worker-material.ts';
import type { ResidentPart } from './resident-volumes.ts';
import { pathOf } from './volume-paths.ts';

/** A cross-section in 8-bit grey, row-major. */
export interface CrossSection {
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/**
 * Reads the cross-section at `position`. `readAhead` is the end of the run of positions that will be
 * asked for next: along xz and yz a whole slab is read at once, since each file row serves all of it.
 */
export type ReadCrossSection = (
  plane: Plane,
  position: number,
  readAhead: number,
) => Promise<Outcome<CrossSection>>;

/** Bytes of 8-bit voxels a slab may take; bounds a worker's memory whatever the volume's size. */
export const slabBytes = 64 * 2 ** 20;

/** Opens a volume for one piece of work and closes it after. */
export async function withVolume<T>(
  reference: VolumeReference,
  work: (volume: OpenVolume) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const opened = await openVolume(reference);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** Gives `work` a way to read cross-sections of a volume, from shared memory where it is resident. */
export function crossSectionReader<T>(
  volume: VolumeToRead,
  resident: SharedArrayBuffer | null,
  work: (read: ReadCrossSection) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (resident) return work(residentReader(volume, new Uint8Array(resident)));
  return withVolume(volume.reference, async (open) => {
    const unchanged = sameShape(open, volume);
    return unchanged.ok ? work(slabReader(volume, open)) : unchanged;
  });
}

/**
 * Gives `work` a way to read rows of planes in 8-bit grey, from shared memory where the volume is
 * resident; those are views.
 */
export function rowReader<T>(
  volume: VolumeToRead,
  resident: SharedArrayBuffer | null,
  work: (read: ReadRows) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { y: rows, x: columns } = volume.shape;
  if (resident) {
    const voxels = new Uint8Array(resident);
    return work(async (z, y0, y1) =>
      succeed(voxels.subarray((z * rows + y0) * columns, (z * rows + y1) * columns)),
    );
  }
  const toEight = eightBitMapper(volume.sampleType, volume.mapping, volume.invert);
  return withVolume(volume.reference, async (open) => {
    const unchanged = sameShape(open, volume);
    if (!unchanged.ok) return unchanged;
    const rooms = [newRoom(), newRoom()] as const;
    let calls = 0;
    return work(async (z, y0, y1) => {
      const room = rooms[calls++ % 2 === 0 ? 0 : 1];
      const count = (y1 - y0) * columns;
      const window = { y0, y1, x0: 0, x1: columns };
      const stored = room.stored(count * bytesPerSample[volume.sampleType]);
      const samples = await open.readWindow(z, window, stored);
      return samples.ok ? succeed(toEight(samples.value, room.grey(count))) : samples;
    });
  });
}

/** Memory that is used again, since new memory for every plane costs more than reading it. */
function newRoom() {
  let stored = new ArrayBuffer(0);
  let grey = new Uint8Array(0);
  return {
    stored(bytes: number): ArrayBuffer {
      if (stored.byteLength < bytes) stored = new ArrayBuffer(bytes);
      return stored;
    },
    grey(count: number): Uint8Array {
      if (grey.length < count) grey = new Uint8Array(count);
      return grey;
    },
  };
}

/** Sections cut at once from memory: as many as share a cache line along yz. */
const sectionsAtOnce = 64;

function residentReader(volume: VolumeToRead, voxels: Uint8Array): ReadCrossSection {
  return slabwise(volume, sectionsAtOnce, async (plane, from, to) =>
    succeed(sliceResident(voxels, volume.shape, plane, from, to)),
  );
}

function slabReader(volume: VolumeToRead, open: OpenVolume): ReadCrossSection {
  const toEight = eightBitMapper(volume.sampleType, volume.mapping, volume.invert);
  return slabwise(volume, Number.POSITIVE_INFINITY, (plane, from, to) =>
    readSlab(open, plane, from, to, toEight),
  );
}

/** Reads slab by slab and answers single cross-sections out of the last one. */
function slabwise(
  volume: VolumeToRead,
  mostSections: number,
  readSections: (plane: Plane, from: number, to: number) => Promise<Outcome<Uint8Array>>,
): ReadCrossSection {
  let slab: { plane: Plane; from: number; to: number; pixels: Uint8Array } | null = null;
  return async (plane, position, readAhead) => {
    const { height, width } = slabShape(volume.shape, plane);
    const bytes = height * width;
    if (!slab || slab.plane !== plane || position < slab.from || position >= slab.to) {
      const fitting = isXy(plane) ? 1 : Math.max(1, Math.floor(slabBytes / bytes));
      const to = Math.max(
        position + 1,
        Math.min(readAhead, position + Math.min(fitting, mostSections)),
      );
      const pixels = await readSections(plane, position, to);
      if (!pixels.ok) return pixels;
      slab = { plane, from: position, to, pixels: pixels.value };
    }
    const start = (position - slab.from) * bytes;
    return succeed({ pixels: slab.pixels.subarray(start, start + bytes), height, width });
  };
}

const isXy = (plane: Plane): boolean => plane === 'xy' || plane === '2d';

/** A file replaced by another since it was added must not be cut as if it were the old one. */
export function sameShape(
  open: OpenVolume,
  volume: Pick<VolumeToRead, 'reference' | 'shape' | 'sampleType'>,
): Outcome<null> {
  const { shape, sampleType } = open.summary;
  const same =
    shape.z === volume.shape.z &&
    shape.y === volume.shape.y &&
    shape.x === volume.shape.x &&
    sampleType === volume.sampleType;
  const path = pathOf(volume.reference);
  return same ? succeed(null) : fail({ kind: 'volume-changed', path, source: '' });
}

/** Bytes of a plane, as stored, that are brought to memory at once. */
const fillBytes = 8 * 2 ** 20;

/** Reads some planes of a volume into memory that workers share. */
export function fillResidentPart({
  volume,
  buffer,
  from,
  to,
}: ResidentPart): Promise<Outcome<null>> {
  const { y: rows, x: columns } = volume.shape;
  const voxels = new Uint8Array(buffer);
  const rowsAtOnce = Math.max(
    1,
    Math.floor(fillBytes / columns / bytesPerSample[volume.sampleType]),
  );
  return rowReader(volume, null, async (read) => {
    for (let z = from; z < to; z++) {
      for (let y0 = 0; y0 < rows; y0 += rowsAtOnce) {
        const grey = await read(z, y0, Math.min(rows, y0 + rowsAtOnce));
        if (!grey.ok) return grey;
        voxels.set(grey.value, (z * rows + y0) * columns);
      }
    }
    return succeed(null);
  });
}
