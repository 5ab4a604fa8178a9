import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { RecordedDuplicate } from '../../catalog/recorded-duplicates.ts';
import { groupsName } from '../../export/dataset-layout.ts';
import { readTable } from '../../export/read-table.ts';
import {
  hashOf,
  placeCells,
  readCells,
  sourceNameOf,
  textOf,
  wholeNumber,
} from '../../export/table-cells.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { groupTitles } from '../export/export-groups-table.ts';
import { hammingDistance } from '../group/hamming-distance.ts';
import { rowFinder } from '../project/exemplar-columns.ts';
import { patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';
import { placeFinder } from './dataset-places.ts';
import type { ImportUnderWay } from './import-patches.ts';

const nameOf = (cell: string) => textOf(cell, 1200) || undefined;

const columns = {
  source: sourceNameOf,
  exemplar: nameOf,
  ...placeCells,
  name: nameOf,
  hash: hashOf,
  distance: wholeNumber,
} satisfies { readonly [T in (typeof groupTitles)[number]]: (cell: string) => unknown };

/** Records the near-duplicates that the data set tells of, where it does; its exemplars are stored already. */
export async function importGroups(
  session: Session,
  { opened, survey, volumes }: ImportUnderWay,
  context: JobContext,
): Promise<Outcome<null>> {
  const { groups } = opened.dataset;
  if (!groups) return succeed(null);
  context.stage('read groups', groups.members, 'patches');
  session.forgetColumns();
  const path = join(opened.folder, groupsName);
  const exemplarOf = exemplarFinder(session);
  const place = placeFinder(survey.volumes);
  let last: RecordedDuplicate | null = null;
  const parse = (line: readonly string[]): RecordedDuplicate | string => {
    const cells = readCells(columns, line);
    if (typeof cells === 'string') return cells;
    const { y0, y1, x0, x1, source, volume, plane: along, index } = cells;
    const found = place({ source, volume, plane: along, index, box: { y0, y1, x0, x1 } });
    if (typeof found === 'string') return found;
    const exemplar = exemplarOf(source, cells.exemplar);
    if (!exemplar) return `tells of "${cells.exemplar.slice(0, 80)}", which is not in the data set`;
    const hash = Buffer.from(cells.hash, 'hex');
    const isNear = hash.length === exemplar.hash.length;
    if (!isNear || hammingDistance(hash, exemplar.hash) !== cells.distance) {
      return 'has a distance that its hash does not have';
    }
    const made = volumes[found.volume.place]?.volume.id ?? -1;
    const { plane: code, position } = found;
    const box = { y0, y1, x0, x1 };
    const row = { volume: made, plane: code, position, ...box, exemplar: exemplar.ordinal, hash };
    if (last && compare(last, row) >= 0) return 'is out of order, or stands there twice';
    last = row;
    return row;
  };
  const read = await readTable(
    path,
    { titles: groupTitles, parse },
    async (rows) => {
      if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
      session.catalog.commitUnit(() => {
        for (const row of rows) session.catalog.recordedDuplicates.add(row);
      });
      context.advance(rows.length);
      return succeed(null);
    },
    context.signal,
  );
  if (!read.ok) return read;
  const isWhole = read.value.sha256 === opened.sums.get(groupsName);
  return isWhole ? succeed(null) : fail({ kind: 'checksum-differs', path });
}

/** Finds exemplars by source and paper name; keeps those asked for last, since their near-duplicates lie close. */
function exemplarFinder(session: Session) {
  const names = patchNames(session);
  const columns = session.columns();
  const find = rowFinder(session.catalog, columns);
  const kept = new Map<string, { ordinal: number; hash: Uint8Array }>();
  return (source: string, name: string) => {
    const key = `${source}/${name}`;
    const known = kept.get(key);
    if (known) return known;
    const address = names.addressOf(key);
    const row = address ? find(address) : -1;
    const stored = row < 0 ? null : session.catalog.exemplars.byOrdinal(columns.ordinal[row] ?? -1);
    if (!stored) return null;
    if (kept.size >= 50_000) kept.clear();
    const found = { ordinal: stored.ordinal, hash: stored.hash };
    kept.set(key, found);
    return found;
  };
}

/** Volumes are made in the order of the data set, so that theirs is the order of the table. */
function compare(a: RecordedDuplicate, b: RecordedDuplicate): number {
  return (
    a.volume - b.volume ||
    a.plane - b.plane ||
    a.position - b.position ||
    a.y0 - b.y0 ||
    a.x0 - b.x0
  );
}
