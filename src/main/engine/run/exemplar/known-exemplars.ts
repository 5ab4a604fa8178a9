import type { Scope } from '../../catalog/cuts.ts';
import type { ChosenExemplar } from '../../catalog/exemplars-of-scope.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { Session } from '../project/session.ts';
import type { SectionCount } from '../set/draw-hold-out.ts';
import { breath } from '../turn/breath.ts';
import { sectionStretches } from '../volume/section-stretches.ts';

/** Exemplars of a scope that grows: they stay, in the order in which they were chosen. */
export interface KnownExemplars {
  readonly ordinals: Uint32Array;
  /** bytesPerHash bytes each */
  readonly hashes: Uint8Array;
  /** near-duplicates as they are stored */
  readonly stored: Uint32Array;
  /** near-duplicates among the volumes that the scope had, itself included */
  readonly grouped: Uint32Array;
  /** how many there are in each cross-section that has one */
  readonly sections: readonly SectionCount[];
}

/** Reads what de-duplication chose in some scopes of a cut; what people chose or took is left aside. */
export async function readKnown(
  session: Session,
  cut: number,
  scopes: readonly Scope[],
  volumes: readonly StoredVolume[],
  bytesPerHash: number,
): Promise<KnownExemplars> {
  const parts: Part[] = [];
  let count = 0;
  const sections = sectionCounter(volumes);
  for (const { id } of scopes) {
    for await (const rows of chosenOf(session, id)) {
      for (const row of rows) sections.add(row);
      parts.push(partOf(rows, bytesPerHash));
      count += rows.length;
    }
  }
  const ordinals = new Uint32Array(count);
  const stored = new Uint32Array(count);
  const hashes = new Uint8Array(count * bytesPerHash);
  for (const part of parts) {
    part.chosen.forEach((chosen, i) => {
      ordinals[chosen] = part.ordinals[i] ?? 0;
      stored[chosen] = part.grouped[i] ?? 0;
      const hash = part.hashes.subarray(i * bytesPerHash, (i + 1) * bytesPerHash);
      hashes.set(hash, chosen * bytesPerHash);
    });
    await breath();
  }
  const grouped = await countOwned(session, cut, volumes, ordinals);
  return { ordinals, hashes, stored, grouped, sections: sections.counts };
}

async function* chosenOf(
  { catalog }: Session,
  scope: number,
): AsyncGenerator<readonly ChosenExemplar[]> {
  for (let after = -1; ; ) {
    const rows = catalog.exemplars.chosenAfter(scope, after);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.ordinal;
    await breath();
  }
}

/** Rows without their objects, which would take ten times the memory. */
interface Part {
  readonly ordinals: Uint32Array;
  readonly chosen: Uint32Array;
  readonly grouped: Uint32Array;
  readonly hashes: Uint8Array;
}

function partOf(rows: readonly ChosenExemplar[], bytesPerHash: number): Part {
  const hashes = new Uint8Array(rows.length * bytesPerHash);
  for (const [i, { hash }] of rows.entries()) hashes.set(hash, i * bytesPerHash);
  return {
    ordinals: Uint32Array.from(rows, ({ ordinal }) => ordinal),
    chosen: Uint32Array.from(rows, ({ chosen }) => chosen),
    grouped: Uint32Array.from(rows, ({ grouped }) => grouped),
    hashes,
  };
}

/** Counts exemplars that come in the order of their cross-sections. */
function sectionCounter(volumes: readonly StoredVolume[]) {
  const volumeOf = new Map(volumes.map((volume) => [volume.id, volume]));
  const counts: { volume: StoredVolume; plane: number; position: number; exemplars: number }[] = [];
  return {
    counts,
    add({ volume: id, plane, position }: ChosenExemplar): void {
      const volume = volumeOf.get(id);
      const last = counts.at(-1);
      const isSame = last?.volume.id === id && last.plane === plane && last.position === position;
      if (last && isSame) last.exemplars++;
      else if (volume) counts.push({ volume, plane, position, exemplars: 1 });
    },
  };
}

/** How many patches of some volumes each ordinal stands for. */
async function countOwned(
  session: Session,
  cut: number,
  volumes: readonly StoredVolume[],
  ordinals: Uint32Array,
): Promise<Uint32Array> {
  let [lowest, highest] = [Number.MAX_SAFE_INTEGER, -1];
  for (const ordinal of ordinals) {
    lowest = Math.min(lowest, ordinal);
    highest = Math.max(highest, ordinal);
  }
  const counts = new Uint32Array(Math.max(0, highest - lowest + 1));
  for (const { id } of volumes) {
    for await (const stretch of sectionStretches(session, cut, id)) {
      for (const { owners } of session.catalog.crossSections.rowsOf(cut, id, stretch)) {
        if (!owners) continue;
        const view = new DataView(owners.buffer, owners.byteOffset, owners.byteLength);
        for (let at = 0; at < owners.byteLength; at += 4) {
          const place = view.getUint32(at, true) - lowest;
          if (place >= 0 && place < counts.length) counts[place] = (counts[place] ?? 0) + 1;
        }
      }
    }
  }
  return ordinals.map((ordinal) => counts[ordinal - lowest] ?? 0);
}
