import { createHash } from 'node:crypto';
import type { StoredVolume } from '../catalog/volumes.ts';
import { slabShape } from '../slice/read-slab.ts';
import { planeOf } from './plane-codes.ts';
import type { Session } from './session.ts';

/** Share of each source's exemplars that training never sees. */
const share = 0.15;
/** A single block may overshoot the share up to this; one that would take more is left in training. */
const mostShare = 0.225;
/** Sections of a block where there are enough of them: neighbours are near-copies, so few blocks touch. */
const sectionsPerBlock = 8;
/** Fewer blocks than this could not come near the share; more than that would be too many borders. */
const [fewestBlocks, mostBlocks] = [7, 20];

interface Section {
  readonly volume: StoredVolume;
  readonly row: { readonly plane: number; readonly position: number; readonly patches: number };
  readonly first: number;
}

/**
 * Sets blocks of sections aside for evaluation before anything is labelled: per source, by a hash of
 * the block's own address, so that neither labels nor the order of work can move it. Blocks drawn
 * earlier keep their side; only new ones are drawn.
 *
 * @param members near-duplicates of each patch of the scope; above zero for exemplars.
 * @returns whether a section of a volume is held out.
 */
export function drawHoldOut(
  session: Session,
  source: number,
  sections: readonly Section[],
  members: Uint32Array,
): (volume: StoredVolume, plane: number, position: number) => boolean {
  const blocks = new Map<
    string,
    { contentId: string; plane: number; block: number; exemplars: number }
  >();
  let total = 0;
  for (const { volume, row, first } of sections) {
    const block = blockOf(volume, row.plane, row.position);
    const key = `${volume.contentId} ${row.plane} ${block}`;
    const entry = blocks.get(key) ?? {
      contentId: volume.contentId,
      plane: row.plane,
      block,
      exemplars: 0,
    };
    for (let i = 0; i < row.patches; i++) if ((members[first + i] ?? 0) > 0) entry.exemplars++;
    blocks.set(key, entry);
  }
  for (const entry of blocks.values()) total += entry.exemplars;
  const order = [...blocks.entries()].sort(([a], [b]) => compare(hashOf(a), hashOf(b)));
  const { holdOuts } = session.catalog;
  session.catalog.commitUnit(() => {
    let held = 0;
    for (const [, block] of order) if (holdOuts.isHeld(block)) held += block.exemplars;
    for (const [, block] of order) {
      if (holdOuts.isHeld(block) !== null) continue;
      const takes = held < share * total && held + block.exemplars <= mostShare * total;
      holdOuts.draw(source, block, takes);
      if (takes) held += block.exemplars;
    }
  });
  return (volume, plane, position) =>
    holdOuts.isHeld({
      contentId: volume.contentId,
      plane,
      block: blockOf(volume, plane, position),
    }) ?? false;
}

/** Block of sections that a position lies in. */
export function blockOf(volume: StoredVolume, plane: number, position: number): number {
  const { count } = slabShape(volume.shape, planeOf(plane));
  return Math.floor(position / blockLength(count));
}

function blockLength(sections: number): number {
  if (sections < 2 * fewestBlocks) return 1;
  const fitting = Math.floor(sections / sectionsPerBlock);
  return Math.ceil(sections / Math.max(fewestBlocks, Math.min(mostBlocks, fitting)));
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
