import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { embeddingsName } from '../../export/dataset-layout.ts';
import { embeddingEndings, embeddingHeader } from '../../export/embedding-files.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { embeddingsOf, textureEncoder } from '../model/encoders.ts';
import type { Session } from '../project/session.ts';
import type { ImportUnderWay } from './import-patches.ts';

const rowsAtOnce = 4096;

/**
 * Takes over the data set's embeddings where they are those of the encoder that every project has: their rows are
 * in the order of the manifest, as ordinals are. Others would need an encoder that is not in a data set.
 */
export async function importEmbeddings(
  session: Session,
  { opened, survey }: ImportUnderWay,
  context: JobContext,
): Promise<Outcome<null>> {
  const told = opened.dataset.embeddings;
  const { hash, width } = textureEncoder.record;
  if (told?.hash !== hash || told.width !== width || told.rows !== survey.patches) {
    return succeed(null);
  }
  const format = Object.values(embeddingEndings).find(
    (ending) => told.file === `${embeddingsName}.${ending}`,
  );
  const path = join(opened.folder, told.file);
  if (!format)
    return fail({
      kind: 'dataset-invalid',
      path: opened.folder,
      what: 'its embeddings are in an unknown file',
    });
  context.stage('read embeddings', survey.patches, 'patches');
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const header = embeddingHeader(format, survey.patches, width);
      return await copyRows(
        session,
        { handle, path, header, rows: survey.patches },
        opened.sums.get(told.file),
        context,
      );
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    return fail({ kind: 'file-unreadable', path, reason: String(error.code) });
  }
}

async function copyRows(
  session: Session,
  file: {
    readonly handle: FileHandle;
    readonly path: string;
    readonly header: Uint8Array;
    readonly rows: number;
  },
  sum: string | undefined,
  context: JobContext,
): Promise<Outcome<null>> {
  const { handle, path, header, rows } = file;
  const target = embeddingsOf(session, textureEncoder);
  const rowBytes = target.width * 2;
  const digest = createHash('sha256');
  const needs = header.length + rows * rowBytes;
  const { size } = await handle.stat();
  if (size !== needs) return fail({ kind: 'file-truncated', path, has: size, needs });
  const found = Buffer.alloc(header.length);
  await handle.read(found, 0, found.length, 0);
  digest.update(found);
  if (!found.equals(header))
    return fail({ kind: 'dataset-invalid', path, what: 'its header is another' });
  const holes: number[] = [];
  for (let first = 0; first < rows; first += rowsAtOnce) {
    if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
    const count = Math.min(rowsAtOnce, rows - first);
    const words = new Uint16Array(count * target.width);
    const bytes = new Uint8Array(words.buffer);
    await handle.read(bytes, 0, bytes.length, header.length + first * rowBytes);
    digest.update(bytes);
    target.writeWords(first, words);
    for (let i = 0; i < count; i++) {
      if (isNotANumber(words[i * target.width] ?? 0)) holes.push(first + i);
    }
    context.advance(count);
  }
  if (digest.digest('hex') !== sum) return fail({ kind: 'checksum-differs', path });
  const { hash } = textureEncoder.record;
  session.catalog.commitUnit(() => session.catalog.embeddings.set(hash, { rows, holes }));
  return succeed(null);
}

const isNotANumber = (word: number): boolean => (word & 0x7c00) === 0x7c00 && (word & 0x03ff) !== 0;
