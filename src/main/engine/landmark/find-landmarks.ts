import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Shape } from '../../../shared/volume.ts';
import type { Columns } from './candidate-list.ts';
import { descriptorBytes, type Landmarks } from './landmarks.ts';
import { octaveSearch } from './octave.ts';
import { type PlannedOverview, planOctaves } from './plan-octaves.ts';
import { addRows, halved } from './reduce.ts';
import { spreadPlaces } from './spread-places.ts';

/** A volume whose samples are read once, plane by plane, in bands of rows. */
export interface VolumeToSearch {
  readonly shape: Shape;
  /** edge of a voxel along z over that along x; null where not known */
  readonly zPerX: number | null;
  /** rows y0..y1-1 of plane z, of any type */
  readRows(z: number, y0: number, y1: number): Promise<Outcome<ArrayLike<number>>>;
}

/** Samples that are read at once. */
const bandSamples = 2 ** 22;
/**
 * The landmarks of a volume: places that stand out, with what they look like, 4,000 at most. The same tissue has
 * the same landmarks wherever a volume was cut from it, whatever the contrast, and turned by right angles or
 * mirrored within the sections.
 *
 * @param tell gets the share of the planes read; may reject to stop
 */
export async function findLandmarks(
  volume: VolumeToSearch,
  tell: (share: number) => Promise<void>,
): Promise<Outcome<Landmarks>> {
  const { shape, zPerX } = volume;
  const overviews = planOctaves(shape, zPerX);
  const stages = overviews.map((overview) => ({ overview, search: octaveSearch(overview) }));
  const [first] = stages;
  if (!first) throw new Error('no overview is planned');
  const { octave, depth, height, width } = first.overview;
  const edge = 2 ** octave;
  const rows = Math.max(edge, Math.floor(bandSamples / shape.x / edge) * edge);
  const cascade = cascadeOf(stages);
  let sums = new Float32Array(height * width);
  for (let z = 0; z < shape.z; z++) {
    for (let y0 = 0; y0 < height * edge; y0 += rows) {
      await tell((z + y0 / shape.y) / shape.z);
      const y1 = Math.min(height * edge, y0 + rows);
      const band = await volume.readRows(z, y0, y1);
      if (!band.ok) return band;
      addRows(band.value, shape.x, y1 - y0, edge, sums.subarray((y0 / edge) * width), width);
    }
    if (z % depth !== depth - 1) continue;
    cascade(sums, Math.floor(z / depth));
    sums = new Float32Array(height * width);
  }
  const found = stages.map(({ search }) => search.finish());
  return succeed(chosen(found, overviews, zPerX ?? 1));
}

type Stage = {
  readonly overview: PlannedOverview;
  readonly search: ReturnType<typeof octaveSearch>;
};

/** Hands a section to the first stage, and what is made of it to those that follow. */
function cascadeOf([stage, ...rest]: readonly Stage[]): (pixels: Float32Array, z: number) => void {
  if (!stage) return () => {};
  const { overview, search } = stage;
  const [next] = rest;
  const further = cascadeOf(rest);
  let upper: Float32Array | null = null;
  return (pixels, z) => {
    search.push(pixels, z);
    if (!next) return;
    const half = halved(pixels, overview.width, next.overview.height, next.overview.width);
    if (next.overview.depth === overview.depth) return further(half, z);
    if (z % 2 === 0) upper = half;
    else if (upper) further(meanOf(upper, half), (z - 1) / 2);
  };
}

const meanOf = (one: Float32Array, other: Float32Array): Float32Array =>
  one.map((value, i) => (value + (other[i] ?? 0)) / 2);

/** The best of every octave, one octave after the other in turns, so that any first part has some of each. */
function chosen(
  found: readonly Columns[],
  overviews: readonly PlannedOverview[],
  zPerX: number,
): Landmarks {
  const picks = found.flatMap((columns, i) => {
    const places = {
      strength: columns.strength.subarray(0, columns.count),
      z: columns.z.map((value) => value * zPerX),
      y: columns.y,
      x: columns.x,
    };
    const { octave, apart, most } = overviews[i] ?? { octave: 0, apart: 0, most: 0 };
    const kept = spreadPlaces(places, most, apart * 2 ** octave);
    return kept.map((at, rank) => ({ columns, at, octave, share: rank / kept.length }));
  });
  picks.sort((one, other) => one.share - other.share || one.octave - other.octave);
  const floats = (of: (columns: Columns) => Float32Array) =>
    Float32Array.from(picks, ({ columns, at }) => of(columns)[at] ?? 0);
  const descriptors = new Uint8Array(picks.length * descriptorBytes);
  for (const [i, { columns, at }] of picks.entries()) {
    const from = at * descriptorBytes;
    descriptors.set(
      columns.descriptors.subarray(from, from + descriptorBytes),
      i * descriptorBytes,
    );
  }
  return {
    count: picks.length,
    z: floats(({ z }) => z),
    y: floats(({ y }) => y),
    x: floats(({ x }) => x),
    octave: Uint8Array.from(picks, ({ octave }) => octave),
    turn: Uint8Array.from(picks, ({ columns, at }) => columns.turn[at] ?? 0),
    bright: Uint8Array.from(picks, ({ columns, at }) => columns.bright[at] ?? 0),
    descriptors,
  };
}
