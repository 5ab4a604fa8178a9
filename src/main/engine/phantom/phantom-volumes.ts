import type { Shape, VoxelSize } from '../../../shared/volume.ts';
import { randomStream } from './noise.ts';

/** How a source looks; lengths in pixels of the xy plane. */
export interface Look {
  /** typical distance between cell centres */
  readonly cellEdge: number;
  /** half the gap between two cells, and thickness of a membrane */
  readonly gap: number;
  readonly membrane: number;
  /** share of space without cells: 0 none, 1 all */
  readonly resin: number;
  /** radius of nuclei, 0 for none */
  readonly nucleus: number;
  /** per cell */
  readonly mitochondria: number;
  readonly mitochondrionRadius: number;
  readonly vesicles: number;
  readonly vesicleRadius: number;
  /** endoplasmic reticulum: 0 none, 1 throughout */
  readonly reticulum: number;
  /** standard deviation of the detector's noise, in grey levels */
  readonly noise: number;
  /** how grey levels spread about the middle */
  readonly contrast: number;
  /** share of space that is out of focus, charged, or faded */
  readonly blur: number;
  readonly charge: number;
  readonly fade: number;
}

/** One source of the demonstration: a volume, or pictures of places far apart. */
export interface PhantomVolume {
  readonly name: string;
  readonly kind: 'volume' | 'pictures';
  readonly technique: string;
  readonly tissue: string;
  /** of pictures, z counts them */
  readonly shape: Shape;
  readonly voxelSize: VoxelSize;
  readonly seed: number;
  readonly look: Look;
}

const tissue: Look = {
  cellEdge: 300,
  gap: 1.4,
  membrane: 2.6,
  resin: 0,
  nucleus: 105,
  mitochondria: 44,
  mitochondrionRadius: 19,
  vesicles: 30,
  vesicleRadius: 7,
  reticulum: 0.5,
  noise: 11,
  contrast: 1,
  blur: 0,
  charge: 0,
  fade: 0,
};

const neuropil: Look = {
  ...tissue,
  cellEdge: 78,
  nucleus: 0,
  mitochondria: 2.2,
  mitochondrionRadius: 17,
  vesicles: 22,
  vesicleRadius: 5.5,
  reticulum: 0.12,
  membrane: 3,
};

const descriptions: readonly Omit<PhantomVolume, 'seed'>[] = [
  {
    name: 'phantom-fib-liver',
    kind: 'volume',
    technique: 'FIB-SEM',
    tissue: 'liver',
    shape: { z: 96, y: 448, x: 448 },
    voxelSize: { z: 8, y: 8, x: 8 },
    look: tissue,
  },
  {
    name: 'phantom-sbf-kidney',
    kind: 'volume',
    technique: 'SBF-SEM',
    tissue: 'kidney',
    shape: { z: 18, y: 900, x: 900 },
    voxelSize: { z: 50, y: 10, x: 10 },
    look: { ...tissue, cellEdge: 230, nucleus: 80, resin: 0.5, noise: 15, vesicles: 12 },
  },
  {
    name: 'phantom-sstem-brain',
    kind: 'volume',
    technique: 'ssTEM',
    tissue: 'brain',
    shape: { z: 20, y: 700, x: 700 },
    voxelSize: { z: 40, y: 4, x: 4 },
    look: { ...neuropil, noise: 13, contrast: 1.1, fade: 0.12 },
  },
  {
    name: 'phantom-fib-culture',
    kind: 'volume',
    technique: 'FIB-SEM',
    tissue: 'cell culture',
    shape: { z: 72, y: 320, x: 320 },
    voxelSize: { z: 12, y: 12, x: 12 },
    look: { ...tissue, cellEdge: 190, nucleus: 62, mitochondrionRadius: 12, resin: 0.78, noise: 9 },
  },
  {
    name: 'phantom-sbf-charged',
    kind: 'volume',
    technique: 'SBF-SEM',
    tissue: 'muscle',
    shape: { z: 28, y: 600, x: 600 },
    voxelSize: { z: 60, y: 8, x: 8 },
    look: {
      ...neuropil,
      cellEdge: 120,
      resin: 0.2,
      blur: 0.4,
      charge: 0.35,
      fade: 0.25,
      noise: 14,
    },
  },
  {
    name: 'phantom-tem-pictures',
    kind: 'pictures',
    technique: 'TEM',
    tissue: 'various',
    shape: { z: 6, y: 900, x: 1000 },
    voxelSize: { z: 1, y: 5, x: 5 },
    look: { ...tissue, cellEdge: 340, resin: 0.3, blur: 0.15, noise: 8, mitochondria: 60 },
  },
];

/** The sources of the demonstration, unequal in size, technique and quality. Same seed, same voxels. */
export function phantomVolumes(seed: number): readonly PhantomVolume[] {
  const random = randomStream(seed);
  return descriptions.map((description) => ({
    ...description,
    seed: Math.floor(random() * 4294967296),
  }));
}

/** Distance between sections in pixels of the xy plane; pictures lie too far apart to share a cell. */
export function sectionStep({ kind, voxelSize }: PhantomVolume): number {
  return kind === 'pictures' ? 700 : voxelSize.z / voxelSize.x;
}
