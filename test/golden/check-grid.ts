import { cropGrid } from '../../src/main/engine/patch/crop-grid.ts';
import { patchName } from '../../src/main/engine/patch/patch-name.ts';
import { planesToCut } from '../../src/main/engine/slice/planes-to-cut.ts';
import { sectionIndices } from '../../src/main/engine/slice/section-indices.ts';
import type { Box } from '../../src/shared/patch.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface GridFile {
  readonly images: readonly {
    readonly h: number;
    readonly w: number;
    readonly crop: number;
    readonly ny: number;
    readonly nx: number;
    readonly boxes?: number[][];
    readonly first: number[];
    readonly last: number[];
    readonly locs?: string[];
  }[];
  readonly volumes: readonly GridVolume[];
  readonly names2d: readonly { readonly n_files: number; readonly sample: string }[];
}

interface GridVolume {
  readonly name: string;
  readonly shape_zyx: [number, number, number];
  readonly spacing_xyz: [number, number, number];
  readonly axes_requested: number[];
  readonly axes_used: number[];
  readonly slice_step: number;
  readonly per_axis: readonly {
    readonly axis: number;
    readonly n_slices: number;
    readonly first_index: number;
    readonly last_index: number;
    readonly slice_h: number;
    readonly slice_w: number;
    readonly patches_per_slice: number;
    readonly sample_names: string[];
  }[];
  readonly total_patches: number;
}

type Compare = (what: string, found: unknown, want: unknown) => void;

const planes = ['xy', 'xz', 'yz'] as const;
const patchSize = 224;

/** grid.json: boxes, planes, indices, zero padding and names, all exact. */
export async function checkGrid(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('grid.json');
  const equal: Compare = (what, found, want) => {
    const [left, right] = [JSON.stringify(found), JSON.stringify(want)];
    compare(left === right, () => `${what}: ${left}, want ${right}`);
  };
  const file = readJson<GridFile>(folder, 'grid.json');
  for (const image of file.images) compareImage(image, equal);
  for (const volume of file.volumes) compareVolume(volume, equal);
  for (const { n_files, sample } of file.names2d) {
    const box = { y0: 0, y1: patchSize, x0: 0, x1: patchSize };
    const name = patchName({ volume: 'p', plane: '2d', index: 0, box, count: n_files });
    equal(`${n_files} pictures`, name, sample);
  }
  return result;
}

const edges = ({ y0, y1, x0, x1 }: Box): number[] => [y0, y1, x0, x1];

function compareImage(image: GridFile['images'][number], equal: Compare): void {
  const boxes = cropGrid(image.h, image.w, image.crop, 'paper-exact').map(edges);
  const what = `${image.h} x ${image.w} by ${image.crop}`;
  equal(`${what} count`, boxes.length, image.ny * image.nx);
  equal(`${what} first`, boxes[0], image.first);
  equal(`${what} last`, boxes.at(-1), image.last);
  if (image.boxes) equal(`${what} boxes`, boxes, image.boxes);
  const names = boxes.map(([y0, y1, x0, x1]) => `${y0}-${y1}_${x0}-${x1}`);
  if (image.locs) equal(`${what} names`, names, image.locs);
}

function compareVolume(volume: GridVolume, equal: Compare): void {
  const [sx, sy, sz] = volume.spacing_xyz;
  const allowed = planesToCut({ z: sz, y: sy, x: sx }, volume.name);
  const used = volume.axes_requested.filter((axis) => allowed.includes(planes[axis]!));
  // What is asked for does not matter to a volume that only xy may be cut from.
  equal(`${volume.name} planes`, allowed.length === 1 ? [0] : used, volume.axes_used);
  let total = 0;
  for (const cut of volume.per_axis) {
    const plane = planes[cut.axis]!;
    const count = volume.shape_zyx[cut.axis]!;
    const indices = sectionIndices(count, volume.slice_step, 'paper-exact');
    const [first, last] = [indices[0]!, indices.at(-1)!];
    const [height, width] = volume.shape_zyx.filter((_, axis) => axis !== cut.axis);
    const boxes = cropGrid(height!, width!, patchSize, 'paper-exact');
    total += indices.length * boxes.length;
    const names = [first, last].flatMap((index) =>
      [boxes[0]!, boxes.at(-1)!].map((box) =>
        patchName({ volume: volume.name, plane, index, box, count }),
      ),
    );
    const found = {
      n_slices: indices.length,
      first_index: first,
      last_index: last,
      slice_h: height,
      slice_w: width,
      patches_per_slice: boxes.length,
      sample_names: names,
    };
    for (const [key, value] of Object.entries(found)) {
      equal(`${volume.name} ${plane} ${key}`, value, cut[key as keyof typeof cut]);
    }
  }
  equal(`${volume.name} patches`, total, volume.total_patches);
}
