import type { Box, Plane } from '../../../shared/patch.ts';

/** Where a patch comes from, as its paper name needs it. */
export interface PatchAddress {
  /** name of the volume; not used for 2-D pictures */
  readonly volume: string;
  readonly plane: Plane;
  /** cross-section along the plane's axis, or the running number of a 2-D picture in its group */
  readonly index: number;
  readonly box: Box;
  /** planes of the volume along that axis, or pictures of the group: sets the zero padding */
  readonly count: number;
}

/** What a paper name tells. Older spellings do not record where the box ends. */
export interface ParsedPatchName {
  /** the experiment: what stands before the first `-ROI-`, else before the first `-LOC-` */
  readonly dataset: string;
  /** what stands before `-LOC-`: the volume, or the number or name of a 2-D picture */
  readonly volume: string;
  readonly plane: Plane;
  /** null for an older 2-D name, which carries the picture's name instead */
  readonly index: number | null;
  readonly y0: number;
  readonly y1: number | null;
  readonly x0: number;
  readonly x1: number | null;
}

const axes = { xy: 0, xz: 1, yz: 2 } as const;
const planes = ['xy', 'xz', 'yz'] as const;

/** The paper's name of a patch, without extension (spec 1.8). Rows and columns are those of the cross-section. */
export function patchName({ volume, plane, index, box, count }: PatchAddress): string {
  const place = `${box.y0}-${box.y1}_${box.x0}-${box.x1}`;
  if (plane === '2d') return `${padded(index, pictureDigits(count))}-LOC-2d-${place}`;
  return `${volume}-LOC-${axes[plane]}_${padded(index, indexDigits(count))}_${place}`;
}

/** The name that is unique in a project: `source/paper-name`. */
export function stablePatchName(source: string, paperName: string): string {
  return `${source}/${paperName}`;
}

const spellings: readonly RegExp[] = [
  /^(?<volume>.+)-LOC-(?<axis>[012])_(?<index>\d+)_(?<y0>\d+)-(?<y1>\d+)_(?<x0>\d+)-(?<x1>\d+)$/su,
  /^(?<volume>.+)-LOC-2d-(?<y0>\d+)-(?<y1>\d+)_(?<x0>\d+)-(?<x1>\d+)$/su,
  /^(?<volume>.+)-LOC-(?<axis>[012])_(?<index>\d+)_(?<y0>\d+)_(?<x0>\d+)$/su,
  /^(?<volume>.+)-LOC-2d_(?<y0>\d+)_(?<x0>\d+)$/su,
];

/**
 * Reads a paper name in today's or an older spelling (spec 1.8).
 *
 * @param name with or without folders and a `.tif` or `.tiff` ending
 * @returns null when it is no patch name
 */
export function parsePatchName(name: string): ParsedPatchName | null {
  const bare = lastPart(name).replace(/\.tiff?$/iu, '');
  const parts = spellings.map((spelling) => spelling.exec(bare)?.groups).find(Boolean);
  const volume = parts?.['volume'];
  if (!parts || volume === undefined) return null;
  const axis = parts['axis'];
  return {
    dataset: datasetOf(bare),
    volume: volume.replace(/\.nii$/iu, ''),
    plane: axis === undefined ? '2d' : (planes[Number(axis)] ?? 'xy'),
    index: parts['index'] === undefined ? pictureNumber(volume) : Number(parts['index']),
    y0: Number(parts['y0']),
    y1: numberOrNull(parts['y1']),
    x0: Number(parts['x0']),
    x1: numberOrNull(parts['x1']),
  };
}

/** A volume's name from its file name or path: folders and extension off, `.nii.gz` as one extension (spec 1.8). */
export function volumeNameOf(fileName: string): string {
  const name = lastPart(fileName);
  if (/.\.nii\.gz$/iu.test(name)) return name.slice(0, -'.nii.gz'.length);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The experiment a volume, file or patch name belongs to: `-ROI-` marks sub-volumes of one dataset (spec 1.8). */
export function datasetOf(name: string): string {
  const bare = lastPart(name);
  const roi = bare.indexOf('-ROI-');
  if (roi >= 0) return bare.slice(0, roi);
  const place = bare.indexOf('-LOC-');
  // The released code leaves `.nii` on datasets that came from `.nii.gz`.
  return (place >= 0 ? bare.slice(0, place) : bare).replace(/\.nii$/iu, '');
}

/** ceil(ln(N-1) / ln 10): for two planes the width is 0, that is no padding. The paper's code fails on one plane; we pad to 1. */
function indexDigits(count: number): number {
  return count <= 1 ? 1 : Math.ceil(Math.log(count - 1) / Math.log(10));
}

/** The natural logarithm is the paper's. */
function pictureDigits(count: number): number {
  return 1 + Math.ceil(Math.log(Math.max(1, count)));
}

const padded = (index: number, digits: number): string => String(index).padStart(digits, '0');

const lastPart = (path: string): string => path.split(/[/\\]/u).at(-1) ?? '';

const numberOrNull = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text);

const pictureNumber = (volume: string): number | null =>
  /^\d+$/u.test(volume) ? Number(volume) : null;
