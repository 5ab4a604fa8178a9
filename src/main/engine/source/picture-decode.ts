import sharp from 'sharp';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { VolumeSummary } from '../../../shared/volume.ts';
import { asSamples } from './sample-layout.ts';
import type { Samples } from './volume-format.ts';

/** Where libvips reads from: the bytes of a picture, or one page of a TIFF file. */
export type PictureInput = { bytes: Buffer } | { path: string; page: number };

// 2^30 pixels: the largest mosaics of sections; libvips' own limit is a quarter of that.
const mostPixels = 2 ** 30;

/**
 * The first channel of a picture, exactly as stored: no colour profile, no rotation, no luminance.
 * @param expected what the header said; a picture that decodes to anything else is refused
 * @returns height x width samples of 8 or 16 bits; `file-unreadable` for a damaged picture
 */
export async function decodePicture(
  path: string,
  input: PictureInput,
  expected: Pick<VolumeSummary, 'shape' | 'sampleType'>,
): Promise<Outcome<Samples>> {
  const is16Bit = expected.sampleType === 'uint16';
  // 'error' includes cut files; 'warning' would refuse files for odd text chunks.
  const options = { limitInputPixels: mostPixels, failOn: 'error', ignoreIcc: true } as const;
  try {
    const image =
      'bytes' in input
        ? sharp(input.bytes, options)
        : sharp(input.path, { ...options, page: input.page, pages: 1 });
    const { channels } = await image.metadata();
    const grey = is16Bit ? 'grey16' : 'b-w';
    const colour = is16Bit ? 'rgb16' : 'srgb';
    const { data, info } = await image
      .toColourspace(channels > 2 ? colour : grey)
      .raw({ depth: is16Bit ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { y, x } = expected.shape;
    if (info.width !== x || info.height !== y) {
      const what = `it promises ${x} x ${y} pixels and holds ${info.width} x ${info.height}`;
      return fail({ kind: 'header-invalid', path, what });
    }
    // `as`: sharp's buffers are never shared memory.
    const bytes = data as Uint8Array as Uint8Array<ArrayBuffer>;
    return succeed(firstChannel(asSamples(bytes, expected.sampleType), info.channels));
  } catch (error) {
    return fail(pictureFailure(path, error));
  }
}

/** The sentence for what libvips says; its own words are cut to the first line. */
export function pictureFailure(path: string, error: unknown): Failure {
  const said = error instanceof Error ? error.message : String(error);
  if (said.startsWith('Input file is missing')) return { kind: 'file-missing', path };
  const reason = said.split('\n')[0]?.slice(0, 120) ?? 'unknown error';
  return { kind: 'file-unreadable', path, reason: `damaged picture: ${reason}` };
}

function firstChannel(samples: Samples, channels: number): Samples {
  if (channels === 1) return samples;
  const first = samples.slice(0, samples.length / channels);
  for (let i = 0; i < first.length; i++) first[i] = samples[i * channels] ?? 0;
  return first;
}
