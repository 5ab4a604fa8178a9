import { expect, test } from 'vitest';
import { explainNews, newsOf, sayNews } from '../../../src/renderer/label/model-news.ts';
import type { FilterModel } from '../../../src/shared/model.ts';

function model(id: number, labels: number, auc: number | null, change: Partial<FilterModel> = {}) {
  const holdOut: FilterModel['holdOut'] = {
    informative: 60,
    uninformative: id,
    auc,
    aucInterval: auc === null ? null : [auc - 0.05, auc + 0.05],
    roc: [],
    accuracy: null,
    confusion: {
      truePositive: 0,
      falsePositive: 0,
      trueNegative: 0,
      falseNegative: 0,
      ordinals: { truePositive: [], falsePositive: [], trueNegative: [], falseNegative: [] },
    },
    precisionRecall: [],
    averagePrecision: null,
    averagePrecisionInterval: null,
    brier: null,
    brierInterval: null,
    calibration: [],
    calibrationError: null,
  };
  const made: FilterModel = {
    id,
    hash: `hash of ${id}`,
    kind: 'embedding-head',
    encoder: null,
    chosen: {},
    members: [],
    checked: true,
    learningCurve: [],
    createdBy: 1,
    fromDataset: false,
    seed: 1227,
    trainedOn: { informative: labels - 100, uninformative: 100, labelsHash: `of ${labels}` },
    holdOut,
    leaveSourcesOut: null,
    perSource: [],
    importances: [],
    current: false,
    scored: 0,
    warnings: [],
    ...change,
  };
  return made;
}

const said = (...models: readonly FilterModel[]) => {
  const news = newsOf(models);
  return news && sayNews(news);
};

test('without a model in force there is nothing to tell', () => {
  expect(newsOf([])).toBeNull();
  expect(newsOf([model(1, 812, 0.9)])).toBeNull();
});

test('the change is against the last model of its kind that learnt from other labels', () => {
  const words = said(
    model(12, 812, 0.913, { current: true }),
    model(11, 812, 0.9, { checked: false }), // the quick refit on the same labels
    model(10, 764, 0.5, { kind: 'texture-forest' }),
    model(9, 764, 0.909),
    model(6, 700, 0.85),
  );
  expect(words).toBe('Model 12: 812 labels, AUC 0.913 (+0.004)');
});

test('a loss and no change are told as plainly', () => {
  const now = model(12, 1812, 0.9, { current: true });
  expect(said(now, model(9, 764, 0.9024))).toBe('Model 12: 1,812 labels, AUC 0.900 (−0.002)');
  expect(said(now, model(9, 764, 0.9004))).toBe('Model 12: 1,812 labels, AUC 0.900 (±0.000)');
});

test('where there is nothing to compare with, nothing is compared', () => {
  const now = model(12, 812, 0.913, { current: true });
  expect(said(now)).toBe('Model 12: 812 labels, AUC 0.913');
  expect(said(now, model(9, 764, null))).toBe('Model 12: 812 labels, AUC 0.913');
  expect(said(model(12, 812, null, { current: true }), model(9, 764, 0.9))).toBe(
    'Model 12: 812 labels, no AUC yet',
  );
});

test('beside the number stands what it was measured on, and what was not done yet', () => {
  const news = newsOf([
    model(12, 812, 0.913, { current: true, checked: false }),
    model(9, 764, 0.909),
  ]);
  expect(news && explainNews(news)).toBe(
    'AUC on 72 labels of the hold-out, 95% between 0.863 and 0.963. ' +
      'Before: model 9, 764 labels, AUC 0.909 on 69. Not tried on sources left out yet.',
  );
});
