import type { CutSettings } from '../../../shared/cut.ts';
import type { Plane } from '../../../shared/patch.ts';
import type { Shape, VoxelSize } from '../../../shared/volume.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { planesToCut } from '../slice/planes-to-cut.ts';
import { slabShape } from '../slice/read-slab.ts';
import { sectionIndices } from '../slice/section-indices.ts';
import { slabBytes } from './cross-section-reader.ts';

/** What cutting one volume will do. */
export interface PlannedCut {
  readonly planes: readonly PlannedPlane[];
  readonly patches: number;
}

export interface PlannedPlane {
  readonly plane: Plane;
  readonly positions: readonly number[];
  readonly patchesEach: number;
  /** positions in runs that are read together */
  readonly slabs: readonly (readonly number[])[];
}

export interface CutSubject {
  readonly kind: 'volume' | 'picture';
  readonly name: string;
  readonly shape: Shape;
  readonly voxelSize: VoxelSize | null;
}

/** Plans the planes, cross-sections and slabs of a volume. */
export function planCut(subject: CutSubject, settings: CutSettings): PlannedCut {
  const planned = planesOf(subject, settings).map((plane) =>
    planPlane(subject.shape, plane, settings),
  );
  const patches = planned.reduce((sum, p) => sum + p.positions.length * p.patchesEach, 0);
  return { planes: planned, patches };
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
