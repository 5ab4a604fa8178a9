import type { VoxelSize } from '../../../shared/volume.ts';

const nanometres: { readonly [unit: string]: number } = {
  pm: 1e-3,
  a: 0.1,
  Å: 0.1,
  angstrom: 0.1,
  nm: 1,
  nanometer: 1,
  nanometre: 1,
  um: 1e3,
  µm: 1e3,
  μm: 1e3, // Greek mu; the line above is the micro sign
  '\\u00b5m': 1e3, // ImageJ writes the escape itself
  micron: 1e3,
  microns: 1e3,
  micrometer: 1e3,
  micrometre: 1e3,
  mm: 1e6,
  cm: 1e7,
  m: 1e9,
};

/** Nanometres of one unit as files spell it, or null for inches, pixels and anything unknown. */
export function unitNm(unit: string): number | null {
  const name = unit.trim();
  return nanometres[name] ?? nanometres[name.toLowerCase()] ?? null;
}

/** A voxel size of finite positive edges rounded to six digits, or null. Headers keep lengths as float32 or as fractions, which hold no more. */
export function roundedVoxelSize(z: number, y: number, x: number): VoxelSize | null {
  const edges = [z, y, x];
  if (!edges.every((edge) => Number.isFinite(edge) && edge > 0)) return null;
  return { z: rounded(z), y: rounded(y), x: rounded(x) };
}

/** Sentences about a voxel size that no electron microscope gives. */
export function voxelSizeDoubts(voxelSize: VoxelSize | null): string[] {
  if (voxelSize === null) return [];
  const { z, y, x } = voxelSize;
  const unlikely = Math.min(z, y, x) < 0.02 || Math.max(z, y, x) > 5000;
  const text = `${z} x ${y} x ${x} nm (z, y, x)`;
  return unlikely ? [`The recorded voxel size, ${text}, is unlikely; check it.`] : [];
}

const rounded = (edge: number): number => Number(edge.toPrecision(6));
