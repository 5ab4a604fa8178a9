import { createHash } from 'node:crypto';
import { hashHex } from '../../hash/patch-hash.ts';
import { labelFinder } from '../label/label-finder.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import { planeOf } from '../project/plane-codes.ts';
import { sortedByPlace } from '../project/row-places.ts';
import type { Session } from '../project/session.ts';
import { isKept } from '../set/curated-set.ts';
import { thresholdsOf } from '../set/threshold.ts';
import { breath } from '../turn/breath.ts';
import { pixelNm } from '../volume/pixel-nm.ts';
import { volumeGroups } from './export-groups.ts';
import { type ExportNames, exportNames } from './export-names.ts';
import type { FactsOfPatch, SelectedPatches } from './patch-selection.ts';

/** So many rows are gone through between two looks at what else there is to do. */
const rowsAtOnce = 50_000;

/**
 * Exemplars of a set, source by source and volume by volume, whatever order they were worked out in.
 *
 * @param ofSources no others
 * @param among rows to choose from, such as those of a balance plan; null for all
 */
export async function selectExemplars(
  session: Session,
  set: 'dedup' | 'curated',
  ofSources: ReadonlySet<number>,
  among: Uint32Array | null,
): Promise<SelectedPatches> {
  const columns = session.columns();
  const chosen = await chosenRows(session, set, ofSources, among);
  const rows = await inOrderOfVolumes(columns, chosen);
  const labelOf = labelFinder(session);
  let known: ExportNames | null = null;
  const names = () => (known ??= exportNames(session));
  const sources: { source: number; from: number; count: number }[] = [];
  for (let at = 0; at < rows.length; ) {
    const source = columns.source[rows[at] ?? 0] ?? 0;
    let to = at + 1;
    while (to < rows.length && columns.source[rows[to] ?? 0] === source) to++;
    sources.push({ source, from: at, count: to - at });
    at = to;
  }
  return {
    count: rows.length,
    sources,
    read(from, to) {
      const found = Array.from(rows.subarray(from, to), (row) => {
        const stored = session.catalog.exemplars.byOrdinal(columns.ordinal[row] ?? 0);
        if (!stored) throw new Error(`Exemplar ${columns.ordinal[row]} is gone.`);
        return { row, stored };
      });
      const facts = found.map(({ row, stored }): FactsOfPatch => {
        const { plane, position, y0, y1, x0, x1, members, hash } = stored;
        const box = { y0, y1, x0, x1 };
        const score = columns.score[row] ?? Number.NaN;
        const { volume, ...name } = names().of(stored.volume, plane, position, box);
        return {
          ...name,
          volume: volume.name,
          plane: planeOf(plane),
          index: volume.pictureNumber ?? position,
          box,
          hash: hashHex(hash),
          members,
          score: Number.isNaN(score) ? null : score,
          ...labelOf({ contentId: volume.contentId, plane, position, ...box }),
          pixelNm: pixelNm(volume, planeOf(plane)),
        };
      });
      return {
        facts,
        groups: volumeGroups(
          session,
          found.map(({ stored }) => stored),
        ),
      };
    },
    ordinals: async () => Int32Array.from(rows, (row) => columns.ordinal[row] ?? -1),
    digest: digestOf(columns, rows),
  };
}

async function chosenRows(
  session: Session,
  set: 'dedup' | 'curated',
  ofSources: ReadonlySet<number>,
  among: Uint32Array | null,
): Promise<Uint32Array> {
  const columns = session.columns();
  const thresholds = thresholdsOf(session);
  const all = among?.length ?? columns.count;
  const rows = new Uint32Array(all);
  let count = 0;
  for (let at = 0; at < all; at++) {
    const row = among ? (among[at] ?? 0) : at;
    const isIn = ofSources.has(columns.source[row] ?? -1);
    if (isIn && (set === 'dedup' || isKept(columns, row, thresholds))) rows[count++] = row;
    if (at % rowsAtOnce === rowsAtOnce - 1) await breath();
  }
  return sortedByPlace(columns, rows.slice(0, count));
}

/**
 * Ordinals follow the order of work: a volume that failed at first comes last. The data set must not tell,
 * since the same files give the same bytes.
 *
 * @param rows of each volume in the order of their places
 */
async function inOrderOfVolumes(
  { source, volume }: ExemplarColumns,
  rows: Uint32Array,
): Promise<Uint32Array> {
  const counts = new Map<number, { source: number; volume: number; count: number }>();
  const each = async (visit: (row: number, volume: number) => void): Promise<void> => {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      visit(row, volume[row] ?? 0);
      if (at % rowsAtOnce === rowsAtOnce - 1) await breath();
    }
  };
  await each((row, id) => {
    const known = counts.get(id);
    if (known) known.count += 1;
    else counts.set(id, { source: source[row] ?? 0, volume: id, count: 1 });
  });
  const next = new Map<number, number>();
  let from = 0;
  const volumes = [...counts.values()].sort((a, b) => a.source - b.source || a.volume - b.volume);
  for (const each of volumes) {
    next.set(each.volume, from);
    from += each.count;
  }
  const ordered = new Uint32Array(rows.length);
  await each((row, id) => {
    const place = next.get(id) ?? 0;
    ordered[place] = row;
    next.set(id, place + 1);
  });
  return ordered;
}

/** An ordinal is never given twice: with score and label it says all that may have changed since. */
function digestOf(columns: ExemplarColumns, rows: Uint32Array): string {
  const hash = createHash('sha256');
  const values = new Float64Array(4096 * 3);
  for (let at = 0; at < rows.length; at += 4096) {
    const part = rows.subarray(at, at + 4096);
    part.forEach((row, i) => {
      values[i * 3] = columns.ordinal[row] ?? 0;
      values[i * 3 + 1] = columns.score[row] ?? Number.NaN;
      values[i * 3 + 2] = columns.label[row] ?? 0;
    });
    hash.update(new Uint8Array(values.buffer, 0, part.length * 24));
  }
  return hash.digest('hex');
}
