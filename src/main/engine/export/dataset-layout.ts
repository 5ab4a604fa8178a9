import { csvLine } from '../../../shared/csv.ts';
import { placeTitles } from '../../../shared/patch.ts';
import type { ManifestRow } from './exporter.ts';
import { isSafeName } from './safe-name.ts';

/** Where the exporter's files lie; everything beside it tells about them (BagIt 1.0, RFC 8493). */
export const payloadName = 'data';
/** Every patch of the data set, one a line. */
export const manifestName = 'manifest.csv';
/** How the data set came about; holds the manifest's checksum. */
export const datasetName = 'dataset.json';
/** Every label of the exported sources. */
export const labelsName = 'labels.csv';
/** The near-duplicates that each exported exemplar stands for. */
export const groupsName = 'groups.csv';
/** Vectors of the patches, in the order of the manifest; the ending says how they are stored. */
export const embeddingsName = 'embeddings';

/** Checksums of the payload, and of everything that lies beside it. */
export const payloadSumsName = 'manifest-sha256.txt';
export const tagSumsName = 'tagmanifest-sha256.txt';

/** What is told of a patch, whatever file it went to. */
export const patchTitles = [
  'source',
  ...placeTitles,
  'name',
  'hash',
  'members',
  'score',
  'decision',
  'reason',
  'pixel_y_nm',
  'pixel_x_nm',
  'split',
  'weight',
] as const;

/** Columns of the manifest. Changing them changes the data set's version. */
export const manifestTitles = [...patchTitles, 'file', 'item', 'sha256'] as const;

/** One line of the manifest. */
export function manifestLine(row: ManifestRow): string {
  const { box, pixelNm } = row;
  return csvLine([
    row.source,
    row.volume,
    row.plane,
    row.index,
    box.y0,
    box.y1,
    box.x0,
    box.x1,
    row.name,
    row.hash,
    row.members,
    row.score,
    row.decision,
    row.reason,
    pixelNm?.y ?? null,
    pixelNm?.x ?? null,
    row.split,
    row.weight,
    row.file,
    row.item,
    row.sha256,
  ]);
}

/** True for `a/b.png`: relative, of names that are the same on every system, leading nowhere else. */
export function isPayloadPath(path: string): boolean {
  const parts = path.split('/');
  return parts.length <= 16 && parts.every(isSafeName);
}
