import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  datasetOf,
  parsePatchName,
  patchName,
  stablePatchName,
  volumeNameOf,
} from '../../../../src/main/engine/patch/patch-name.ts';

interface GoldenNames {
  volumes: {
    name: string;
    shape_zyx: [number, number, number];
    per_axis: { axis: 0 | 1 | 2; zpad: number; last_index: number; sample_names: string[] }[];
  }[];
  names2d: { n_files: number; zpad: number; sample: string }[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixture/golden/grid.json', import.meta.url), 'utf8'),
) as GoldenNames;
const planes = ['xy', 'xz', 'yz'] as const;
const box = { y0: 0, y1: 224, x0: 0, x1: 224 };

test('every golden name of a volume patch is read and written back unchanged', () => {
  for (const { name: volume, shape_zyx, per_axis } of golden.volumes) {
    for (const { axis, sample_names } of per_axis) {
      for (const name of sample_names) {
        const parsed = parsePatchName(`${volume}/${name}.tiff`);
        expect(parsed, name).toMatchObject({ dataset: volume, volume, plane: planes[axis] });
        const { index, y0, y1, x0, x1 } = parsed!;
        const address = { volume, plane: planes[axis]!, index: index!, count: shape_zyx[axis]! };
        const whole = { y0, y1: y1!, x0, x1: x1! };
        expect(patchName({ ...address, box: whole })).toBe(name);
      }
    }
  }
});

test('pictures are padded by the natural logarithm of the size of their group', () => {
  for (const { n_files, sample } of golden.names2d) {
    expect(patchName({ volume: 'any', plane: '2d', index: 0, box, count: n_files })).toBe(sample);
  }
});

test('the padding is the paper’s for every count around a power of ten', () => {
  const widthOf = (count: number) =>
    patchName({ volume: 'v', plane: 'xy', index: 0, box, count }).split('_')[1]!.length;
  expect([1, 2, 3, 10, 11, 12, 101, 102, 1001, 1002].map(widthOf)).toEqual([
    1, 1, 1, 1, 1, 2, 2, 3, 3, 4,
  ]);
});

test('older names are read without the end of their box', () => {
  expect(parsePatchName('cell-LOC-2_017_448_224.tiff')).toEqual({
    dataset: 'cell',
    volume: 'cell',
    plane: 'yz',
    index: 17,
    y0: 448,
    y1: null,
    x0: 224,
    x1: null,
  });
  expect(parsePatchName('liver 3-LOC-2d_0_224.tif')).toMatchObject({
    volume: 'liver 3',
    plane: '2d',
    index: null,
    y0: 0,
    x0: 224,
  });
});

test('sub-volumes marked -ROI- belong to one dataset', () => {
  const volume = 'jrc_hela_s1-ROI-x0-256_y256-512_z0-256';
  expect(datasetOf(`${volume}.nrrd`)).toBe('jrc_hela_s1');
  expect(parsePatchName(`${volume}-LOC-0_003_0-224_0-224`)).toMatchObject({
    dataset: 'jrc_hela_s1',
    volume,
    index: 3,
  });
});

test('a volume whose own name holds -LOC- is still found again', () => {
  expect(parsePatchName('a-LOC-b-LOC-1_02_0-9_3-7')).toMatchObject({
    dataset: 'a',
    volume: 'a-LOC-b',
    plane: 'xz',
    index: 2,
    x1: 7,
  });
});

test('.nii.gz is one extension, and the spelling the paper left behind is understood', () => {
  expect(volumeNameOf('/data/brain.nii.gz')).toBe('brain');
  expect(volumeNameOf('C:\\data\\brain.ome.tif')).toBe('brain.ome');
  expect(volumeNameOf('.hidden')).toBe('.hidden');
  expect(volumeNameOf('plain')).toBe('plain');
  expect(parsePatchName('brain.nii-LOC-0_1_0-2_0-2')).toMatchObject({
    dataset: 'brain',
    volume: 'brain',
  });
});

test('what is no patch name is null, not a guess', () => {
  const names = [
    '',
    'cell',
    'cell-LOC-',
    'cell-LOC-3_1_0-2_0-2',
    '-LOC-0_1_0-2_0-2',
    'x-LOC-0_1_0-2',
  ];
  expect(names.map(parsePatchName)).toEqual(names.map(() => null));
});

test('the stable name is the source and the paper name', () => {
  expect(stablePatchName('liver', '0-LOC-2d-0-224_0-224')).toBe('liver/0-LOC-2d-0-224_0-224');
});
