import { csvLine } from '../../../../shared/csv.ts';
import type { DatasetFile } from '../../../../shared/dataset.ts';
import type { PictureEncoding } from '../../../../shared/export.ts';
import type { DatasetDocumentWriter, DatasetPackage } from '../dataset-package.ts';
import { type DatasetSource, exportedSources, grouped, oneLine } from './dataset-facts.ts';
import { sourceWords } from './dataset-words.ts';

/**
 * The image sets of a deposition in EMPIAR, one a source, under the names that its deposition schema gives them:
 * to be typed over, or read by a script. Codes are EMPIAR's: ('T3', '') is TIFF, ('OT', ...) any other.
 *
 * @see https://github.com/emdb-empiar/empiar-depositor
 */
export const empiar: DatasetDocumentWriter = {
  name: 'EMPIAR image sets',
  write: (about) => {
    const rows = exportedSources(about.dataset).map((source) => row(about, source));
    return rows.length === 0
      ? null
      : { path: 'empiar.csv', text: [titles, ...rows].map(csvLine).join('') };
  },
};

const titles = [
  'name',
  'directory',
  'category',
  'header_format',
  'data_format',
  'num_images_or_tilt_series',
  'frames_per_image',
  'frame_range_min',
  'frame_range_max',
  'voxel_type',
  'pixel_width',
  'pixel_height',
  'details',
  'image_width',
  'image_height',
] as const;

/** Longest name and path that the schema takes. */
const mostLetters = 200;
const angstromPerNm = 10;

function row({ dataset, format }: DatasetPackage, source: DatasetSource) {
  const pixel = pixelSize(dataset, source);
  const edge = hasWholePatches(dataset, source) ? dataset.parameters.patchSize : null;
  const stored = formatCode(dataset.layout.pictures, format.name);
  return [
    oneLine(source.name).slice(0, mostLetters),
    'data',
    other('curated patches of micrographs'),
    stored,
    stored,
    source.counts.exported,
    1,
    null,
    null,
    code('T1'),
    pixel && pixel.x * angstromPerNm,
    pixel && pixel.y * angstromPerNm,
    details(source, pixel === null),
    edge,
    edge,
  ];
}

const code = (type: string): string => `('${type}', '')`;
const other = (words: string): string => `('OT', '${words}')`;

function formatCode(pictures: PictureEncoding | null, format: string): string {
  if (format.includes('zarr')) return other('OME ZARR');
  if (format === 'parquet' || format === 'webdataset') {
    return other(format === 'parquet' ? 'PARQUET' : 'TAR');
  }
  if (pictures === 'tiff') return code('T3');
  if (pictures === 'png') return code('T10');
  return pictures === 'webp'
    ? other('WEBP')
    : other(format.toUpperCase().replace(/[^A-Z0-9 ]/gu, ' '));
}

/** One pixel size for all patches of the source, in nanometres; null when they differ or it is not known. */
function pixelSize(
  { parameters }: DatasetFile,
  { volumes }: DatasetSource,
): { x: number; y: number } | null {
  const sizes = volumes.map(({ voxelSize }) => voxelSize);
  const [first] = sizes;
  if (!first) return null;
  const same = sizes.every(
    (size) => size && size.x === first.x && size.y === first.y && size.z === first.z,
  );
  const isCube = first.x === first.y && first.y === first.z;
  // Without planes of its own a cut takes xy alone of voxels that are no cubes.
  const isAlongXy = parameters.planes === null || parameters.planes.join() === 'xy';
  return same && (isCube || isAlongXy) ? { x: first.x, y: first.y } : null;
}

/** Cross-sections smaller than a patch give one smaller patch. */
function hasWholePatches({ parameters }: DatasetFile, { volumes }: DatasetSource): boolean {
  return volumes.every(({ shape }) => {
    const edges =
      parameters.planes === null && shape.z === 1 ? [shape.y, shape.x] : shapeEdges(shape);
    return Math.min(...edges) >= parameters.patchSize;
  });
}

const shapeEdges = ({ z, y, x }: { z: number; y: number; x: number }): number[] =>
  z === 1 ? [y, x] : [z, y, x];

function details(source: DatasetSource, isSizeOpen: boolean): string {
  const stated = [
    sourceWords(source),
    source.doi && `DOI ${source.doi}`,
    source.licence && `licence ${source.licence}`,
    source.attribution && `attribution: ${source.attribution}`,
    isSizeOpen && 'pixel sizes by patch in manifest.csv',
    `${grouped(source.volumes.length)} volumes or pictures`,
  ];
  return oneLine(stated.filter((part) => part !== '' && part !== false).join('; '));
}
