import { expect, test } from 'vitest';
import {
  drawnWith,
  modelToUse,
  modelWithCurve,
  trainingsOf,
  withChosen,
} from '../../../src/renderer/classifier/trainings.ts';
import { type FilterModel, filterModel } from '../../../src/shared/model.ts';

const nothing = {
  informative: 0,
  uninformative: 0,
  auc: null,
  aucInterval: null,
  roc: [],
  accuracy: null,
  confusion: {
    truePositive: 0,
    falsePositive: 0,
    trueNegative: 0,
    falseNegative: 0,
    ordinals: { truePositive: [], falsePositive: [], trueNegative: [], falseNegative: [] },
  },
};

const model = (
  id: number,
  kind: FilterModel['kind'],
  labelsHash: string,
  change: Partial<FilterModel> = {},
): FilterModel => ({
  ...filterModel.parse({
    id,
    hash: `hash-${id}`,
    kind,
    createdBy: 1,
    fromDataset: false,
    seed: 1227,
    trainedOn: { informative: 40, uninformative: 40, labelsHash },
    holdOut: nothing,
    leaveSourcesOut: null,
    perSource: [],
    importances: [],
    current: false,
    scored: 100,
    warnings: [],
  }),
  ...change,
});

const curve = [{ labels: 64, auc: 0.9, low: 0.85, high: 0.94 }];
const older = [
  model(1, 'embedding-head', 'first', { learningCurve: curve }),
  model(2, 'texture-forest', 'first', { current: true, learningCurve: curve }),
  model(3, 'ensemble', 'first'),
];
const newer = [
  model(4, 'embedding-head', 'second', { checked: false }),
  model(5, 'embedding-head', 'second', { learningCurve: curve }),
  model(6, 'ensemble', 'second'),
];
const all = [...newer, ...older];

test('models are grouped by the labels they learnt from, newest first', () => {
  const ids = trainingsOf(all).map(({ labelsHash, models }) => [
    labelsHash,
    ...models.map(({ id }) => id),
  ]);
  expect(ids).toEqual([
    ['second', 6, 5, 4],
    ['first', 3, 2, 1],
  ]);
});

test('a model is drawn with the other kinds of its own training, always in the same order', () => {
  const drawn = (id: number) =>
    all
      .filter((each) => each.id === id)
      .flatMap((each) => drawnWith(each, all).map((own) => own.id));
  expect(drawn(1)).toEqual([1, 3, 2]);
  expect(drawn(2)).toEqual([1, 3, 2]);
  expect(drawn(6)).toEqual([5, 6]);
  expect(drawn(4)).toEqual([4, 6]);
});

test('a kind that the newest training lacks has to be trained, however many older ones there are', () => {
  expect(modelToUse(all, 'embedding-head')?.id).toBe(5);
  expect(modelToUse(all, 'texture-forest')).toBeNull();
  expect(modelToUse([], 'ensemble')).toBeNull();
});

test('the learning curve is of the kind in force, else of the newest model that has one', () => {
  expect(modelWithCurve(all)?.id).toBe(2);
  expect(modelWithCurve(newer)?.id).toBe(5);
  expect(modelWithCurve([model(9, 'ensemble', 'third')])).toBeNull();
});

test('two are chosen at most, and choosing again lets go', () => {
  expect(withChosen([], 1)).toEqual([1]);
  expect(withChosen([1, 2], 3)).toEqual([2, 3]);
  expect(withChosen([1, 2], 1)).toEqual([2]);
});
