import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNpy, writeFloatNpy, writeTextNpy } from '../../../../src/main/engine/decision/npy.ts';

const folder = join(import.meta.dirname, '../../../fixture/golden/files');
const numpyFile = (name: string): Uint8Array => readFileSync(join(folder, name));

/** A file of version 1.0 with any header text. */
function fileWith(header: string, values: Uint8Array = new Uint8Array()): Uint8Array {
  const padded = `${header.padEnd(117)}\n`;
  const length = Uint8Array.of(padded.length & 255, padded.length >> 8);
  return Uint8Array.from([
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0],
    ...length,
    ...new TextEncoder().encode(padded),
    ...values,
  ]);
}

function refusal(bytes: Uint8Array): string {
  const array = readNpy(bytes, 'labels.npy');
  if (array.ok || array.failure.kind !== 'label-file-invalid') throw new Error('not refused');
  return array.failure.what;
}

test('texts come back as they were written, of any script and length', () => {
  const texts = ['good', '', 'résumé', '観察', '😀 patch'];
  const array = readNpy(writeTextNpy(texts), 'x');
  expect(array).toEqual({ ok: true, value: { kind: 'text', shape: [5], values: texts } });
});

test('floats come back bit for bit with their shape', () => {
  for (const values of [
    Float32Array.of(1.5, -0, 3e38, 1e-40),
    Float64Array.of(Math.PI, -1e300, 5, 0),
  ]) {
    const array = readNpy(writeFloatNpy(values, [2, 2]), 'x');
    expect(array.ok && array.value.shape).toEqual([2, 2]);
    expect(array.ok && array.value.values).toEqual(values);
  }
});

test('an array written here is byte for byte what numpy wrote', () => {
  for (const name of ['labels.npy', 'impaths.npy']) {
    const array = readNpy(numpyFile(name), name);
    if (!array.ok || array.value.kind !== 'text') throw new Error(`${name} is no text`);
    expect(Buffer.from(writeTextNpy(array.value.values)).equals(numpyFile(name))).toBe(true);
  }
  const floats = readNpy(numpyFile('features_f32.npy'), 'x');
  if (!floats.ok || floats.value.kind !== 'float32') throw new Error('no float32');
  const written = writeFloatNpy(floats.value.values, floats.value.shape);
  expect(Buffer.from(written).equals(numpyFile('features_f32.npy'))).toBe(true);
});

test('big-endian text is read', () => {
  const values = Uint8Array.of(0, 0, 0, 0x67, 0, 0, 0, 0);
  const array = readNpy(
    fileWith("{'descr': '>U2', 'fortran_order': False, 'shape': (1,), }", values),
    'x',
  );
  expect(array.ok && array.value.values).toEqual(['g']);
});

test('a Fortran-order file of three axes is turned into C order', () => {
  const values = new Uint8Array(12).map((_, i) => (i % 5 === 0 ? 1 : 0));
  const file = fileWith("{'descr': '|b1', 'fortran_order': True, 'shape': (2, 3, 2), }", values);
  const array = readNpy(file, 'x');
  const want: (number | undefined)[] = [];
  for (let a = 0; a < 2; a++) {
    for (let b = 0; b < 3; b++) for (let c = 0; c < 2; c++) want.push(values[a + 2 * b + 6 * c]);
  }
  expect(array.ok && [...array.value.values]).toEqual(want);
});

test('a header that promises more than the file holds is refused before anything is allocated', () => {
  expect(
    refusal(fileWith("{'descr': '<U4', 'fortran_order': False, 'shape': (900000000000,), }")),
  ).toMatch(/promises 900000000000 values/);
  const endless =
    "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,99999999999999999999), }";
  expect(refusal(fileWith(endless))).toMatch(/promises/);
});

test('pickled objects and strange types are refused by name', () => {
  expect(refusal(fileWith("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"))).toContain(
    '|O',
  );
  expect(refusal(fileWith("{'descr': '<U0', 'fortran_order': False, 'shape': (9,), }"))).toContain(
    '<U0',
  );
});

test('numbers that are no characters are refused', () => {
  const file = fileWith(
    "{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }",
    Uint8Array.of(255, 255, 255, 255),
  );
  expect(refusal(file)).toMatch(/no characters/);
});

test('every truncation of a real file is refused', () => {
  const whole = numpyFile('labels.npy');
  for (let length = 0; length < whole.length; length++) {
    expect(readNpy(whole.subarray(0, length), 'x').ok, `${length} bytes`).toBe(false);
  }
});
