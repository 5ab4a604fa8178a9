import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type RelationKind, shareTelling } from '../../../../shared/relation.ts';
import { bytesPerHash } from '../../hash/patch-hash.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { RelatedSources } from '../../relation/relate-sources.ts';
import { exemplarPrints } from '../exemplar/exemplar-prints.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { RelatePart } from '../task/exemplar-tasks.ts';
import type { TaskClient } from '../task/task-client.ts';
import { type Landmarks, lookForLandmarks } from './look-for-landmarks.ts';

/** What the stored relations were computed from, in the setting `relations`. */
export const relationInputs = z.object({
  cut: z.int(),
  /** which exemplars each source had */
  prints: z.record(z.string(), z.string()),
  /** near-duplicates that were too many to be kept */
  leftOut: z.int(),
  /** ids of sources with volumes whose landmarks could not be found; absent before landmarks were looked for */
  missing: z.array(z.int()).optional(),
});

/** Exemplars whose hashes are read at once, and relations written at once. */
const atOnce = 2000;
const perCommit = 200;
/** Near-duplicates kept in memory, 10 bytes each. */
const mostRows = 8_000_000;

/**
 * Finds near-duplicates between all sources of the current cut, judges each two, and stores what it found in
 * place of what was known. Verdicts of people stay. Until all is written nothing counts: a job that was cut off
 * is done again from its beginning, which takes minutes for a million exemplars.
 */
export async function relateExemplars(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
): Promise<Outcome<string>> {
  const cut = session.cut();
  const columns = session.columns();
  if (cut === null || columns.count === 0) return fail({ kind: 'no-exemplars' });
  const sources = [...new Set(columns.source)].sort((a, b) => a - b);
  if (sources.length < 2) return fail({ kind: 'one-source' });
  const prints = exemplarPrints(columns);
  const hashes = await readHashes(session, columns, context);
  if (!hashes) return fail({ kind: 'cancelled' });
  const landmarks = await lookForLandmarks(session, tasks, sources, context);
  if (!landmarks.ok) return landmarks;
  const found = await find(session, tasks, columns, sources, hashes, landmarks.value, context);
  if (!found.ok) return found;
  const { related, leftOut } = found.value;
  const { missing } = landmarks.value;
  const all = related.map(({ a, b, record }) => ({
    a: sources[a] ?? 0,
    b: sources[b] ?? 0,
    record,
  }));
  if (!(await store(session, cut, byStrength(all), context))) return fail({ kind: 'cancelled' });
  session.catalog.commit(() => {
    const inputs = { cut, prints: Object.fromEntries(prints), leftOut, missing };
    session.catalog.settings.set('relations', JSON.stringify(inputs));
  });
  return succeed(summaryOf(sources.length, all, leftOut, missing.length));
}

/** By row of the columns; null when cancelled. */
async function readHashes(
  session: Session,
  { ordinal, count }: ExemplarColumns,
  context: JobContext,
): Promise<Uint8Array | null> {
  const size = bytesPerHash(session.settings().hashSize);
  const hashes = new Uint8Array(count * size);
  context.stage('read hashes', count, 'exemplars');
  for (let from = 0; from < count; from += atOnce) {
    if (!(await context.mayGoOn())) return null;
    const to = Math.min(count, from + atOnce);
    const [first = 0, last = 0] = [ordinal[from], ordinal[to - 1]];
    let row = from;
    for (const [own, hash] of session.catalog.exemplars.hashes(first, last)) {
      while (row < to && (ordinal[row] ?? 0) < own) row++;
      if (ordinal[row] === own) hashes.set(hash, row * size);
    }
    context.advance(to - from);
    await setImmediate();
  }
  return hashes;
}

const partWords: Readonly<Record<RelatePart, string>> = {
  find: 'find near-duplicates',
  judge: 'judge relations',
  'find-landmarks': 'find like landmarks',
  'judge-landmarks': 'judge landmarks',
};

/** In a worker: minutes for a million exemplars. */
async function find(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  sources: readonly number[],
  hashes: Uint8Array,
  { volumes, files }: Landmarks,
  context: JobContext,
): Promise<Outcome<{ related: readonly RelatedSources[]; leftOut: number }>> {
  const { count, ordinal, volume, plane, position, y0, x0 } = columns;
  const { hashSize, hammingLimit, patchSize } = session.settings();
  const placeOf = new Map(sources.map((source, place) => [source, place]));
  const groupOf = Uint16Array.from(columns.source, (source) => placeOf.get(source) ?? 0);
  let part: RelatePart = 'find';
  let told = 0;
  context.stage(partWords[part], count, 'exemplars');
  const ask = {
    hashes,
    bytesPerHash: bytesPerHash(hashSize),
    limit: hammingLimit,
    groupOf,
    ordinal,
    places: { volume, plane, position, y0, x0 },
    patchSize,
    zPerX: sources.map((source) => zPerX(session, source)),
    mostRows,
    volumes,
    files,
  };
  return attempt('decode', 'near-duplicates between sources', () =>
    tasks.decode('relate-sources', ask, {
      signal: context.signal,
      onProgress: (progress) => {
        // `as`: what the task's handler tells.
        const now = progress as { part: RelatePart; share: number };
        if (now.part !== part) {
          [part, told] = [now.part, 0];
          context.stage(partWords[part], count, 'exemplars');
        }
        const done = Math.floor(now.share * count);
        context.advance(done - told);
        told = done;
      },
    }),
  );
}

/** Of a source's first volume that has a voxel size. */
function zPerX(session: Session, source: number): number {
  for (const { voxelSizeGiven, voxelSizeOfFile } of session.catalog.volumes.ofSource(source)) {
    const size = voxelSizeGiven ?? voxelSizeOfFile;
    if (size) return size.z / size.x;
  }
  return 1;
}

interface Found {
  readonly a: number;
  readonly b: number;
  readonly record: RelatedSources['record'];
}

const kindOrder: readonly RelationKind[] = ['same', 'alike', 'chance'];

function byStrength(all: readonly Found[]): readonly Found[] {
  const agreeing = ({ record }: Found) =>
    Math.max(record.alignment?.agree ?? 0, record.landmarks?.agree ?? 0);
  return [...all].sort(
    (one, other) =>
      kindOrder.indexOf(one.record.kind) - kindOrder.indexOf(other.record.kind) ||
      other.record.strength - one.record.strength ||
      agreeing(other) - agreeing(one) ||
      one.a - other.a ||
      one.b - other.b,
  );
}

/** In small commits, between which the engine answers others. */
async function store(
  session: Session,
  cut: number,
  ranked: readonly Found[],
  context: JobContext,
): Promise<boolean> {
  const { catalog } = session;
  catalog.commit(() => catalog.settings.set('relations', ''));
  while (catalog.commitUnit(() => catalog.relations.removeSome(perCommit)) > 0) {
    if (!(await context.mayGoOn())) return false;
    await setImmediate();
  }
  context.stage('store relations', ranked.length, 'pairs of sources');
  for (let from = 0; from < ranked.length; from += perCommit) {
    if (!(await context.mayGoOn())) return false;
    const some = ranked.slice(from, from + perCommit);
    catalog.commitUnit(() => {
      for (const [i, { a, b, record }] of some.entries()) {
        const { landmarks } = record;
        const shareA = Math.max(shareTelling(record.a), landmarks?.shareA ?? 0);
        const shareB = Math.max(shareTelling(record.b), landmarks?.shareB ?? 0);
        catalog.relations.add(cut, { a, b, rank: from + i, shareA, shareB, record });
      }
    });
    context.advance(some.length);
    await setImmediate();
  }
  return true;
}

function summaryOf(
  sources: number,
  all: readonly Found[],
  leftOut: number,
  missing: number,
): string {
  const grouped = (count: number) => count.toLocaleString('en-US');
  const count = (kind: RelationKind) => all.filter(({ record }) => record.kind === kind).length;
  const [same, alike] = [count('same'), count('alike')];
  const rest =
    leftOut > 0 ? ` ${grouped(leftOut)} near-duplicates were too many to be counted.` : '';
  const unseen =
    missing > 0
      ? ` Of ${grouped(missing)} ${missing === 1 ? 'source' : 'sources'} some volumes could not be read: what overlaps with them was looked for by patches alone.`
      : '';
  return `Compared ${grouped(sources)} sources: ${grouped(same)} ${same === 1 ? 'pair is' : 'pairs are'} likely the same specimen, ${grouped(alike)} ${alike === 1 ? 'has' : 'have'} some patches alike.${rest}${unseen}`;
}
