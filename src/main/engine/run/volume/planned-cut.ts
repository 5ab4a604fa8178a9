import type { CutSettings } from '../../../../shared/cut.ts';
import type { Plane } from '../../../../shared/patch.ts';
import type { Shape, VoxelSize } from '../../../../shared/volume.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { cropGrid, cropSpans } from '../../patch/crop-grid.ts';
import { planesToCut } from '../../slice/planes-to-cut.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { sectionIndices } from '../../slice/section-indices.ts';
import type { CutPart } from '../task/worker-material.ts';
import { slabBytes } from './cross-section-reader.ts';

/** What cutting one volume will do. */
export interface PlannedCut {
  readonly planes: readonly PlannedPlane[];
  /** rows of boxes of the cross-sections along xz and yz; 0 where there are none */
  readonly rows: number;
  /** the units it is cut in */
  readonly parts: readonly CutPart[];
  readonly patches: number;
}

export interface PlannedPlane {
  readonly plane: Plane;
  readonly positions: readonly number[];
  readonly patchesEach: number;
  /** positions in runs that are read together by who looks at single patches */
  readonly slabs: readonly (readonly number[])[];
}

export interface CutSubject {
  readonly kind: 'volume' | 'picture';
  readonly name: string;
  readonly shape: Shape;
  readonly voxelSize: VoxelSize | null;
}

/** What of a stored volume its plan depends on; a voxel size given by a person wins. */
export const cutSubject = (volume: StoredVolume): CutSubject => ({
  kind: volume.kind,
  name: volume.name,
  shape: volume.shape,
  voxelSize: volume.voxelSizeGiven ?? volume.voxelSizeOfFile,
});

/** Plans the planes, cross-sections and slabs of a volume. */
export function planCut(subject: CutSubject, settings: CutSettings): PlannedCut {
  const planned = planesOf(subject, settings).map((plane) =>
    planPlane(subject.shape, plane, settings),
  );
  const patches = planned.reduce((sum, p) => sum + p.positions.length * p.patchesEach, 0);
  return { planes: planned, patches, ...planParts(subject.shape, planned, settings) };
}

/**
 * The units of a cut. Along xz and yz one takes a row of boxes, which lies in as many planes as a patch
 * has rows, and the cross-sections along xy that begin there, whose rows serve xz as well. Along yz
 * it is a unit of its own, so that two workers share one volume, and its pages in memory.
 */
function planParts(
  shape: Shape,
  planes: readonly PlannedPlane[],
  { patchSize, mode }: CutSettings,
): Pick<PlannedCut, 'rows' | 'parts'> {
  const positionsOf = (plane: Plane) => planes.find((p) => p.plane === plane)?.positions ?? [];
  const [xz, yz] = [positionsOf('xz'), positionsOf('yz')];
  const nothing = { xy: [], xz: [], yz: [] };
  const alone = planes.find(({ plane }) => plane === 'xy' || plane === '2d');
  const spans = xz.length + yz.length === 0 ? [] : cropSpans(shape.z, patchSize, mode);
  if (xz.length === 0 || spans.length === 0) {
    const flat = (alone?.slabs ?? []).map((xy) => ({ ...nothing, xy, row: null }));
    return {
      rows: spans.length,
      parts: [...flat, ...spans.map((_, row) => ({ ...nothing, yz, row }))],
    };
  }
  const parts = spans.flatMap(([start], row) => {
    const [from, to] = [row === 0 ? 0 : start, spans[row + 1]?.[0] ?? shape.z];
    const xy = positionsOf('xy').filter((z) => z >= from && z < to);
    const across = { ...nothing, xy, xz, row };
    return yz.length === 0 ? [across] : [across, { ...nothing, yz, row }];
  });
  return { rows: spans.length, parts };
}

/** The planes that a volume is cut along. */
export function planesOf(subject: CutSubject, settings: CutSettings): readonly Plane[] {
  if (subject.kind === 'picture') return ['2d'];
  const asked = settings.planes?.filter((plane) => plane !== '2d') ?? [];
  const fitting = planesToCut(subject.voxelSize, subject.name);
  if (asked.length === 0) return fitting;
  // The released code slices axis 0 alone of an anisotropic volume, whatever was asked (spec 1.6).
  return settings.mode === 'paper-exact' && fitting.length === 1 ? fitting : asked;
}

function planPlane(shape: Shape, plane: Plane, settings: CutSettings): PlannedPlane {
  const { count, height, width } = slabShape(shape, plane);
  const positions = sectionIndices(count, settings.spacing, settings.mode);
  const patchesEach = cropGrid(height, width, settings.patchSize, settings.mode).length;
  return { plane, positions, patchesEach, slabs: slabsOf(positions, height * width) };
}

/** The units of one row of boxes as one: planes that cost much to unpack are then unpacked once. */
export function joinUnits(parts: readonly CutPart[]): readonly CutPart[] {
  const joined = new Map<number | null, CutPart>();
  const flat = parts.filter(({ row }) => row === null);
  for (const part of parts) {
    const { row } = part;
    if (row === null) continue;
    const known = joined.get(row);
    const both = (plane: 'xy' | 'xz' | 'yz') => [...(known?.[plane] ?? []), ...part[plane]];
    joined.set(row, { xy: both('xy'), xz: both('xz'), yz: both('yz'), row });
  }
  return [...flat, ...joined.values()];
}

/** Fewer than this many sections a slab would make units too small to be worth a task. */
const sectionsPerUnit = 32;

function slabsOf(
  positions: readonly number[],
  sectionBytes: number,
): readonly (readonly number[])[] {
  const span = Math.max(1, Math.min(sectionsPerUnit, Math.floor(slabBytes / sectionBytes)));
  const slabs: number[][] = [];
  let first = Number.NEGATIVE_INFINITY;
  for (const position of positions) {
    if (position - first >= span) {
      slabs.push([]);
      first = position;
    }
    slabs.at(-1)?.push(position);
  }
  return slabs;
}
