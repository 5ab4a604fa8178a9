import { expect, test } from 'vitest';
import type { ManifestRow } from '../../../../../src/main/engine/export/exporter.ts';
import { rowChecker } from '../../../../../src/main/engine/run/dataset/dataset-rows.ts';
import { datasetVolumes } from '../../../../../src/main/engine/run/dataset/dataset-volumes.ts';
import { cutSettings } from '../../../../../src/shared/cut.ts';
import type { DatasetFile } from '../../../../../src/shared/dataset.ts';

const shape = { z: 12, y: 48, x: 64 };
const volume = (name: string, more: object = {}) => ({
  name,
  kind: 'volume' as const,
  pictureNumber: null,
  contentId: `content of ${name}`,
  shape,
  ...more,
});
const picture = (name: string, pictureNumber: number) =>
  volume(name, { kind: 'picture', pictureNumber, shape: { z: 1, y: 48, x: 64 } });

// `as`: the checker reads these fields of a document alone.
const documentOf = (...sources: object[]) =>
  ({ parameters: cutSettings.parse({}), sources }) as unknown as DatasetFile;

const dataset = documentOf(
  { name: 'liver', volumes: [volume('cells'), volume('more')] },
  { name: 'maps', volumes: [picture('one', 0), picture('two', 1)] },
);

const row = (more: Partial<ManifestRow> = {}): ManifestRow => {
  const {
    volume: name = 'cells',
    plane = 'xy',
    index = 3,
    box = { y0: 0, y1: 16, x0: 0, x1: 16 },
  } = more;
  const place = `${box.y0}-${box.y1}_${box.x0}-${box.x1}`;
  const digits = plane === 'xy' ? 2 : 2;
  const axis = { xy: 0, xz: 1, yz: 2, '2d': 0 }[plane];
  return {
    source: plane === '2d' ? 'maps' : 'liver',
    volume: name,
    plane,
    index,
    box,
    name:
      plane === '2d'
        ? `${String(index).padStart(2, '0')}-LOC-2d-${place}`
        : `${name}-LOC-${axis}_${String(index).padStart(digits, '0')}_${place}`,
    hash: '0123456789abcdef',
    members: 1,
    score: null,
    decision: null,
    reason: null,
    pixelNm: null,
    split: null,
    weight: null,
    file: 'a.tiff',
    item: '',
    sha256: 'a'.repeat(64),
    ...more,
  };
};

function checked(...rows: ManifestRow[]) {
  const volumes = datasetVolumes(dataset);
  if (typeof volumes === 'string') throw new Error(volumes);
  const checker = rowChecker(dataset, volumes);
  return rows.map((each) => {
    const placed = checker.place(each);
    return typeof placed === 'string' ? placed : placed.volume.place;
  });
}

test('rows in order get their volume and position', () => {
  const two = { y0: 0, y1: 16, x0: 16, x1: 32 };
  expect(
    checked(
      row(),
      row({ box: two }),
      row({ index: 4 }),
      row({ plane: 'xz', index: 0, box: { y0: 0, y1: 12, x0: 0, x1: 16 } }),
      row({ volume: 'more' }),
      row({ volume: 'one', plane: '2d', index: 0 }),
      row({ volume: 'two', plane: '2d', index: 1 }),
    ),
  ).toEqual([0, 0, 0, 0, 1, 2, 3]);
});

test('volumes may come in any order of theirs, each together', () => {
  expect(checked(row({ volume: 'more' }), row())).toEqual([1, 0]);
});

test.each([
  ['an unknown volume', row({ volume: 'none' }), 'does not name'],
  ['a volume of another source', row({ source: 'maps' }), 'does not name'],
  [
    'a picture under another number',
    row({ volume: 'one', plane: '2d', index: 1 }),
    'does not name',
  ],
  ['a section behind the last', row({ index: 12 }), 'outside its volume'],
  ['a box over the border', row({ box: { y0: 40, y1: 56, x0: 0, x1: 16 } }), 'outside its volume'],
  ['a column beyond', row({ box: { y0: 0, y1: 16, x0: 60, x1: 76 } }), 'outside its volume'],
  ['another name', row({ name: 'cells-LOC-0_04_0-16_0-16' }), 'calls its patch'],
  ['a longer hash', row({ hash: '00'.repeat(16) }), 'hash of another length'],
  ['no member', row({ members: 0 }), 'stands for no patch'],
])('%s is refused', (_, bad, what) => {
  expect(checked(bad)[0]).toContain(what);
});

test('a patch that stands there twice is refused, at once and later', () => {
  expect(checked(row(), row())[1]).toContain('out of order');
  expect(checked(row(), row({ index: 2 }))[1]).toContain('out of order');
  expect(checked(row(), row({ volume: 'more' }), row({ index: 4 }))[2]).toContain('out of order');
});

test.each([
  [
    'two sources of one name',
    [
      { name: 'a', volumes: [] },
      { name: 'a', volumes: [] },
    ],
    'two sources',
  ],
  [
    'two volumes of one name',
    [{ name: 'a', volumes: [volume('v'), volume('v', { contentId: 'x' })] }],
    'two volumes',
  ],
  [
    'two pictures of one number',
    [{ name: 'a', volumes: [picture('v', 1), picture('w', 1)] }],
    'two volumes',
  ],
  [
    'content twice',
    [{ name: 'a', volumes: [volume('v'), volume('w', { contentId: 'content of v' })] }],
    'twice',
  ],
])('%s cannot be told apart', (_, sources, what) => {
  expect(datasetVolumes(documentOf(...sources))).toContain(what);
});
