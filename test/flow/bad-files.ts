import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mrc, texture, tiffStack } from './small-sources.ts';

const shape = { z: 4, y: 96, x: 120 };
const size = { z: 8, y: 8, x: 8 };

/** Writes files that cannot be added, with the whole sentence for each; `~` stands for the folder. */
export function writeRefusedFiles(folder: string): Readonly<Record<string, string>> {
  mkdirSync(join(folder, 'nothing'));
  for (const [name, bytes] of Object.entries(refusedBytes())) {
    writeFileSync(join(folder, name), bytes);
  }
  return {
    'missing.tif':
      '~/missing.tif is not there. Check the path, or connect the disk it is on and try again.',
    nothing:
      '~/nothing holds no file that can be read as a volume or picture. Choose another folder.',
    'notes.txt':
      'No reader recognises ~/notes.txt (tried tiff, png, jpeg, mrc). Convert it to TIFF or MRC and add it again.',
    'notes.tif':
      '~/notes.tif has a header that makes no sense: it does not begin as a TIFF file does. Export the file again from the program that made it.',
    'empty.tif':
      '~/empty.tif has a header that makes no sense: it is empty. Export the file again from the program that made it.',
    'truncated.tif':
      '~/truncated.tif holds 20,000 bytes but its header promises 23,772. Copy the file again from where it came, then add it again.',
    'truncated.mrc':
      '~/truncated.mrc holds 50,000 bytes but its header promises 93,184. Copy the file again from where it came, then add it again.',
    'absurd.mrc':
      '~/absurd.mrc holds 93,184 bytes but its header promises 1,536,000,001,024. Copy the file again from where it came, then add it again.',
    'zero.mrc':
      '~/zero.mrc has a header that makes no sense: its size is 120 x 0 x 4 samples. Export the file again from the program that made it.',
    'minus.mrc':
      '~/minus.mrc has a header that makes no sense: its size is 120 x 96 x -5 samples. Export the file again from the program that made it.',
    'mode.mrc':
      '~/mode.mrc stores its samples in a way that is not read yet: MRC mode 99. Convert it to 8-, 16- or 32-bit grey and add it again.',
  };
}

function refusedBytes(): Readonly<Record<string, string | Uint8Array>> {
  const map = mrc(shape, 1, Int16Array.from(texture(shape, 4)), size);
  const withWord = (word: number, value: number) => {
    const copy = Buffer.from(map);
    copy.writeInt32LE(value, word * 4);
    return copy;
  };
  return {
    'notes.txt': 'These are notes, not an image.\n',
    'notes.tif': 'These are notes, not an image.\n',
    'empty.tif': '',
    'truncated.tif': tiffStack(shape, size, 3).subarray(0, 20_000),
    'truncated.mrc': map.subarray(0, 50_000),
    'absurd.mrc': withWord(0, 2_000_000_000),
    'zero.mrc': withWord(1, 0),
    'minus.mrc': withWord(2, -5),
    'mode.mrc': withWord(3, 99),
  };
}

/** Writes a good file and files that can be added but not cut whole, with the sentence for each. */
export function writeDoubtfulFiles(folder: string): Readonly<Record<string, string>> {
  const bright = Float32Array.from(texture(shape, 6));
  const holes = bright.map((value, i) => (i === 7 || i === 8 ? Number.NaN : value / 255));
  const below = Int16Array.from(texture(shape, 5), (value) => value - 100);
  const files = {
    'good.tif': tiffStack(shape, size, 1),
    'no-scale.tif': tiffStack(shape, null, 2),
    'negative.mrc': mrc(shape, 1, below, size),
    'nan.mrc': mrc(shape, 2, holes, size),
    'bright.mrc': mrc(shape, 2, bright, size),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return {
    'bright/bright': `~/bright.mrc holds fractional values above 1 (highest ${Math.max(...bright)}), which the mapping by type cannot place. Choose the mapping "full-range" or "percentile" for this source.`,
    'nan/nan':
      '~/nan.mrc holds 2 values that are not numbers (NaN or infinite). Replace them in the program that made the file, then add it again.',
    'negative/negative': `~/negative.mrc holds negative values (lowest ${Math.min(...below)}), which the mapping by type does not allow. Choose the mapping "full-range" or "percentile" for this source.`,
    'no-scale/no-scale':
      'no-scale.tif does not record its voxel size, so only xy cross-sections are cut. Enter its voxel size in nanometres to cut all planes.',
  };
}
