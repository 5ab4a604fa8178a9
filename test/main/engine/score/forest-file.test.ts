import { expect, test } from 'vitest';
import { forestFromJson, forestToJson } from '../../../../src/main/engine/score/forest-file.ts';
import { trainForest } from '../../../../src/main/engine/score/train-forest.ts';

const features = Float64Array.from({ length: 120 }, (_, i) => (i * 37) % 101);
const labels = Uint8Array.from({ length: 60 }, (_, i) => (i * 7) % 2);
const forest = trainForest(features, 2, labels, { trees: 5, maxDepth: 4, minSplit: 4, seed: 3 });

interface LooseForest {
  featureCount: unknown;
  trees: Record<string, unknown[]>[];
}

function changed(change: (file: LooseForest) => void): string {
  const file = JSON.parse(forestToJson(forest)) as LooseForest;
  change(file);
  return JSON.stringify(file);
}

test('a forest comes back from its file unchanged', () => {
  expect(forestFromJson(forestToJson(forest), 'x')).toEqual({ ok: true, value: forest });
});

test('a forest survives a structured clone', () => {
  expect(structuredClone(forest)).toEqual(forest);
});

const damages: Record<string, string> = {
  'no JSON': 'forest!',
  'another file': '{"kind":"model"}',
  'a loop': changed(({ trees }) => trees[0]!['left']!.fill(0, 0, 1)),
  'a child past the end': changed(({ trees }) => trees[0]!['right']!.fill(99, 0, 1)),
  'a feature that does not exist': changed(({ trees }) => trees[0]!['feature']!.fill(2)),
  'half a node': changed(({ trees }) => trees[0]!['threshold']!.pop()),
  'one child only': changed(({ trees }) => trees[0]!['left']!.fill(-1, 0, 1)),
  'no trees': changed((file) => {
    file.trees = [];
  }),
  'no features': changed((file) => {
    file.featureCount = 0;
  }),
  'a probability above 1': changed(({ trees }) => trees[0]!['informative']!.fill(1.5)),
};

for (const [what, text] of Object.entries(damages)) {
  test(`a forest file with ${what} is refused and named`, () => {
    const read = forestFromJson(text, 'forest.json');
    expect(read).toMatchObject({
      ok: false,
      failure: { kind: 'header-invalid', path: 'forest.json' },
    });
  });
}
