import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { SampleType, VolumeSummary } from '../../../shared/volume.ts';
import { openBytes, readFailure } from './file-bytes.ts';
import { decodePicture, type PictureInput, pictureFailure } from './picture-decode.ts';
import { assertInside, newSamples } from './sample-layout.ts';
import type { OpenVolume, Samples, VolumeFormat } from './volume-format.ts';

/** PNG pictures of 1 to 16 bits. */
export const png: VolumeFormat = pictureFormat('png', ['.png'], [0x89, 0x50, 0x4e, 0x47]);

/** JPEG pictures. Lossy: the samples are what libvips decodes. */
export const jpeg: VolumeFormat = pictureFormat('jpeg', ['.jpg', '.jpeg'], [0xff, 0xd8, 0xff]);

// Deflate packs at most 1032 bytes into one, JPEG at most 64 samples into two bits;
// a header that promises more is wrong or a trap.
const mostSamplesPerByte = 8 * 1032;

function pictureFormat(name: string, endings: string[], magic: number[]): VolumeFormat {
  return {
    name,
    endings,
    recognises: (_path, head) => magic.every((byte, i) => head[i] === byte),
    async open(path) {
      const size = await fileSize(path);
      return size.ok ? openPicture(name, path, size.value) : size;
    },
  };
}

async function fileSize(path: string): Promise<Outcome<number>> {
  const bytes = await openBytes(path);
  if (!bytes.ok) return bytes;
  await bytes.value.close();
  return succeed(bytes.value.size);
}

async function openPicture(
  format: string,
  path: string,
  size: number,
): Promise<Outcome<OpenVolume>> {
  try {
    const { width, height, channels, depth, isPalette } = await sharp(path).metadata();
    if (width * height > size * mostSamplesPerByte) {
      const what = `${size} bytes cannot hold ${width} x ${height} pixels`;
      return fail({ kind: 'header-invalid', path, what });
    }
    const sampleType = sampleTypes[depth];
    if (sampleType === undefined) {
      return fail({ kind: 'samples-unsupported', path, what: `${depth} in a ${format} picture` });
    }
    const warnings: string[] = [];
    if (isPalette)
      warnings.push('The picture has a colour palette; the red of its colours is used.');
    else if (channels > 1) {
      warnings.push(`The picture has ${channels} channels; the first is used.`);
    }
    const shape = { z: 1, y: height, x: width };
    return succeed(openVolume(path, { format, shape, sampleType, voxelSize: null, warnings }));
  } catch (error) {
    return fail(pictureFailure(path, error));
  }
}

const sampleTypes: { readonly [depth: string]: SampleType } = { uchar: 'uint8', ushort: 'uint16' };

function openVolume(path: string, summary: VolumeSummary): OpenVolume {
  // These formats have no random access: the picture is decoded once and kept until closed.
  let decoded: Promise<Outcome<Samples>> | null = null;
  const { shape } = summary;
  return {
    summary,
    async readWindow(z, window) {
      assertInside(shape, z, window);
      decoded ??= decodeFile(path, summary);
      const picture = await decoded;
      if (!picture.ok) return picture;
      const { y0, y1, x0, x1 } = window;
      if (x1 - x0 === shape.x) return succeed(picture.value.slice(y0 * shape.x, y1 * shape.x));
      const cropped = newSamples(summary.sampleType, (y1 - y0) * (x1 - x0));
      for (let y = y0; y < y1; y++) {
        const row = picture.value.subarray(y * shape.x + x0, y * shape.x + x1);
        cropped.set(row, (y - y0) * (x1 - x0));
      }
      return succeed(cropped);
    },
    async close() {
      decoded = null;
    },
  };
}

async function decodeFile(path: string, summary: VolumeSummary): Promise<Outcome<Samples>> {
  let input: PictureInput;
  try {
    // Bytes instead of the path: libvips keeps decoded files by name and would not see a replaced one.
    input = { bytes: await readFile(path) };
  } catch (error) {
    return fail(readFailure(path, error));
  }
  return decodePicture(path, input, summary);
}
