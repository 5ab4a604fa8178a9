import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import { eightBitMapper } from '../../slice/to-eight-bit.ts';
import { bytesPerSample } from '../../source/sample-layout.ts';
import type { OpenVolume } from '../../source/volume-format.ts';
import type { PatchToRead, VolumeToRead } from '../task/worker-material.ts';
import { sameShape, withVolume } from '../volume/cross-section-reader.ts';

/** A patch of yz and its place among those asked for. */
export interface ColumnPatch {
  readonly patch: PatchToRead;
  readonly at: number;
}

/** Pixels of patches that are gathered at a time, in bytes. */
const mostGathered = 64 * 2 ** 20;

/**
 * Visits patches of yz in a file. Those of one box lie in the same rows of the same planes, whatever their position: the
 * rows are read once for all of them, and a column picked for each. (A slab of whole cross-sections along yz
 * costs a reading of the whole file.)
 */
export function visitColumnPatches(
  volume: VolumeToRead,
  patches: readonly ColumnPatch[],
  visit: (at: number, pixels: Uint8Array, box: Box) => void,
): Promise<Outcome<null>> {
  return withVolume(volume.reference, async (open) => {
    const unchanged = sameShape(open, volume);
    if (!unchanged.ok) return unchanged;
    for (const group of groupsOf(patches)) {
      const gathered = await gather(volume, open, group);
      if (!gathered.ok) return gathered;
      for (const [i, { at, patch }] of group.entries()) {
        visit(at, gathered.value[i] ?? new Uint8Array(), patch.box);
      }
    }
    return succeed(null);
  });
}

/** Patches of one box each, by position, as many as may be gathered at a time. */
function groupsOf(patches: readonly ColumnPatch[]): readonly (readonly ColumnPatch[])[] {
  const sorted = [...patches].sort(
    ({ patch: a }, { patch: b }) =>
      a.box.y0 - b.box.y0 ||
      a.box.x0 - b.box.x0 ||
      a.box.y1 - b.box.y1 ||
      a.box.x1 - b.box.x1 ||
      a.position - b.position,
  );
  const groups: ColumnPatch[][] = [];
  for (const each of sorted) {
    const group = groups.at(-1);
    const first = group?.[0];
    const fits = group && (group.length + 1) * areaOf(each.patch.box) <= mostGathered;
    if (first && fits && isSame(first.patch.box, each.patch.box)) group.push(each);
    else groups.push([each]);
  }
  return groups;
}

const areaOf = ({ y0, y1, x0, x1 }: Box): number => (y1 - y0) * (x1 - x0);

function isSame(a: Box, b: Box): boolean {
  return a.y0 === b.y0 && a.y1 === b.y1 && a.x0 === b.x0 && a.x1 === b.x1;
}

/** Of one box, ascending by position: rows of its patches are planes, and their columns the planes' rows. */
async function gather(
  volume: VolumeToRead,
  open: OpenVolume,
  group: readonly ColumnPatch[],
): Promise<Outcome<readonly Uint8Array[]>> {
  const positions = group.map(({ patch }) => patch.position);
  const { y0, y1, x0, x1 } = group[0]?.patch.box ?? { y0: 0, y1: 0, x0: 0, x1: 0 };
  const window = windowOf(volume.shape.x, positions);
  const span = window.to - window.from;
  const width = x1 - x0;
  const toEight = eightBitMapper(volume.sampleType, volume.mapping, volume.invert);
  const stored = new ArrayBuffer(width * span * bytesPerSample[volume.sampleType]);
  const room = new Uint8Array(width * span);
  const pixels = group.map(() => new Uint8Array((y1 - y0) * width));
  for (let z = y0; z < y1; z++) {
    const rows = { y0: x0, y1: x1, x0: window.from, x1: window.to };
    const samples = await open.readWindow(z, rows, stored);
    if (!samples.ok) return samples;
    const grey = toEight(samples.value, room);
    for (const [i, position] of positions.entries()) {
      const column = position - window.from;
      // `as`: one for each position.
      const patch = pixels[i] as Uint8Array;
      const start = (z - y0) * width;
      for (let y = 0; y < width; y++) patch[start + y] = grey[y * span + column] ?? 0;
    }
  }
  return succeed(pixels);
}

/** Whole rows where most of them is needed: they are read without a copy. */
function windowOf(width: number, positions: readonly number[]): { from: number; to: number } {
  const [from, to] = [positions[0] ?? 0, (positions.at(-1) ?? 0) + 1];
  return 2 * (to - from) > width ? { from: 0, to: width } : { from, to };
}
