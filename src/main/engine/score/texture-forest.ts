import { fail, succeed } from '../../../shared/failure.ts';
import type { FilterModel } from './filter-model.ts';
import { forestFromJson, forestToJson } from './forest-file.ts';
import { scorePatches } from './random-forest.ts';
import { paperForest, trainForest } from './train-forest.ts';

const featureNames = ['lbp_std', 'geomean_median', 'entropy_std', 'canny_mean'] as const;

/** The paper's baseline: a random forest over four texture features (spec 3.3). */
export const textureForest: FilterModel = {
  name: 'texture-forest',
  featureNames,
  train(features, labels, seed) {
    return forestToJson(
      trainForest(features, featureNames.length, labels, { ...paperForest, seed }),
    );
  },
  open(text, path) {
    const forest = forestFromJson(text, path);
    if (!forest.ok) return forest;
    const { featureCount } = forest.value;
    if (featureCount !== featureNames.length) {
      const what = `it compares ${featureCount} features, not ${featureNames.length}`;
      return fail({ kind: 'header-invalid', path, what });
    }
    return succeed((features) => scorePatches(forest.value, features, featureCount));
  },
};
