import { flipbookBox, flipbookName, flipbookWindow } from '../../src/main/engine/patch/flipbook.ts';
import { parsePatchName } from '../../src/main/engine/patch/patch-name.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface ReconstructCase {
  readonly name: string;
  readonly nz: number;
  readonly volume_shape_zyx: [number, number, number];
  readonly volume: string;
  readonly dataset: string;
  readonly axis: number;
  readonly index: number;
  readonly rejected: boolean;
  readonly slices_zyx: number[][] | null;
  readonly transpose: number[];
  readonly out_name: string | null;
}

const planes = ['xy', 'xz', 'yz'] as const;
/** Order of the volume's axes in which a flipbook of each plane is read: sections, rows, columns. */
const transposes = { xy: [0, 1, 2], xz: [1, 0, 2], yz: [2, 0, 1] } as const;

/** reconstruct.json: windows, refusals, boxes of the volume and names of flipbooks, all exact. */
export async function checkReconstruct(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('reconstruct.json');
  const { cases } = readJson<{ cases: ReconstructCase[] }>(folder, 'reconstruct.json');
  for (const want of cases) {
    const found = reconstructed(want);
    for (const key of Object.keys(found) as (keyof typeof found)[]) {
      const [left, right] = [JSON.stringify(found[key]), JSON.stringify(want[key])];
      compare(left === right, () => `${want.name} by ${want.nz}, ${key}: ${left}, want ${right}`);
    }
  }
  return result;
}

function reconstructed({ name, nz, volume_shape_zyx: [z, y, x] }: ReconstructCase) {
  const parsed = parsePatchName(name);
  const plane = planes.find((each) => each === parsed?.plane) ?? 'xy';
  const index = parsed?.index ?? -1;
  const box = {
    y0: parsed?.y0 ?? 0,
    y1: parsed?.y1 ?? 0,
    x0: parsed?.x0 ?? 0,
    x1: parsed?.x1 ?? 0,
  };
  const window = flipbookWindow({ plane, index }, nz, { z, y, x });
  const isCut = typeof window !== 'string';
  const volume = parsed?.volume ?? '';
  return {
    volume,
    dataset: parsed?.dataset,
    axis: planes.indexOf(plane),
    index,
    rejected: !isCut,
    slices_zyx: isCut ? flipbookBox({ plane, box }, window) : null,
    transpose: transposes[plane],
    out_name: isCut ? `${flipbookName(volume, { plane, box }, window)}.tif` : null,
  };
}
