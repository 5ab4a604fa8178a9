import { keepExemplars } from '../../src/main/engine/exemplar/keep-exemplars.ts';
import { randomOrder } from '../../src/main/engine/exemplar/random-order.ts';
import { bytesPerHash, hashHex } from '../../src/main/engine/hash/patch-hash.ts';
import { cropGrid, cropSpans } from '../../src/main/engine/patch/crop-grid.ts';
import { patchName } from '../../src/main/engine/patch/patch-name.ts';
import { planesToCut } from '../../src/main/engine/slice/planes-to-cut.ts';
import { slabShape } from '../../src/main/engine/slice/read-slab.ts';
import { sliceResident } from '../../src/main/engine/slice/resident-volume.ts';
import { sectionIndices } from '../../src/main/engine/slice/section-indices.ts';
import { generateSpheres, type SpheresRecipe } from './generate-image.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { hashImage } from './hash-image.ts';
import { sha256 } from './read-image.ts';
import { readJson } from './read-json.ts';

interface VolumeCase {
  readonly spec: SpheresRecipe & {
    readonly name: string;
    readonly spacing_xyz: [number, number, number];
    readonly step: number;
    readonly order_seed: number;
  };
  readonly volume_sha256: string;
  readonly axes: number[];
  readonly names: string[];
  readonly hashes: string[];
  readonly order: number[];
  readonly threshold: number;
  readonly exemplars: number[];
  readonly exemplar_names: string[];
}

const settings = { patchSize: 224, hashSize: 8 };

/** volume.json: a generated volume from its voxels to the names of its exemplars, all exact. */
export async function checkVolume(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('volume.json');
  for (const want of readJson<{ volumes: VolumeCase[] }>(folder, 'volume.json').volumes) {
    const found = await curated(want.spec, want.threshold);
    for (const [part, values] of Object.entries(found)) {
      const wanted = [want[part as keyof typeof found]].flat();
      const at = firstDifference([values].flat(), wanted);
      const what = `${want.spec.name} ${part}[${at}]`;
      compare(at < 0, () => `${what}: ${[values].flat()[at]}, want ${wanted[at]}`);
    }
  }
  return result;
}

async function curated(spec: VolumeCase['spec'], threshold: number) {
  const { voxels } = generateSpheres(spec);
  const [sx, sy, sz] = spec.spacing_xyz;
  const planes = planesToCut({ z: sz, y: sy, x: sx }, spec.name);
  const shape = { z: spec.d, y: spec.h, x: spec.w };
  const names: string[] = [];
  const hashes: Uint8Array[] = [];
  for (const plane of planes) {
    const { count, height, width } = slabShape(shape, plane);
    const [rows, columns] = [height, width].map((edge) =>
      cropSpans(edge, settings.patchSize, 'paper-exact'),
    );
    const boxes = cropGrid(height, width, settings.patchSize, 'paper-exact');
    for (const index of sectionIndices(count, spec.step, 'paper-exact')) {
      const pixels = sliceResident(voxels, shape, plane, index);
      hashes.push(await hashImage({ pixels, width, height }, settings, rows, columns));
      names.push(...boxes.map((box) => patchName({ volume: spec.name, plane, index, box, count })));
    }
  }
  const joined = new Uint8Array(Buffer.concat(hashes));
  const perHash = bytesPerHash(settings.hashSize);
  const order = randomOrder(names.length, spec.order_seed);
  const { exemplars } = keepExemplars(joined, perHash, order, threshold);
  return {
    volume_sha256: sha256(voxels),
    axes: planes.map((plane) => ['xy', 'xz', 'yz'].indexOf(plane)),
    names,
    hashes: names.map((_, i) => hashHex(joined.subarray(i * perHash, (i + 1) * perHash))),
    order: Array.from(order),
    exemplars: Array.from(exemplars),
    exemplar_names: Array.from(exemplars, (i) => names[i] ?? ''),
  };
}

function firstDifference(found: readonly unknown[], want: readonly unknown[]): number {
  const length = Math.max(found.length, want.length);
  for (let i = 0; i < length; i++) if (found[i] !== want[i]) return i;
  return -1;
}
