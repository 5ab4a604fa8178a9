import type { FlipbookOptions } from '../../../../shared/flipbook.ts';
import type { Plane } from '../../../../shared/patch.ts';
import type { VoxelSize } from '../../../../shared/volume.ts';
import {
  type FlipbookFacts,
  flipbookFile,
  type RefusedFlipbook,
} from '../../export/flipbook-set.ts';
import { chooseFlipbooks, type FlipbookPatch, type WhyNone } from '../../patch/choose-flipbooks.ts';
import { flipbookName, flipbookRefusals } from '../../patch/flipbook.ts';
import type { FlipbookToCut, PatchesToExport, VolumeToRead } from '../task/worker-material.ts';
import { breath } from '../turn/breath.ts';
import type { FactsOfPatch, SelectedPatches } from './patch-selection.ts';

/** Flipbooks of one volume, in order. */
export interface VolumeFlipbooks {
  /** of the volume, for messages */
  readonly name: string;
  readonly volume: VolumeToRead;
  /** worth keeping in memory whole, since it is cut along several planes */
  readonly keepResident: boolean;
  readonly flipbooks: readonly FlipbookToCut[];
}

export interface PlannedFlipbooks {
  readonly volumes: readonly VolumeFlipbooks[];
  readonly facts: readonly FlipbookFacts[];
  readonly refused: readonly RefusedFlipbook[];
}

const patchesAtOnce = 500;

const words: Readonly<Record<WhyNone | 'volume-unreadable', string>> = {
  ...flipbookRefusals,
  'overlaps-another': 'it overlaps one that holds more patches of the set',
  'over-the-limit': 'others of its source were drawn',
  'volume-unreadable': 'it is not known how to read its volume',
};

interface Candidate {
  readonly facts: FactsOfPatch;
  readonly volume: VolumeToRead | null;
  readonly voxelSize: VoxelSize | null;
}

/** Which flipbooks are cut around the patches of a selection, and which are not, with why. */
export async function planFlipbooks(
  selection: SelectedPatches,
  voxelSizeOf: (volume: string, source: string) => VoxelSize | null,
  options: FlipbookOptions,
): Promise<PlannedFlipbooks> {
  const candidates: Candidate[] = [];
  for (let from = 0; from < selection.count; from += patchesAtOnce) {
    const { facts, groups } = selection.read(from, Math.min(selection.count, from + patchesAtOnce));
    const volumes = groups.flatMap(({ volume, patches }: PatchesToExport) =>
      patches.map(() => volume),
    );
    for (const [i, fact] of facts.entries()) {
      const size = voxelSizeOf(fact.volume, fact.source);
      candidates.push({ facts: fact, volume: volumes[i] ?? null, voxelSize: size });
    }
    await breath();
  }
  const chosen = chooseFlipbooks(patchesOf(candidates), options);
  return sorted(candidates, chosen, options);
}

function patchesOf(candidates: readonly Candidate[]): FlipbookPatch[] {
  const [sources, volumes] = [new Map<string, number>(), new Map<string, number>()];
  const numberOf = (known: Map<string, number>, key: string): number => {
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  };
  return candidates.map(({ facts, volume }) => ({
    source: numberOf(sources, facts.source),
    volume: numberOf(volumes, JSON.stringify([facts.source, facts.volume])),
    shape: volume?.shape ?? { z: 1, y: 1, x: 1 },
    plane: facts.plane,
    index: facts.index,
    box: facts.box,
    score: facts.score,
  }));
}

function sorted(
  candidates: readonly Candidate[],
  chosen: ReturnType<typeof chooseFlipbooks>,
  { as }: FlipbookOptions,
): PlannedFlipbooks {
  const volumes: (VolumeFlipbooks & { flipbooks: FlipbookToCut[]; planes: Set<Plane> })[] = [];
  const all: FlipbookFacts[] = [];
  const refused: RefusedFlipbook[] = [];
  let last: string | null = null;
  for (const [i, { facts, volume, voxelSize }] of candidates.entries()) {
    const window = volume ? (chosen[i] ?? 'picture') : 'volume-unreadable';
    const { source, name: patch, plane, box, score, decision } = facts;
    if (typeof window === 'string' || !volume) {
      refused.push({ source, patch, why: words[window as WhyNone] });
      continue;
    }
    const name = flipbookName(facts.volume, facts, window);
    const file = flipbookFile(facts.folder, `${stemOf(facts)}${placeIn(name, facts)}`, as);
    const size = voxelSize && alongPlane(voxelSize, plane);
    const key = JSON.stringify([source, facts.volume]);
    if (key !== last) {
      volumes.push({
        name: facts.volume,
        volume,
        keepResident: false,
        flipbooks: [],
        planes: new Set(),
      });
      last = key;
    }
    volumes.at(-1)?.flipbooks.push({ plane, ...window, box, voxelSize: size, file });
    volumes.at(-1)?.planes.add(plane);
    const place = { source, volume: facts.volume, plane, ...window, box };
    all.push({ ...place, name, patch, score, decision, voxelSize: size, file });
  }
  const whole = volumes.map(({ planes, ...each }) => ({
    ...each,
    keepResident: [...planes].some((plane) => plane !== 'xy'),
  }));
  return { volumes: whole, facts: all, refused };
}

/** The safe name of a patch up to where its place begins, which is alike in the flipbook's. */
const stemOf = ({ fileName, name, volume }: FactsOfPatch): string =>
  fileName.slice(0, fileName.length - (name.length - volume.length - '-LOC'.length));

const placeIn = (name: string, { volume }: FactsOfPatch): string =>
  name.slice(volume.length + '-LOC'.length);

/** The edges of a voxel as a flipbook of a plane is stored: from section to section, along rows, along columns. */
function alongPlane({ z, y, x }: VoxelSize, plane: Plane): VoxelSize {
  if (plane === 'xz') return { z: y, y: z, x };
  if (plane === 'yz') return { z: x, y: z, x: y };
  return { z, y, x };
}
