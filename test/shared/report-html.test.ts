import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { composeSources } from '../../src/shared/composition.ts';
import { cutSettings } from '../../src/shared/cut.ts';
import { evennessOf } from '../../src/shared/evenness.ts';
import type { Evaluation } from '../../src/shared/model.ts';
import type { ReportData } from '../../src/shared/report.ts';
import { reportHtml } from '../../src/shared/report-html.ts';
import { reportStyle, reportStyleHash } from '../../src/shared/report-style.ts';

const hostile = `<img src=x onerror=alert(1)>"'&</title><script>alert(2)</script>\u0000\u001b]]>`;
const counts = { raw: 100, dedup: 40, curated: 10 };
const none = { share: 0.25, low: 0.2, high: 0.3 };
const evaluation: Evaluation = {
  informative: 5,
  uninformative: 6,
  auc: 0.9,
  aucInterval: [0.8, 0.95],
  roc: [],
  accuracy: 0.875,
  confusion: {
    truePositive: 1,
    falsePositive: 1,
    trueNegative: 1,
    falseNegative: 1,
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

const dataWith = (name: string): ReportData => ({
  project: name,
  version: '1.2.3',
  settings: cutSettings.parse({}),
  grown: [{ source: 'liver', steps: 3 }],
  groupDecisions: 2,
  seeds: { 'de-duplication': 1, training: 1227 },
  balance: {
    by: 'source',
    names: [name],
    ids: [1],
    sets: [
      {
        set: 'raw',
        patches: 100,
        counts: [100],
        ...evennessOf([100]),
      },
    ],
  },
  intervals: [null],
  composition: composeSources([
    {
      id: 1,
      technique: `${name};FIB-SEM`,
      organism: name,
      tissue: '',
      spacings: [{ nm: 8, patches: counts }],
    },
  ]),
  losses: {
    totals: counts,
    sources: [
      {
        source: 1,
        name,
        counts,
        dedupOfRaw: none,
        curatedOfDedup: none,
        rejected: { share: 0.75, low: 0.6, high: 0.85, chance: 0.01, isUnusual: true },
      },
    ],
    isJudged: true,
    rejected: none,
    defects: [{ reason: name, count: 3, perSource: [], ordinals: [] }],
  },
  labels: { informative: 3, uninformative: 3, unsure: 1, hash: 'abc' },
  model: {
    hash: 'def',
    kind: 'embedding-head',
    encoder: name,
    informative: 3,
    uninformative: 3,
    labelsHash: 'abc',
    threshold: 0.5,
    sourceThresholds: [[name, 0.75]],
    holdOut: evaluation,
    leaveSourcesOut: null,
    precision: none,
    recall: null,
  },
  yields: [
    {
      id: 'a',
      source: 1,
      sourceName: name,
      volume: 2,
      volumeName: name,
      plane: 'xy',
      index: 7,
      height: 448,
      width: 896,
      patchSize: 224,
      stride: 56,
      windows: 65,
      isCurrent: false,
      threshold: 0.5,
      informative: 0.125,
      uninformativeCrops: none,
    },
  ],
  sources: [
    {
      name,
      technique: name,
      organism: name,
      tissue: '',
      licence: '',
      doi: name,
      attribution: name,
      isWithheld: true,
      voxelSize: '8',
      volumes: 1,
      grey: 'by-type',
      counts,
    },
  ],
});

test('names of any kind stay text, and nothing in the file runs or is loaded', () => {
  const html = reportHtml(dataWith(hostile));
  const plain = reportHtml(dataWith('plain'));
  const tags = (text: string) =>
    text.match(/<[a-z!/][^>]*>/gi)?.map((tag) => tag.split(/[\s>]/)[0]);
  // The same tags as with a plain name, but for what a longer name shifts: no tag comes from a name.
  expect(new Set(tags(html))).toEqual(new Set(tags(plain)));
  expect(tags(html)).toHaveLength(tags(plain)?.length ?? 0);
  expect(html).not.toMatch(/<script|<img|<iframe|<link|<object|javascript:|@import|url\(/i);
  expect(html).not.toMatch(/<[^>]*\s(on\w+|style|src|href)=/i);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is what is tested.
  expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
});

test('the same project gives the same bytes', () => {
  expect(reportHtml(dataWith('brain'))).toBe(reportHtml(dataWith('brain')));
});

test('it names what was counted, with intervals, parameters, seeds and terms', () => {
  const html = reportHtml(dataWith('brain'));
  for (const words of [
    '<h1>brain</h1>',
    '100 raw patches, 40 exemplars, 10 curated.',
    '25.0% (20.0% to 30.0%)',
    'unusual',
    '0.900 (0.800 to 0.950)',
    'Threshold of brain',
    'Seed of training',
    'up to 12 bits apart',
    'not to be handed on',
    'by an earlier model or mapping',
    'this is our own definition',
    'not of all that were dropped',
    'are counted for each',
  ])
    expect(html.toLowerCase()).toContain(words.toLowerCase());
});

test('without a model, labels or scored cross-sections it says so or leaves them out', () => {
  const html = reportHtml({
    ...dataWith('brain'),
    model: null,
    yields: [],
    losses: {
      ...dataWith('brain').losses,
      totals: { raw: 100, dedup: 40, curated: null },
      rejected: null,
      defects: [],
      sources: [],
    },
  });
  expect(html).toContain('No model is in force.');
  expect(html).toContain('There is no curated set yet.');
  expect(html).toContain('No patch is labelled uninformative.');
  expect(html).not.toContain('Crop yield');
});

test('its own policy lets in its own styles and nothing else', () => {
  expect(createHash('sha256').update(reportStyle).digest('base64')).toBe(reportStyleHash);
  expect(reportHtml(dataWith('brain'))).toContain(
    `default-src &#39;none&#39;; style-src &#39;sha256-${reportStyleHash}&#39;`,
  );
});
