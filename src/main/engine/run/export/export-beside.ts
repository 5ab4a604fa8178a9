import type { DatasetDocument } from '../../../../shared/dataset.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { embeddingsName, groupsName, labelsName } from '../../export/dataset-layout.ts';
import { embeddingEndings } from '../../export/embedding-files.ts';
import { setFolder } from '../../export/journal.ts';
import { writeFailure } from '../../export/new-folder.ts';
import { writeTagFile } from '../../export/tag-files.ts';
import { embeddingsOf, encoderInUse } from '../model/encoders.ts';
import { attempt } from '../task/attempt.ts';
import { groupTable } from './export-groups-table.ts';
import { labelTable, type SharedLabel } from './export-labels-table.ts';
import type { ExportWork } from './export-work.ts';
import type { SplitSelection } from './patch-selection.ts';

/**
 * Writes the tables and vectors that were asked for beside the manifest, anew even where a killed export
 * wrote them: they take seconds.
 *
 * @returns the document with what it says of them
 */
export async function writeBeside(
  work: ExportWork,
  document: DatasetDocument,
  labels: readonly SharedLabel[],
): Promise<Outcome<DatasetDocument>> {
  const { session, options, partial } = work;
  const set = setFolder(partial.folder);
  const isAsked = options.groups || options.embeddings !== null;
  const ordinals = isAsked ? await ordinalsInOrder(work.selection) : new Int32Array(0);
  const about: Partial<DatasetDocument> = {};
  try {
    if (options.labels) {
      work.context.stage('labels', labels.length, 'labels');
      await writeTagFile(set, labelsName, whileAllowed(work, labelTable(session, labels)));
      about.labels = { file: labelsName, labels: labels.length };
    }
    if (options.groups) {
      const counted = { members: 0 };
      const sources = new Set(work.prepared.sources.map(({ id }) => id));
      work.context.stage('groups', 0, '');
      const table = groupTable(session, sources, ordinals, counted);
      await writeTagFile(set, groupsName, whileAllowed(work, table));
      about.groups = { file: groupsName, members: counted.members };
    }
  } catch (error) {
    if (error instanceof Stopped) return fail({ kind: 'cancelled' });
    return fail(await writeFailure(error, partial.folder));
  }
  if (options.embeddings) {
    const embeddings = await writeVectors(work, options.embeddings, ordinals);
    if (!embeddings.ok) return embeddings;
    about.embeddings = embeddings.value;
  }
  return succeed({ ...document, ...about });
}

/** Ends a table half-way; what was written of it is removed with the rest. */
class Stopped extends Error {}

/** Hands on pieces while the job may go on; waits while it is paused. */
async function* whileAllowed(
  { context }: ExportWork,
  pieces: AsyncIterable<string>,
): AsyncGenerator<string> {
  for await (const piece of pieces) {
    if (!(await context.mayGoOn())) throw new Stopped('The job was cancelled.');
    yield piece;
  }
}

async function writeVectors(
  { session, tasks, context, partial }: ExportWork,
  format: keyof typeof embeddingEndings,
  ordinals: Int32Array,
): Promise<Outcome<DatasetDocument['embeddings']>> {
  context.stage('embeddings', 0, '');
  const encoder = encoderInUse(session);
  const { name: encoderName, architecture, hash, width } = encoder.record;
  const file = `${embeddingsName}.${embeddingEndings[format]}`;
  const ask = {
    partial: partial.folder,
    fileName: file,
    format,
    file: embeddingsOf(session, encoder).path,
    width,
    known: session.catalog.embeddings.of(hash).rows,
    ordinals,
  };
  const missing = await attempt('decode', file, () => tasks.decode('write-embeddings', ask));
  if (!missing.ok) return missing;
  return succeed({
    file,
    encoder: encoderName,
    architecture,
    hash,
    rows: ordinals.length,
    width,
    type: 'float16',
    missing: missing.value,
  });
}

/** Ordinals of all patches in the order of the manifest. */
async function ordinalsInOrder({ count, runs, patches }: SplitSelection): Promise<Int32Array> {
  const all = await patches.ordinals();
  const ordered = new Int32Array(count);
  let at = 0;
  for (const { from, count: length } of runs) {
    ordered.set(all.subarray(from, from + length), at);
    at += length;
  }
  return ordered;
}
