import type { Exporter, PatchPlace } from './exporter.ts';
import { encodePatch, pictureEnding } from './picture-file.ts';
import { pictureReader } from './picture-reader.ts';

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
  async writeShard(payload, { patches }, pictures) {
    const encoding = pictures ?? 'tiff';
    const places: PatchPlace[] = [];
    for (const patch of patches) {
      const file = `${patch.folder}/${patch.fileName}.${pictureEnding[encoding]}`;
      await payload.write(file, await encodePatch(patch, encoding));
      places.push({ file, item: '' });
    }
    return places;
  },
  writeIndex: async () => {},
  openReader: pictureReader,
};
