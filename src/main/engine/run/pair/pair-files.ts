import { readFile, stat } from 'node:fs/promises';
import type { Changed } from '../../../../shared/answer.ts';
import { csvLine, parseCsv, separatorOf, withoutApostrophe } from '../../../../shared/csv.ts';
import { pairValue, type RawAddress } from '../../../../shared/duplicates.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { PatchAddress } from '../../catalog/addresses.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { type MarkedPair, recordMarks } from './pair-marks.ts';

/** A mark takes some 150 bytes. */
const mostBytes = 64 * 2 ** 20;
const namesTold = 3;

/** Writes every mark of a pair as CSV: names of the two patches, their distance, what was said, by whom and when. */
export async function exportPairs(
  session: Session,
  file: string,
): Promise<Outcome<{ pairs: number }>> {
  const names = patchNames(session);
  const volumes = new Map(session.catalog.volumes.all().map((each) => [each.contentId, each.id]));
  const nameOf = (address: PatchAddress): string | null => {
    const volume = volumes.get(address.contentId);
    return volume === undefined
      ? null
      : names.stableName(volume, address.plane, address.position, address);
  };
  const lines = session.catalog.pairDecisions.standing().flatMap((mark) => {
    const [a, b] = [nameOf(mark.address), nameOf(mark.other)];
    if (a === null || b === null) return [];
    const { distance, value, annotator, at } = mark;
    return [csvLine([a, b, distance, value, annotator, new Date(at).toISOString()])];
  });
  const header = csvLine(['patch', 'exemplar', 'distance', 'value', 'annotator', 'at']);
  const written = await writeWhole(file, [header, ...lines].join(''));
  return written.ok ? succeed({ pairs: lines.length }) : written;
}

/** Marks the pairs that such a file names, as one action; all of them or none. */
export async function importPairs(session: Session, file: string): Promise<Changed> {
  const pairs = await readPairs(session, file);
  if (!pairs.ok) return pairs;
  const count = pairs.value.length.toLocaleString('en-US');
  return recordMarks(session, pairs.value, `Imported ${count} marks of pairs`);
}

async function readPairs(session: Session, path: string): Promise<Outcome<readonly MarkedPair[]>> {
  const rows = await readRows(path);
  if (!rows.ok) return rows;
  const [titles = [], ...lines] = rows.value;
  const places = ['patch', 'exemplar', 'value'].map((title) => titles.indexOf(title));
  if (places.includes(-1)) {
    return invalid(path, 'its first line has to name the columns patch, exemplar and value');
  }
  const pairs: MarkedPair[] = [];
  const unknown: string[] = [];
  const found = addressFinder(session);
  for (const line of lines) {
    const [one = '', other = '', said = ''] = places.map((at) => withoutApostrophe(line[at] ?? ''));
    const value = pairValue.safeParse(said).data;
    if (!value)
      return invalid(path, `"${said.slice(0, 40)}" is not same, different, unsure or none`);
    const [a, b] = [found(one), found(other)];
    if (!a) unknown.push(one);
    else if (!b) unknown.push(other);
    else pairs.push({ a, b, value });
  }
  if (unknown.length > 0) {
    const names = unknown.slice(0, namesTold);
    return fail({ kind: 'label-names-unknown', path, names, count: unknown.length });
  }
  return succeed(pairs);
}

async function readRows(path: string): Promise<Outcome<readonly string[][]>> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) return invalid(path, `it has ${size} bytes, more than any list of marks`);
    const text = await readFile(path, 'utf8');
    const rows = parseCsv(text, separatorOf(text));
    return rows ? succeed(rows) : invalid(path, 'a quote in it is never closed');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'file-unreadable', path, reason });
  }
}

const invalid = (path: string, what: string) => fail({ kind: 'pair-file-invalid', path, what });

function addressFinder(session: Session): (name: string) => RawAddress | null {
  const names = patchNames(session);
  const volumes = new Map(session.catalog.volumes.all().map((each) => [each.contentId, each.id]));
  return (name) => {
    const address = names.addressOf(name);
    const volume = address ? volumes.get(address.contentId) : undefined;
    if (!address || volume === undefined) return null;
    const { plane, position: index, y0, y1, x0, x1 } = address;
    return { volume, plane: planeOf(plane), index, box: { y0, y1, x0, x1 } };
  };
}
