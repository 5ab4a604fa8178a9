import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openVolume } from '../../../../src/main/engine/source/open-volume.ts';
import { comparePictureNames } from '../../../../src/main/engine/source/picture-order.ts';
import { samplesSha256 } from '../../../../src/main/engine/source/samples-checksum.ts';
import { explain } from '../../../../src/shared/failure.ts';
import type { VolumeReference } from '../../../../src/shared/volume.ts';

const em = join(import.meta.dirname, '../../../../../shared/data/em');
const isAbsent = !existsSync(em);
if (isAbsent) process.stdout.write(`skipped: the real files are not at ${em}\n`);

function referenceTo(path: string): VolumeReference {
  if (!path.endsWith('/')) return { kind: 'file', path };
  return { kind: 'stack', folder: path, files: readdirSync(path).sort(comparePictureNames) };
}

const table = isAbsent
  ? []
  : readFileSync(join(em, 'derived-plant-formats/expected.csv'), 'utf8').trim().split('\n');
const rows = table
  .slice(1)
  .map((line) =>
    /^([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),(?:"([^"]*)")?/.exec(line),
  )
  .map((fields) => ({
    path: fields?.[1] ?? '',
    type: fields?.[3] ?? '',
    lowest: Number(fields?.[4]),
    highest: Number(fields?.[5]),
    sha256: fields?.[7] ?? '',
    voxel: fields?.[8] ?? '',
  }))
  .filter(({ path }) => /^(tiff|png|jpeg|mrc)/.test(path));

describe.skipIf(isAbsent)('one crop of a leaf in many formats', () => {
  test('all are looked at', () => expect(rows.length).toBe(14));

  test.each(rows)('$path', async ({ path, type, lowest, highest, sha256, voxel }) => {
    const opened = await openVolume(referenceTo(join(em, 'derived-plant-formats', path)));
    if (!opened.ok) throw new Error(explain(opened.failure));
    const { shape, sampleType, voxelSize } = opened.value.summary;
    expect(shape).toEqual({ z: 5, y: 232, x: 248 });
    expect(sampleType).toBe(type);
    expect(voxelSize === null ? '' : `${voxelSize.z},${voxelSize.y},${voxelSize.x}`).toBe(voxel);
    const sum = await samplesSha256(opened.value);
    await opened.value.close();
    if (path.startsWith('jpeg')) return expect(sum.ok).toBe(true);
    expect(sum).toMatchObject({ value: { sha256, lowest, highest, notFinite: 0 } });
  });
});

test.skipIf(isAbsent)('the JPEG series keeps the mean within half a grey level', async () => {
  const opened = await openVolume(referenceTo(join(em, 'derived-plant-formats/jpeg_series/')));
  if (!opened.ok) throw new Error(explain(opened.failure));
  let sum = 0;
  for (let z = 0; z < 5; z++) {
    const plane = await opened.value.readWindow(z, { y0: 0, y1: 232, x0: 0, x1: 248 });
    if (!plane.ok) throw new Error(explain(plane.failure));
    for (const value of plane.value) sum += value;
  }
  expect(Math.abs(sum / (5 * 232 * 248) - 157.575911)).toBeLessThan(0.5);
});

/** SHA-256 of the first channel as tifffile 2026.3.3 reads it, or the kind of failure. */
const zoo: { [file: string]: string } = {
  'formats-tiff-zoo/10ct_32bit_128.tiff':
    '404b0cc5f8819ab96fd152ca61d22687170a4d8acae75b11bdb1ab1ba9b8e725',
  'formats-tiff-zoo/12bit.cropped.tif':
    'a27d4bccecf4f8057d827436e1da5e9e34f4e151ca0bdb8873830589b1840b83',
  'formats-tiff-zoo/16bit.MM.cropped.tif':
    'f63dec220d2b524773db4ee6fb8c9ef94bacaa054b736c5c5e67aa3c961957ff',
  'formats-tiff-zoo/16bit.cropped.tif':
    'f63dec220d2b524773db4ee6fb8c9ef94bacaa054b736c5c5e67aa3c961957ff',
  'formats-tiff-zoo/8bit.s.tif': '5cf4d7dfede0e94a4ccd30af19efd4ab7a708a343fb2ea4cd594b882218ce08f',
  'formats-tiff-zoo/hopper_bigtiff.tif':
    'cd83116ec65dc0e0bb4bd743d1006c5af43051807ff31467419f3cebe4c597f5',
  'formats-tiff-zoo/hopper_float_dpi_2.tif':
    'cd83116ec65dc0e0bb4bd743d1006c5af43051807ff31467419f3cebe4c597f5',
  'formats-tiff-zoo/hopper_lzw.tif':
    'cd83116ec65dc0e0bb4bd743d1006c5af43051807ff31467419f3cebe4c597f5',
  'formats-tiff-zoo/tiff_adobe_deflate.tif':
    '16258f7af0ddcc7e5b167f900a4c80c5f4808dac8719f208d824ff7b641aabf5',
  'formats-tiff-zoo/tiff_tiled_raw.tif':
    '16258f7af0ddcc7e5b167f900a4c80c5f4808dac8719f208d824ff7b641aabf5',
  'formats-tiff-zoo/uint16_1_4660.tif':
    '1ddf98a7bef1403525636f44e8336b54673f7f13b879aad23ce1372785de7ef0',
  'formats-rosettasciio/tiff/test_loading_image_saved_with_DM.tif':
    '4070ab174269b258921b736d1a8c257cf67ceeca9324106a690a83c5e340ba20',
  'formats-rosettasciio/tiff/test_loading_image_saved_with_imageJ_stack.tif':
    'e8fc707861e8418ac94518130c66632cd78b85da1eb20a15bbb0de12dbf65934',
  'formats-ome-tiff/multifile-Z1.ome.tiff':
    'c111889c4e26099ab8d518cb9ecff2ab7254e72950a24720c43673b6dd6f05d4',
  'formats-tiff-zoo/crash-0c7e0e8e11ce787078f00b5b0ca409a167f070e0.tif': 'file-truncated',
  'formats-tiff-zoo/crash-2020-10-test.tif': 'header-invalid',
  'formats-tiff-zoo/seek_too_large.tif': 'header-invalid',
  'formats-tiff-zoo/broken.png': 'file-unreadable',
  'formats-tiff-zoo/truncated_image.png': 'file-unreadable',
  'formats-tiff-zoo/truncated_jpeg.jpg': 'file-unreadable',
  'derived-plant-formats/broken/truncated_half.tif': 'file-truncated',
  'derived-plant-formats/broken/zero_bytes.tif': 'header-invalid',
  'derived-plant-formats/broken/text_named.tif': 'header-invalid',
  'derived-plant-formats/broken/truncated.mrc': 'file-truncated',
  'derived-plant-formats/broken/absurd_dimensions.mrc': 'header-invalid',
  'derived-plant-formats/broken/unknown_mode.mrc': 'samples-unsupported',
  'derived-plant-formats/broken/truncated.h5': 'format-unknown',
  'derived-plant-formats/broken/truncated.png': 'file-unreadable',
};

describe.skipIf(isAbsent)('real files of other libraries, good and broken', () => {
  test.each(Object.entries(zoo))('%s', async (file, expected) => {
    const opened = await openVolume({ kind: 'file', path: join(em, file) });
    if (!opened.ok) return expect(opened.failure.kind).toBe(expected);
    const sum = await samplesSha256(opened.value);
    await opened.value.close();
    expect(sum.ok ? sum.value.sha256 : sum.failure.kind).toBe(expected);
  });
});

describe.skipIf(isAbsent)('MRC files of other programs', () => {
  test.each([
    ['formats-mrcfile/EMD-3001.map', '25x43x73', 'float32', '0.03925,0.044825,0.045875'],
    ['formats-mrcfile/EMD-3197.map', '20x20x20', 'float32', '1.14,1.14,1.14'],
    ['formats-rosettasciio/mrc/Custom_movie.mrc', '30x16x16', 'uint16', ''],
  ])('%s', async (file, shape, sampleType, voxel) => {
    const opened = await openVolume({ kind: 'file', path: join(em, file) });
    if (!opened.ok) throw new Error(explain(opened.failure));
    const { summary } = opened.value;
    expect(Object.values(summary.shape).join('x')).toBe(shape);
    expect(summary.sampleType).toBe(sampleType);
    expect(Object.values(summary.voxelSize ?? {}).join()).toBe(voxel);
    await opened.value.close();
  });
});
