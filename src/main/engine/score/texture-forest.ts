import { fail, succeed } from '../../../shared/failure.ts';
import type { FilterModel, TrainingRows, TrainingWish } from './filter-model.ts';
import { foldsByGroup } from './folds.ts';
import { forestFromJson, forestToJson } from './forest-file.ts';
import { pickRows } from './pick-rows.ts';
import { type Forest, scorePatches } from './random-forest.ts';
import { paperForest, trainForestInTurns } from './train-forest.ts';

const featureNames = ['lbp_std', 'geomean_median', 'entropy_std', 'canny_mean'] as const;

/** The paper's baseline: a random forest over four texture features (spec 3.3). */
export const textureForest: FilterModel = {
  kind: 'texture-forest',
  features: 'texture',
  async train(rows, wish) {
    const text = forestToJson(await grow(rows, wish));
    return { text, leftOut: wish.known ? null : await scoreLeftOut(rows, wish), chosen: {} };
  },
  open(text, path) {
    const forest = forestFromJson(text, path);
    if (!forest.ok) return forest;
    const { featureCount } = forest.value;
    if (featureCount !== featureNames.length) {
      const what = `it compares ${featureCount} features, not ${featureNames.length}`;
      return fail({ kind: 'header-invalid', path, what });
    }
    return succeed((features) =>
      scorePatches(forest.value, Float64Array.from(features), featureCount),
    );
  },
};

const grow = (
  { features, width, labels }: TrainingRows,
  { seed, signal }: TrainingWish,
): Promise<Forest> =>
  trainForestInTurns(
    Float64Array.from(features),
    width,
    labels,
    { ...paperForest, seed },
    async () => {
      // So that other work of this process gets its turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  );

/** Scores each patch by a forest that never saw its group; NaN where none could be grown. */
async function scoreLeftOut(rows: TrainingRows, wish: TrainingWish): Promise<Float32Array> {
  const { features, width, labels, groups } = rows;
  const folds = foldsByGroup(groups, wish.seed);
  const scores = new Float32Array(labels.length).fill(Number.NaN);
  for (const fold of new Set(folds)) {
    const all = [...labels.keys()];
    const inside = all.filter((row) => folds[row] === fold);
    const outside = all.filter((row) => folds[row] !== fold);
    const part = {
      features: pickRows(features, width, outside),
      width,
      labels: Uint8Array.from(outside, (row) => labels[row] ?? 0),
      groups: Uint32Array.from(outside, (row) => groups[row] ?? 0),
    };
    if (new Set(part.labels).size < 2) continue;
    const own = Float64Array.from(pickRows(features, width, inside));
    const scored = scorePatches(await grow(part, wish), own, width);
    inside.forEach((row, i) => {
      scores[row] = scored[i] ?? Number.NaN;
    });
  }
  return scores;
}
