import { closeSync, openSync, readSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import { diskTrouble } from '../../catalog/disk-trouble.ts';
import { syncFolder } from '../../export/sync-files.ts';
import { featureCount, textureFeatures } from '../../feature/texture-features.ts';
import type { PatchToRead, VolumeToRead, WrittenPack } from '../task/worker-material.ts';
import { visitPatches } from './patch-reader.ts';

const inflate = promisify(inflateRaw);

/** Where a pack of a project lies; its number is the smallest ordinal in it. */
export const packFile = (project: string, pack: number): string =>
  join(project, 'patches', `${pack}.pack`);

/**
 * Writes the pixels of patches into one pack, each deflated by itself, and measures their features
 * on the way, so that every volume is decoded once for both. The pack appears under its name only
 * when it is whole and on the disk.
 */
export async function writePack(
  volume: VolumeToRead,
  patches: readonly PatchToRead[],
  file: string,
  resident: SharedArrayBuffer | null,
): Promise<Outcome<WrittenPack>> {
  const pack = newPack(patches.length);
  const visited = await visitPatches(volume, patches, resident, pack.put);
  return visited.ok ? pack.write(file) : visited;
}

/** A pack in memory, until all its patches were put into it. */
export function newPack(patches: number) {
  const features = new Float64Array(patches * featureCount);
  const packed: Uint8Array[] = new Array(patches);
  return {
    put(at: number, pixels: Uint8Array, box: Box): void {
      // Level 1: EM noise hardly packs better at higher levels, which cost three times as much.
      packed[at] = deflateRawSync(pixels, { level: 1 });
      features.set(textureFeatures(pixels, box.x1 - box.x0, box.y1 - box.y0), at * featureCount);
    },
    async write(file: string): Promise<Outcome<WrittenPack>> {
      const written = await writeWhole(file, packed);
      if (!written.ok) return written;
      let offset = 0;
      const places = packed.map(({ length: bytes }) => {
        offset += bytes;
        return { offset: offset - bytes, bytes };
      });
      return succeed({ places, features });
    },
  };
}

async function writeWhole(file: string, parts: readonly Uint8Array[]): Promise<Outcome<null>> {
  try {
    const handle = await open(`${file}.new`, 'w');
    try {
      // Not `writev`, which on a disk that fills up writes a part and says nothing.
      await handle.writeFile(Buffer.concat(parts));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
    await syncFolder(dirname(file));
    return succeed(null);
  } catch (error) {
    await rm(`${file}.new`, { force: true });
    const trouble = diskTrouble(error, dirname(file));
    if (trouble) return fail(trouble);
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'target-unwritable', path: file, reason });
  }
}

/** Reads one patch's pixels back out of a pack. */
export async function readFromPack(
  project: string,
  place: { pack: number; offset: number; bytes: number },
  pixels: number,
): Promise<Outcome<Uint8Array>> {
  const path = packFile(project, place.pack);
  try {
    const handle = await open(path, 'r');
    try {
      const packed = new Uint8Array(place.bytes);
      await handle.read(packed, 0, place.bytes, place.offset);
      const patch = await inflate(packed, { maxOutputLength: pixels });
      if (patch.length === pixels) return succeed(patch);
      return fail({ kind: 'file-truncated', path, has: patch.length, needs: pixels });
    } finally {
      await handle.close();
    }
  } catch (error) {
    return fail({
      kind: 'file-unreadable',
      path,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Reads many patches one after another, as a worker does; a pack stays open until one of another is asked for. */
export interface Packs {
  /** Null for one that cannot be had, whatever the reason: the volume may still have it. */
  read(place: { pack: number; offset: number; bytes: number }, pixels: number): Uint8Array | null;
  close(): void;
}

export function openPacks(project: string): Packs {
  let open: { readonly pack: number; readonly fd: number } | null = null;
  const close = (): void => {
    if (open) closeSync(open.fd);
    open = null;
  };
  return {
    read(place, pixels) {
      try {
        if (open?.pack !== place.pack) {
          close();
          open = { pack: place.pack, fd: openSync(packFile(project, place.pack), 'r') };
        }
        const packed = new Uint8Array(place.bytes);
        readSync(open.fd, packed, 0, place.bytes, place.offset);
        const patch = inflateRawSync(packed, { maxOutputLength: pixels });
        return patch.length === pixels ? patch : null;
      } catch {
        return null;
      }
    },
    close,
  };
}
