import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { featureCount } from '../../feature/texture-features.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TrainedKind } from '../task/inference-task.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { PatchToRead, VolumeToRead } from '../task/worker-material.ts';
import { embedderOf } from './embedder.ts';
import { encoderByHash } from './encoders.ts';
import type { ModelRecord } from './model-record.ts';
import { modelByHash, readModel } from './model-store.ts';

/** Scores any boxes of a volume's cross-sections, as exemplars are scored. */
export type WindowScorer = (
  volume: VolumeToRead,
  name: string,
  windows: readonly PatchToRead[],
) => Promise<Outcome<Float32Array>>;

/** What scores with a model, of whatever kind; failure `encoder-missing`. */
export async function windowScorer(
  session: Session,
  tasks: TaskClient,
  model: ModelRecord,
): Promise<Outcome<WindowScorer>> {
  if (model.kind === 'ensemble') return meanOf(session, tasks, model.members);
  const text = await readModel(session, model.hash);
  const scored = (kind: TrainedKind, features: Float32Array | Float64Array, width: number) =>
    attempt('inference', 'the filter model', () =>
      tasks.infer('score', { kind, model: text, features, featureCount: width }),
    );
  if (model.encoder === null) {
    return succeed(async (volume, name, patches) => {
      const features = await attempt('decode', name, () =>
        tasks.decode('measure-patches', { volume, patches, keepResident: false }),
      );
      return features.ok ? scored('texture-forest', features.value, featureCount) : features;
    });
  }
  const encoder = encoderByHash(session, model.encoder.hash);
  if (!encoder) return fail({ kind: 'encoder-missing', name: model.encoder.name });
  const embedder = embedderOf(session, tasks, encoder);
  return succeed(async (volume, name, patches) => {
    const rows = await embedder.ofVolume(volume, name, patches);
    return rows.ok ? scored('embedding-head', rows.value, embedder.width) : rows;
  });
}

/** The mean of several models, as an ensemble scores exemplars. */
async function meanOf(
  session: Session,
  tasks: TaskClient,
  members: readonly string[],
): Promise<Outcome<WindowScorer>> {
  const scorers: WindowScorer[] = [];
  for (const member of members) {
    const record = modelByHash(session, member);
    if (!record) return fail({ kind: 'map-needs-model' });
    const scorer = await windowScorer(session, tasks, record);
    if (!scorer.ok) return scorer;
    scorers.push(scorer.value);
  }
  return succeed(async (volume, name, patches) => {
    const sums = new Float32Array(patches.length);
    for (const scorer of scorers) {
      const scores = await scorer(volume, name, patches);
      if (!scores.ok) return scores;
      scores.value.forEach((score, i) => {
        sums[i] = (sums[i] ?? 0) + score;
      });
    }
    return succeed(sums.map((sum) => sum / scorers.length));
  });
}
