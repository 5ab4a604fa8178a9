import type { Outcome } from '../../../../shared/failure.ts';
import { hashPart, type PartHashes } from '../../hash/hash-part.ts';
import { cropSpans } from '../../patch/crop-grid.ts';
import { bytesPerSample } from '../../source/sample-layout.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import { rowReader } from '../volume/cross-section-reader.ts';

/** Most of a plane that is read at once, in bytes as stored: two such stretches are held, and what comes of one. */
const stretchBytes = 8 * 2 ** 20;

/** Reads, crops and hashes one unit of a cut. */
export function hashVolumePart(
  { volume, part, mode, patchSize, hashSize }: DecodeTasks['hash-part']['ask'],
  resident: SharedArrayBuffer | null,
): Promise<Outcome<PartHashes>> {
  const { shape, sampleType } = volume;
  const depth = part.row === null ? null : cropSpans(shape.z, patchSize, mode)[part.row];
  if (depth === undefined) throw new RangeError(`there is no row ${part.row} of boxes`);
  const toHash = {
    ...part,
    shape,
    rows: cropSpans(shape.y, patchSize, mode),
    columns: cropSpans(shape.x, patchSize, mode),
    depth,
  };
  const mostPixels = stretchBytes / bytesPerSample[sampleType];
  return rowReader(volume, resident, (read) =>
    hashPart(toHash, { patchSize, hashSize }, read, { mostPixels }),
  );
}
