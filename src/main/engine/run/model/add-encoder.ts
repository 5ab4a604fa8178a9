import { createHash, randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { EncoderListing } from '../../../../shared/encoder.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { syncFolder } from '../../export/sync-files.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { headToJson } from '../../score/head-file.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import type { TaskClient } from '../task/task-client.ts';
import { embedExemplars } from './embed-exemplars.ts';
import { embedderOf } from './embedder.ts';
import {
  countEmbedded,
  encoderByHash,
  encoderGraph,
  encoderHead,
  encoderInUse,
  encodersOf,
  encoderText,
  type StoredEncoder,
} from './encoders.ts';

/** Grows when the same file would give other embeddings. */
const useVersion = 1;

type FoundEncoder = Extract<DecodeTasks['read-encoder']['answer'], { ok: true }>['value'];

/**
 * Adds an encoder from a file that may come from anyone: it is read as data, made a graph, and run on one
 * picture. It becomes the encoder in use, and every exemplar is embedded with it.
 */
export async function addEncoder(
  session: Session,
  tasks: TaskClient,
  path: string,
  context: JobContext,
): Promise<Outcome<string>> {
  context.stage('read the encoder', 1, 'file');
  const waiting = encoderGraph(session, `waiting-${randomBytes(4).toString('hex')}`);
  const read = await attempt('decode', basename(path), () =>
    tasks.decode('read-encoder', { path, graph: waiting }),
  );
  if (!read.ok) return asEncoderFailure(read, path);
  const hash = createHash('sha256')
    .update(`${read.value.sha256} ${useVersion}`)
    .digest('hex')
    .slice(0, 32);
  const graph = encoderGraph(session, hash);
  await rename(waiting, graph);
  const width = await widthOf(session, tasks, path, read.value, hash, context.signal);
  if (!width.ok) {
    await rm(graph, { force: true });
    return asEncoderFailure(width, path);
  }
  const encoder = storedOf(read.value, path, hash, width.value);
  const { head } = read.value;
  if (head) {
    const text = headToJson({ ...headOf(head), temperature: 1 });
    await writeFile(encoderHead(session, hash), text, { flush: true });
  }
  await syncFolder(dirname(graph));
  context.advance(1);
  return useEncoder(session, tasks, encoder, context);
}

/** What is wrong with the file, said of an encoder rather than of a volume. */
function asEncoderFailure(found: Outcome<never>, path: string): Outcome<never> {
  if (found.ok || found.failure.kind !== 'header-invalid') return found;
  return fail({ kind: 'encoder-invalid', path, what: found.failure.what });
}

/** Makes an encoder the one that models learn from, and embeds what it has not embedded yet. */
export async function useEncoder(
  session: Session,
  tasks: TaskClient,
  encoder: StoredEncoder,
  context: JobContext,
): Promise<Outcome<string>> {
  const { catalog } = session;
  const { name, hash } = encoder.record;
  catalog.commit(() => {
    const summary = `Took the encoder ${name} into use`;
    const action = catalog.actions.add(session.annotator(), Date.now(), 'encoder', summary);
    if (encoder.network) catalog.encoders.add(hash, action, encoderText(encoder));
    catalog.settings.set('encoder', hash);
  });
  const embedded = await embedExemplars(session, tasks, encoder, context);
  if (!embedded.ok) return embedded;
  const count = countEmbedded(session, encoder).toLocaleString('en-US');
  const [provider, ...refused] = embedded.value;
  const where = provider === undefined ? '' : ` on ${provider}`;
  const others = refused.length > 0 ? ` Not used: ${refused.join('; ')}.` : '';
  return succeed(
    `${name} has embedded ${count} exemplars${where}. Train to learn from them.${others}`,
  );
}

export function encoderToUse(session: Session, hash: string): Outcome<StoredEncoder> {
  const encoder = encoderByHash(session, hash);
  return encoder ? succeed(encoder) : fail({ kind: 'encoder-missing', name: hash });
}

export function listEncoders(session: Session): EncoderListing[] {
  const inUse = encoderInUse(session).record.hash;
  const exemplars = session.columns().count;
  return encodersOf(session).map((encoder) => ({
    ...encoder.record,
    inUse: encoder.record.hash === inUse,
    embedded: countEmbedded(session, encoder),
    exemplars,
  }));
}

/** How wide its embeddings are, by embedding one grey picture. */
async function widthOf(
  session: Session,
  tasks: TaskClient,
  path: string,
  found: FoundEncoder,
  hash: string,
  signal: AbortSignal,
): Promise<Outcome<number>> {
  const trial = storedOf(found, path, hash, 1);
  const rows = await embedderOf(session, tasks, trial).ofGrey({ signal });
  if (!rows.ok) return rows;
  if (rows.value.length > 0 && rows.value.every(Number.isFinite)) return succeed(rows.value.length);
  return fail({
    kind: 'header-invalid',
    path,
    what: 'its embedding of a grey picture is no row of numbers',
  });
}

function storedOf(found: FoundEncoder, path: string, hash: string, width: number): StoredEncoder {
  const { kind, architecture, layout, warnings, input, output, head } = found;
  const normalisation = input.normalisation === 'inside' ? null : input.normalisation;
  return {
    record: {
      hash,
      name: basename(path),
      kind,
      architecture,
      layout,
      width,
      isClassifier: head !== null,
      warnings: [...warnings],
    },
    network: {
      input: {
        ...input,
        normalisation: normalisation && {
          mean: [...normalisation.mean],
          std: [...normalisation.std],
        },
      },
      output: { name: output.name, rank: output.rank },
    },
  };
}

const headOf = ({ weights, bias }: NonNullable<FoundEncoder['head']>) => ({
  coefficients: Float64Array.from(weights),
  intercept: bias,
});
