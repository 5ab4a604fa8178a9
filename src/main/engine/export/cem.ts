import type { Exporter } from './exporter.ts';
import { pictureReader } from './picture-reader.ts';
import { writePictures } from './write-pictures.ts';

/**
 * The layout of the published CEM data (spec 1.8): a folder per source, a picture per patch under its paper
 * name. Training code for CEM500K reads the payload as it is.
 */
export const cem: Exporter = {
  name: 'cem',
  title: 'CEM folders',
  about: 'A folder per source with a picture per patch, named as in CEM500K.',
  pictures: ['tiff', 'png', 'webp'],
  shard: { by: 'split', patches: 256 },
  writeShard: (payload, { patches }, pictures) =>
    writePictures(payload, patches, pictures ?? 'tiff', ({ folder }) => folder),
  writeIndex: async () => {},
  openReader: pictureReader,
};
