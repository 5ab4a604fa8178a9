import { mrc } from './mrc.ts';
import { jpeg, png } from './picture.ts';
import { tiff } from './tiff.ts';
import type { VolumeFormat } from './volume-format.ts';

/** Asked in order; the first that recognises a file reads it. A new format is one line here. */
export const volumeFormats: readonly VolumeFormat[] = [tiff, png, jpeg, mrc];
