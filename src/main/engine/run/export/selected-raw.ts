import { createHash } from 'node:crypto';
import type { Box } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { bytesPerHash, hashHex } from '../../hash/patch-hash.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { type FindLabel, labelFinder } from '../label/label-finder.ts';
import { type FindRow, rowFinder } from '../project/exemplar-columns.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import { pixelNm } from '../volume/pixel-nm.ts';
import { type StoredPatch, volumeGroups } from './export-groups.ts';
import { type ExportNames, exportNames } from './export-names.ts';
import type { FactsOfPatch, SelectedPatches } from './patch-selection.ts';

/** So many are gone through between two looks at what else there is to do. */
const patchesAtOnce = 2000;

/** A cross-section and the place of its first patch among all. */
interface Section {
  readonly volume: StoredVolume;
  readonly plane: number;
  readonly position: number;
  readonly from: number;
  readonly patches: number;
}

/** Every raw patch of some sources in the current cut, source by source and section by section; their pixels lie in the volumes. */
export async function selectRaw(
  session: Session,
  sources: ReadonlySet<number>,
): Promise<SelectedPatches> {
  const cut = session.cut() ?? -1;
  const { sections, count, runs, digest } = await cutSections(session, cut, sources);
  const find = rowFinder(session.catalog, session.columns());
  const boxesOf = gridOfSections(session);
  const labelOf = labelFinder(session);
  let names: ExportNames | null = null;
  return {
    count,
    sources: runs,
    digest,
    read(from, to) {
      names ??= exportNames(session);
      const facts: FactsOfPatch[] = [];
      const places: StoredPatch[] = [];
      for (let at = sectionAt(sections, from); at < sections.length; at++) {
        const section = sections[at];
        if (!section || section.from >= to) break;
        const { volume, plane, position } = section;
        const boxes = boxesOf(section);
        const hashes = session.catalog.crossSections.at(cut, volume.id, plane, position)?.hashes;
        const first = Math.max(0, from - section.from);
        const last = Math.min(section.patches, to - section.from);
        for (let i = first; i < last; i++) {
          const box = boxes[i];
          if (!box || !hashes) throw new Error(`Section ${position} of ${volume.name} is gone.`);
          facts.push(factsOf(session, names, find, labelOf, section, box, hashes, i));
          places.push({ volume: volume.id, plane, position, ...box, place: null });
        }
      }
      return { facts, groups: volumeGroups(session, places) };
    },
    async ordinals() {
      const ordinals = new Int32Array(count).fill(-1);
      const { ordinal } = session.columns();
      for (const section of sections) {
        const { contentId } = section.volume;
        for (const [i, box] of boxesOf(section).entries()) {
          const { plane, position } = section;
          const row = find({ contentId, plane, position, ...box });
          if (row >= 0) ordinals[section.from + i] = ordinal[row] ?? -1;
          if ((section.from + i) % patchesAtOnce === 0) await breath();
        }
      }
      return ordinals;
    },
  };
}

async function cutSections(session: Session, cut: number, wanted: ReadonlySet<number>) {
  const { catalog } = session;
  const sections: Section[] = [];
  const runs: { source: number; from: number; count: number }[] = [];
  const hash = createHash('sha256');
  let count = 0;
  const bySource = [...catalog.volumes.all()].sort((a, b) => a.source - b.source || a.id - b.id);
  for (const volume of bySource) {
    const inputs = catalog.cuts.volumeInputs(cut, volume.id);
    if (!inputs?.complete || !wanted.has(volume.source)) continue;
    hash.update(`${volume.id} ${inputs.inputs}\n`);
    const from = count;
    for (const { plane, position, patches } of catalog.crossSections.counts(cut, volume.id)) {
      sections.push({ volume, plane, position, patches, from: count });
      count += patches;
    }
    const last = runs.at(-1);
    if (last?.source === volume.source) last.count += count - from;
    else if (count > from) runs.push({ source: volume.source, from, count: count - from });
    await breath();
  }
  return { sections, count, runs, digest: hash.digest('hex') };
}

/** The grid of the section asked for last serves the next one: most of a volume's are alike. */
function gridOfSections(session: Session): (section: Section) => readonly Box[] {
  const { patchSize, mode } = session.settings();
  let last = { height: 0, width: 0, boxes: [] as readonly Box[] };
  return ({ volume, plane }) => {
    const { height, width } = slabShape(volume.shape, planeOf(plane));
    if (last.height !== height || last.width !== width) {
      last = { height, width, boxes: cropGrid(height, width, patchSize, mode) };
    }
    return last.boxes;
  };
}

/** The last section that begins at or before a place. */
function sectionAt(sections: readonly Section[], place: number): number {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.from ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function factsOf(
  session: Session,
  names: ExportNames,
  find: FindRow,
  labelOf: FindLabel,
  { volume, plane, position }: Section,
  box: Box,
  hashes: Uint8Array,
  i: number,
): FactsOfPatch {
  const size = bytesPerHash(session.settings().hashSize);
  const address = { contentId: volume.contentId, plane, position, ...box };
  const score = session.columns().score[find(address)] ?? Number.NaN;
  const { volume: _volume, ...name } = names.of(volume.id, plane, position, box);
  return {
    ...name,
    volume: volume.name,
    plane: planeOf(plane),
    index: volume.pictureNumber ?? position,
    box,
    hash: hashHex(hashes.subarray(i * size, (i + 1) * size)),
    // Each raw patch stands for itself alone: whatever the set, members add up to the raw count.
    members: 1,
    score: Number.isNaN(score) ? null : score,
    ...labelOf(address),
    pixelNm: pixelNm(volume, planeOf(plane)),
  };
}
