import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type Graph, onnxModel } from '../../onnx/onnx-writer.ts';
import { forestFromJson } from '../../score/forest-file.ts';
import { headFromJson } from '../../score/head-file.ts';
import { modelCard } from '../../score/model-card.ts';
import { forestGraph, headGraph } from '../../score/model-graph.ts';
import { encoderByHash, encoderGraph } from '../model/encoders.ts';
import type { ModelRecord } from '../model/model-record.ts';
import { modelByHash, readModel } from '../model/model-store.ts';
import { modelById } from '../model/model-use.ts';
import type { Session } from '../project/session.ts';
import { thresholdOf } from '../set/threshold.ts';

/**
 * Writes a model as ONNX with a card that says what it is, and its encoder's graph beside it. Files of
 * the same names are replaced, each whole.
 */
export async function exportModel(
  session: Session,
  id: number,
  folder: string,
): Promise<Outcome<{ files: string[] }>> {
  const model = modelById(session, id);
  if (!model.ok) return model;
  const record = model.value;
  if (record.fromDataset) return fail({ kind: 'model-not-here' });
  const parts = record.members.length > 0 ? record.members : [record.hash];
  const files: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const hash of parts) {
      const part = modelByHash(session, hash) ?? record;
      const graph = graphOf(part, await readModel(session, hash));
      if (!graph.ok) return graph;
      const metadata = { model: hash, kind: part.kind, labels: part.trainedOn.labelsHash };
      const bytes = onnxModel(graph.value, { producer: 'EM Curator', metadata });
      files.push(await write(folder, `${part.kind}-${hash.slice(0, 12)}.onnx`, bytes));
      const encoder = part.encoder && encoderByHash(session, part.encoder.hash);
      if (encoder?.network) {
        const own = await readFile(encoderGraph(session, encoder.record.hash));
        files.push(await write(folder, `encoder-${encoder.record.hash.slice(0, 12)}.onnx`, own));
      }
    }
    const card = modelCard(record, { threshold: thresholdOf(session), files });
    files.push(await write(folder, `model-${record.hash.slice(0, 12)}.md`, Buffer.from(card)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'target-unwritable', path: folder, reason });
  }
  return succeed({ files });
}

function graphOf(record: ModelRecord, text: string): Outcome<Graph> {
  if (record.kind === 'texture-forest') {
    const forest = forestFromJson(text, 'the filter model');
    return forest.ok ? succeed(forestGraph(forest.value)) : forest;
  }
  const head = headFromJson(text, 'the filter model');
  return head.ok ? succeed(headGraph(head.value)) : head;
}

async function write(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(`${path}.new`, bytes, { flush: true });
  await rename(`${path}.new`, path);
  return name;
}
