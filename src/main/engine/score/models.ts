import { embeddingHead } from './embedding-head.ts';
import type { FilterModel } from './filter-model.ts';
import { textureForest } from './texture-forest.ts';

/** Filter models to choose from. A new model is one line here. */
export const filterModels: Readonly<Record<FilterModel['kind'], FilterModel>> = {
  'texture-forest': textureForest,
  'embedding-head': embeddingHead,
};
