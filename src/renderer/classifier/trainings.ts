import type { FilterModel, ModelKind } from '../../shared/model.ts';

/** Models that learnt from the very same labels. */
export interface Training {
  readonly labelsHash: string;
  /** newest first */
  readonly models: readonly FilterModel[];
}

/** Models in groups that learnt from the same labels, newest first. */
export function trainingsOf(models: readonly FilterModel[]): readonly Training[] {
  const groups = new Map<string, FilterModel[]>();
  for (const model of [...models].sort((a, b) => b.id - a.id)) {
    const { labelsHash } = model.trainedOn;
    const group = groups.get(labelsHash);
    if (group) group.push(model);
    else groups.set(labelsHash, [model]);
  }
  return [...groups].map(([labelsHash, members]) => ({ labelsHash, models: members }));
}

/**
 * The models to draw with one: itself and the newest of each other kind that learnt from the same labels,
 * always in the same order, so that a kind keeps its colour.
 */
export function drawnWith(
  model: FilterModel,
  models: readonly FilterModel[],
): readonly FilterModel[] {
  const training = trainingsOf(models).find(({ models: own }) =>
    own.some(({ id }) => id === model.id),
  );
  return drawnInOrder.flatMap((kind) =>
    kind === model.kind ? model : (training?.models.find((other) => other.kind === kind) ?? []),
  );
}

/** Every other line is dashed: the ensemble, which nearly covers the head, is never drawn like it. */
const drawnInOrder: readonly ModelKind[] = [
  'embedding-head',
  'ensemble',
  'texture-forest',
  'network',
];

/** Kinds as they are listed. */
export const kindsInOrder: readonly ModelKind[] = [
  'embedding-head',
  'texture-forest',
  'ensemble',
  'network',
];

/** The model that comes into force when a kind is chosen: of the newest training; null: train one. */
export function modelToUse(models: readonly FilterModel[], kind: ModelKind): FilterModel | null {
  const [newest] = trainingsOf(models);
  return newest?.models.find((model) => model.kind === kind) ?? null;
}

/** The model whose learning curve goes with the advice: the newest of the kind in force that has one. */
export function modelWithCurve(models: readonly FilterModel[]): FilterModel | null {
  const kind = models.find((model) => model.current)?.kind;
  const withCurve = models
    .filter(({ learningCurve }) => learningCurve.length > 0)
    .sort((a, b) => b.id - a.id);
  return withCurve.find((model) => model.kind === kind) ?? withCurve[0] ?? null;
}

/** Two chosen at most: a third takes the place of the one chosen first; chosen again, it is let go. */
export function withChosen(chosen: readonly number[], id: number): readonly number[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return [...chosen, id].slice(-2);
}
