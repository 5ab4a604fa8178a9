import { expect, test } from 'vitest';
import { mapCsv } from '../../../src/renderer/review/map-csv.ts';

test('the map as text says what it was made from, and no name becomes a formula', () => {
  const text = mapCsv(
    {
      key: 'a',
      encoder: 'texture features\n60',
      centreBySource: true,
      seed: 3,
      ordinals: [4, 9],
      x: [0.5, -1.25],
      y: [2, 3],
      source: [1, 2],
      score: [0.75, null],
      label: ['informative', 'none'],
    },
    (source) => (source === 1 ? 'liver, rat' : '=1+1'),
  );
  expect(text).toBe(
    [
      '# Map of embeddings (UMAP)',
      '# encoder: texture features 60',
      '# seed: 3',
      '# centred by source: yes',
      'ordinal,source,x,y,score,label',
      '4,"liver, rat",0.5,2,0.75,informative',
      "9,'=1+1,-1.25,3,,none",
      '',
    ].join('\n'),
  );
});
