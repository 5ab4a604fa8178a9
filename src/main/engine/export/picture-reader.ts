import type { PatchReader } from './exporter.ts';
import { readPayloadFile } from './payload-file.ts';
import { decodePatch, mostPictureBytes } from './picture-file.ts';

/** Reads patches that are a picture file each. */
export function pictureReader(payload: string): PatchReader {
  return {
    async pixels({ file, box }) {
      const bytes = await readPayloadFile(payload, file, mostPictureBytes(box));
      return bytes.ok ? decodePatch(bytes.value, box, file) : bytes;
    },
    close: async () => undefined,
  };
}
