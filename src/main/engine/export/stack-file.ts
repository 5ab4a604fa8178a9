import { greyTiffHeader } from '../../../shared/tiff-encoder.ts';
import type { GreyStack } from './grey-stack.ts';
import { mrcHeader, mrcSamples } from './mrc-writer.ts';
import { nrrdHeader } from './nrrd-writer.ts';

/** A way to store a stack as one file. */
export interface StackFormat {
  readonly name: 'tiff' | 'nrrd' | 'mrc';
  readonly ending: string;
  readonly encode: (stack: GreyStack) => Uint8Array;
}

/** All ways. A new one is a line here. */
export const stackFormats: readonly StackFormat[] = [
  {
    name: 'tiff',
    ending: 'tif',
    encode: (stack) => joined(greyTiffHeader({ ...stack, pages: stack.sections }), stack.pixels),
  },
  { name: 'nrrd', ending: 'nrrd', encode: (stack) => joined(nrrdHeader(stack), stack.pixels) },
  { name: 'mrc', ending: 'mrc', encode: (stack) => joined(mrcHeader(stack), mrcSamples(stack)) },
];

function joined(header: Uint8Array, samples: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header.length + samples.length);
  bytes.set(header);
  bytes.set(samples, header.length);
  return bytes;
}
