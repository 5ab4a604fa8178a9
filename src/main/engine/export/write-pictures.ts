import type { PictureEncoding } from '../../../shared/export.ts';
import type { ExportedPatch, Exporter, PatchPlace, Payload } from './exporter.ts';
import { inOrder } from './in-order.ts';
import { encodePatch, pictureEnding } from './picture-file.ts';
import { splitName } from './split-name.ts';

/**
 * Writes a picture file for each patch.
 *
 * @param folderOf folder of the payload that a patch's picture goes to
 * @returns the places, in the order of the patches
 */
export async function writePictures(
  payload: Payload,
  patches: readonly ExportedPatch[],
  encoding: PictureEncoding,
  folderOf: (patch: ExportedPatch) => string,
): Promise<PatchPlace[]> {
  const places: PatchPlace[] = [];
  const written = inOrder(patches, async (patch) => {
    const file = `${folderOf(patch)}/${patch.fileName}.${pictureEnding[encoding]}`;
    await payload.write(file, await encodePatch(patch, encoding));
    return { file, item: '' };
  });
  for await (const place of written) places.push(place);
  return places;
}

/** A folder for each split, in it one for each source; PNG where nobody chose an encoding. */
export const writeBySplit: Exporter['writeShard'] = (payload, { patches }, pictures) =>
  writePictures(
    payload,
    patches,
    pictures ?? 'png',
    ({ split, folder }) => `${splitName(split)}/${folder}`,
  );
