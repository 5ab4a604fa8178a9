import { expect, test } from 'vitest';
import { empiar } from '../../../../../src/main/engine/export/document/empiar.ts';
import { parseCsv } from '../../../../../src/shared/csv.ts';
import { hostile, liver, smallPackage } from './small-package.ts';

function rowsOf(about = smallPackage()): Record<string, string>[] {
  const [titles = [], ...rows] = parseCsv(empiar.write(about)?.text ?? '') ?? [];
  return rows.map((row) => Object.fromEntries(titles.map((title, i) => [title, row[i] ?? ''])));
}

/** Of EMPIAR's deposition schema. */
const category = /^\('T(?:1[0-4]|[1-9])', ''\)$|^\('OT', '[^\0]+'\)$/u;
const format = /^\('T(?:1[0-4]|[1-9])', ''\)$|^\('OT', '[A-Z0-9 ]+'\)$/u;

test('a source is an image set in the words of the deposition schema, its pixels in ångström', () => {
  expect(rowsOf()[0]).toEqual({
    name: 'Liver',
    directory: 'data',
    category: "('OT', 'curated patches of micrographs')",
    header_format: "('T10', '')",
    data_format: "('T10', '')",
    num_images_or_tilt_series: '30',
    frames_per_image: '1',
    frame_range_min: '',
    frame_range_max: '',
    voxel_type: "('T1', '')",
    pixel_width: '80',
    pixel_height: '80',
    details: expect.stringContaining(
      'FIB-SEM of liver (Mus musculus); DOI https://doi.org/10.6019',
    ),
    image_width: '',
    image_height: '',
  });
});

test('every format has codes that the schema takes', () => {
  for (const [name, pictures] of [
    ['cem', 'tiff'],
    ['cem', 'webp'],
    ['imagefolder', 'png'],
    ['parquet', 'png'],
    ['webdataset', 'webp'],
    ['ome-zarr', null],
    ['table', null],
  ] as const) {
    for (const row of rowsOf(smallPackage({ layout: { format: name, pictures } }))) {
      expect(row['category']).toMatch(category);
      expect([row['header_format'], row['data_format']]).toEqual([
        expect.stringMatching(format),
        expect.stringMatching(format),
      ]);
    }
  }
});

test('a pixel size that differs between patches, or is not known, is left open', () => {
  const [volume] = liver.volumes;
  const sized = (voxelSize: { z: number; y: number; x: number } | null) => ({
    ...liver,
    volumes: [volume!, { ...volume!, voxelSize }],
  });
  const widthOf = (source: typeof liver, planes: ('xy' | 'xz')[] | null = null) => {
    const { parameters } = smallPackage().dataset;
    const about = smallPackage({ sources: [source], parameters: { ...parameters, planes } });
    return rowsOf(about)[0]?.['pixel_width'];
  };
  expect(widthOf(sized({ z: 8, y: 8, x: 8 }))).toBe('80');
  expect(widthOf(sized({ z: 8, y: 4, x: 4 }))).toBe('');
  expect(widthOf(sized(null))).toBe('');
  const thick = { ...liver, volumes: [{ ...volume!, voxelSize: { z: 50, y: 4, x: 4 } }] };
  expect(widthOf(thick)).toBe('40');
  expect(widthOf(thick, ['xy', 'xz'])).toBe('');
});

test('a picture size is given where no cross-section can be smaller than a patch', () => {
  const { parameters } = smallPackage().dataset;
  const about = smallPackage({ parameters: { ...parameters, patchSize: 64 } });
  expect(rowsOf(about)[0]).toMatchObject({ image_width: '64', image_height: '64' });
});

test('cells that look like formulas are text, and long names are cut to what the schema takes', () => {
  const [row] = rowsOf(smallPackage({ sources: [{ ...liver, name: hostile.repeat(3) }] }));
  expect(row?.['name']).toMatch(/^'=HYPERLINK/u);
  expect(row?.['name']?.length).toBeLessThanOrEqual(201);
});

test('without any patch there is nothing to deposit', () => {
  const counts = { ...liver.counts, exported: 0 };
  expect(empiar.write(smallPackage({ sources: [{ ...liver, counts }] }))).toBeNull();
});
