/** Every patch of the data set, one a line. */
export const manifestName = 'manifest.csv';
/** How the data set came about; holds the manifest's checksum. */
export const datasetName = 'dataset.json';
/** Checksums of the two files above, in the form `sha256sum --check` reads. */
export const checksumName = 'checksums.sha256';

/** Columns of the manifest. Changing them changes the data set's version. */
export const manifestTitles = [
  'source',
  'volume',
  'plane',
  'index',
  'y0',
  'y1',
  'x0',
  'x1',
  'hash',
  'score',
  'decision',
  'file',
  'sha256',
] as const;

/** The whole text of the checksum file. */
export function checksumLines(manifest: string, dataset: string): string {
  return `${dataset}  ${datasetName}\n${manifest}  ${manifestName}\n`;
}
