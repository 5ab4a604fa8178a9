import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { VolumeSummary, VoxelSize } from '../../../shared/volume.ts';
import { type ByteSource, openBytes } from './file-bytes.ts';
import { decodePicture } from './picture-decode.ts';
import { assertInside, newSamples } from './sample-layout.ts';
import { blockCache, spareRoom } from './tiff/block-cache.ts';
import { type BlockPlaces, readBlockPlaces } from './tiff/blocks.ts';
import { isUnpackedHere, renderedCompressions } from './tiff/compression.ts';
import { type Description, readDescription } from './tiff/description.ts';
import { readDirectories, readNumbers, readText, type TiffFile } from './tiff/directory.ts';
import { type Page, readPage, tags } from './tiff/page.ts';
import { alikePages, planesOf } from './tiff/planes.ts';
import { type Plane, readPlaneWindow } from './tiff/read-window.ts';
import type { OpenVolume, Samples, VolumeFormat } from './volume-format.ts';
import { roundedVoxelSize, voxelSizeDoubts } from './voxel-size.ts';

// Two rows of 512-pixel tiles of a 32k mosaic at 16 bits.
const cacheBytes = 64 * 2 ** 20;

/** TIFF and BigTIFF: pages are planes, with ImageJ's and OME's calibration. */
export const tiff: VolumeFormat = {
  name: 'tiff',
  endings: ['.tif', '.tiff', '.btf', '.tf8', '.tf2'],
  recognises(_path, head) {
    const start = String.fromCharCode(...head.subarray(0, 4));
    return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(start);
  },
  async open(path) {
    const bytes = await openBytes(path);
    if (!bytes.ok) return bytes;
    const volume = await openTiff(bytes.value);
    if (!volume.ok) await bytes.value.close();
    return volume;
  },
};

/** A TIFF volume in the given bytes. On failure the bytes stay open. */
export async function openTiff(bytes: ByteSource): Promise<Outcome<OpenVolume>> {
  const chain = await readDirectories(bytes);
  if (!chain.ok) return chain;
  const { file, directories } = chain.value;
  const pages: Page[] = [];
  for (const [index, directory] of directories.entries()) {
    const page = await readPage(file, directory, index);
    if (page.ok) pages.push(page.value);
    // A thumbnail may be odd; the first page may not.
    else if (index === 0 || page.failure.kind !== 'samples-unsupported') return page;
  }
  const { alike, warnings } = alikePages(pages);
  const unread = directories.length - pages.length;
  if (unread > 0) warnings.push(`${unread} pages store samples that are not read; left out.`);
  const [first] = alike;
  if (first === undefined) throw new Error('a TIFF file without pages passed readDirectories');
  const places = await checkPages(file, alike);
  if (!places.ok) return places;
  const text = await readText(file, first.directory, tags.description);
  const description = readDescription(text.ok ? text.value : '');
  const planes = planesOf(file, alike, places.value, description);
  if (!planes.ok) return planes;
  const voxelSize = await voxelSizeOf(file, first, planes.value.planes.length, description);
  const summary: VolumeSummary = {
    format: 'tiff',
    shape: { z: planes.value.planes.length, y: first.height, x: first.width },
    sampleType: first.sampleType,
    voxelSize,
    warnings: [
      ...warnings,
      ...planes.value.warnings,
      ...pageWarnings(first),
      ...voxelSizeDoubts(voxelSize),
    ],
  };
  return succeed(openVolume(file, planes.value.planes, summary));
}

/** Checks that every page can be read; returns the block places of the first. */
async function checkPages(file: TiffFile, pages: readonly Page[]): Promise<Outcome<BlockPlaces>> {
  let first: Outcome<BlockPlaces> | null = null;
  for (const page of pages) {
    const what = unsupported(page);
    if (what !== null) {
      return fail({ kind: 'samples-unsupported', path: file.bytes.path, what });
    }
    const places = await readBlockPlaces(file, page);
    if (!places.ok) return places;
    first ??= places;
  }
  return first ?? succeed({ offsets: [], lengths: [] });
}

function unsupported(page: Page): string | null {
  const { compression, predictor, bits, sampleType } = page;
  const rendered = renderedCompressions[compression];
  if (rendered !== undefined) {
    const isPlain = sampleType === 'uint8' || sampleType === 'uint16';
    return isPlain ? null : `${rendered} compression of ${sampleType}`;
  }
  if (compression !== 1 && !isUnpackedHere(compression)) {
    return `TIFF compression ${compression}`;
  }
  if (page.fillOrder !== 1) return 'reversed bit order';
  if (page.photometric === 6 && page.channelsTogether > 1) return 'YCbCr colours';
  if (compression === 1 || predictor === 1) return null;
  const fits = predictor === 2 ? [8, 16, 32].includes(bits) : sampleType.startsWith('float');
  return fits && (predictor === 2 || predictor === 3) ? null : `predictor ${predictor}`;
}

function openVolume(file: TiffFile, planes: readonly Plane[], summary: VolumeSummary): OpenVolume {
  const kept = { cache: blockCache(cacheBytes), spare: spareRoom() };
  // One page's places at a time: those of all pages of a long stack would not fit in memory.
  let known: { page: Page; places: BlockPlaces } | null = null;
  let rendered: { page: Page; samples: Samples } | null = null;
  return {
    summary,
    async readWindow(z, window, room) {
      assertInside(summary.shape, z, window);
      const plane = planes[z];
      if (plane === undefined) throw new Error(`plane ${z} passed assertInside`);
      const { page } = plane;
      if (page.compression in renderedCompressions) {
        if (rendered?.page !== page) {
          const decoded = await render(file, page, summary);
          if (!decoded.ok) return decoded;
          rendered = { page, samples: decoded.value };
        }
        return succeed(crop(rendered.samples, summary, window));
      }
      if (known?.page !== page) {
        const places = await readBlockPlaces(file, page);
        if (!places.ok) return places;
        known = { page, places: places.value };
      }
      return readPlaneWindow(file, plane, known.places, window, kept, room);
    },
    close: () => file.bytes.close(),
  };
}

function render(file: TiffFile, page: Page, summary: VolumeSummary): Promise<Outcome<Samples>> {
  const input = { path: file.bytes.path, page: page.index };
  return decodePicture(file.bytes.path, input, summary);
}

function crop(
  samples: Samples,
  { shape, sampleType }: VolumeSummary,
  { y0, y1, x0, x1 }: Parameters<OpenVolume['readWindow']>[1],
): Samples {
  const cropped = newSamples(sampleType, (y1 - y0) * (x1 - x0));
  for (let y = y0; y < y1; y++) {
    const row = samples.subarray(y * shape.x + x0, y * shape.x + x1);
    cropped.set(row, (y - y0) * (x1 - x0));
  }
  return cropped;
}

/** Only ImageJ's and OME's calibration is believed: plain resolution tags say 72 dpi of anything. */
async function voxelSizeOf(
  file: TiffFile,
  page: Page,
  depth: number,
  description: Description | null,
): Promise<VoxelSize | null> {
  if (description?.pixelNm == null) return null;
  let { y, x } = description.pixelNm;
  if (description.writer === 'ImageJ') {
    // Pixels per unit.
    const across = await readNumbers(file, page.directory, tags.xResolution);
    const down = await readNumbers(file, page.directory, tags.yResolution);
    if (!across.ok || !down.ok) return null;
    x /= across.value[0] ?? 0;
    y /= down.value[0] ?? across.value[0] ?? 0;
  }
  // A single picture has no spacing of planes, and nothing depends on it.
  const z = description.planeNm ?? (depth === 1 ? x : 0);
  return roundedVoxelSize(z, y, x);
}

function pageWarnings(page: Page): string[] {
  const warnings: string[] = [];
  if (page.channels > 1) {
    warnings.push(`The picture has ${page.channels} channels; the first is used.`);
  }
  if (page.photometric === 3) {
    warnings.push('The picture has a colour palette; the numbers of the colours are used as grey.');
  }
  if (page.photometric === 0 && !(page.compression in renderedCompressions)) {
    warnings.push('The file says that low values are bright; values are kept as stored.');
  }
  if (page.bits === 10 || page.bits === 12 || page.bits === 14) {
    warnings.push(`The samples have ${page.bits} bits, so the mapping by type makes them dark.`);
  }
  return warnings;
}
