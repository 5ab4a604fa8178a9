import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { SampleType, VolumeSummary, VoxelSize } from '../../../shared/volume.ts';
import { type ByteSource, openBytes } from './file-bytes.ts';
import {
  asSamples,
  assertInside,
  bytesPerSample,
  swapBytes,
  widenHalfFloats,
} from './sample-layout.ts';
import type { OpenVolume, Samples, VolumeFormat } from './volume-format.ts';
import { roundedVoxelSize, voxelSizeDoubts } from './voxel-size.ts';

const headerLength = 1024;
const imodStamp = 1146047817; // "IMOD" at byte 152

interface MrcHeader {
  readonly littleEndian: boolean;
  readonly mode: number;
  readonly shape: { z: number; y: number; x: number };
  readonly sampleType: SampleType;
  /** bytes of a stored sample: mode 12 stores two and reads as four */
  readonly stored: number;
  readonly dataOffset: number;
  readonly voxelSize: VoxelSize | null;
  readonly warnings: readonly string[];
}

/** MRC and CCP4 maps: modes 0, 1, 2, 6 and 12, both byte orders, with or without the "MAP " mark. */
export const mrc: VolumeFormat = {
  name: 'mrc',
  endings: ['.mrc', '.mrcs', '.rec', '.map', '.st', '.ali', '.preali'],
  recognises: (path, head) =>
    hasMapMark(head) ||
    (mrc.endings.some((end) => path.toLowerCase().endsWith(end)) && isPlausible(head)),
  async open(path) {
    const bytes = await openBytes(path);
    if (!bytes.ok) return bytes;
    const volume = await openMrc(bytes.value);
    if (!volume.ok) await bytes.value.close();
    return volume;
  },
};

/** An MRC volume in the given bytes. On failure the bytes stay open. */
export async function openMrc(bytes: ByteSource): Promise<Outcome<OpenVolume>> {
  const head = await bytes.read(0, headerLength);
  if (!head.ok) return head;
  const header = readHeader(head.value, bytes.path);
  if (!header.ok) return header;
  const { shape, stored, dataOffset } = header.value;
  const needs = dataOffset + shape.z * shape.y * shape.x * stored;
  if (needs > bytes.size) {
    const path = bytes.path;
    // A size beyond any disk is no interrupted copy; "copy it again" would be the wrong advice.
    return needs > 2 ** 50
      ? fail(nonsense(path, `it claims ${shape.x} x ${shape.y} x ${shape.z} samples`))
      : fail({ kind: 'file-truncated', path, has: bytes.size, needs });
  }
  return succeed(openVolume(bytes, header.value));
}

function openVolume(bytes: ByteSource, header: MrcHeader): OpenVolume {
  const { shape, sampleType, voxelSize, warnings } = header;
  const summary: VolumeSummary = {
    format: 'mrc',
    shape,
    sampleType,
    voxelSize,
    warnings: [...warnings],
  };
  return {
    summary,
    async readWindow(z, window, room) {
      assertInside(shape, z, window);
      const { y0, y1, x0, x1 } = window;
      const rowBytes = shape.x * header.stored;
      const start = header.dataOffset + (z * shape.y + y0) * rowBytes;
      const length = (y1 - y0) * rowBytes;
      const isWhole = x0 === 0 && x1 === shape.x && room !== undefined;
      const into = isWhole ? new Uint8Array(room, 0, length) : undefined;
      const rows = await bytes.read(start, length, into);
      if (!rows.ok) return rows;
      const cropped = cropColumns(rows.value, rowBytes, x0 * header.stored, x1 * header.stored);
      return succeed(decode(cropped, header));
    },
    close: () => bytes.close(),
  };
}

function cropColumns(
  rows: Uint8Array<ArrayBuffer>,
  rowBytes: number,
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> {
  const width = to - from;
  if (width === rowBytes) return rows;
  const count = rows.length / rowBytes;
  const cropped = new Uint8Array(count * width);
  for (let i = 0; i < count; i++) {
    cropped.set(rows.subarray(i * rowBytes + from, i * rowBytes + to), i * width);
  }
  return cropped;
}

function decode(bytes: Uint8Array<ArrayBuffer>, header: MrcHeader): Samples {
  if (!header.littleEndian) swapBytes(bytes, header.stored);
  if (header.mode !== 12) return asSamples(bytes, header.sampleType);
  return widenHalfFloats(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2));
}

function readHeader(head: Uint8Array<ArrayBuffer>, path: string): Outcome<MrcHeader> {
  const view = new DataView(head.buffer, head.byteOffset, headerLength);
  const littleEndian = isLittleEndian(view);
  const int = (word: number): number => view.getInt32(word * 4, littleEndian);
  const mode = int(3);
  const shape = { z: int(2), y: int(1), x: int(0) };
  if (shape.x < 1 || shape.y < 1 || shape.z < 1) {
    return fail(nonsense(path, `its size is ${shape.x} x ${shape.y} x ${shape.z} samples`));
  }
  const sampleType = sampleTypeOf(mode, view, littleEndian);
  if (sampleType === null) {
    return fail({ kind: 'samples-unsupported', path, what: `MRC mode ${mode}` });
  }
  const extended = int(23);
  if (extended < 0) return fail(nonsense(path, `its extended header has ${extended} bytes`));
  const voxelSize = voxelSizeOf(view, littleEndian);
  return succeed({
    littleEndian,
    mode,
    shape,
    sampleType,
    stored: mode === 12 ? 2 : bytesPerSample[sampleType],
    dataOffset: headerLength + extended,
    voxelSize,
    warnings: warningsOf(head, voxelSize),
  });
}

/** Spec 1.4: bytes are signed, unless IMOD's stamp is there and says otherwise. */
function sampleTypeOf(mode: number, view: DataView, littleEndian: boolean): SampleType | null {
  if (mode === 0) {
    const hasStamp = view.getInt32(152, littleEndian) === imodStamp;
    const isUnsigned = hasStamp && (view.getInt32(156, littleEndian) & 1) === 0;
    return isUnsigned ? 'uint8' : 'int8';
  }
  const types: { readonly [mode: number]: SampleType } = {
    1: 'int16',
    2: 'float32',
    6: 'uint16',
    12: 'float32',
  };
  return types[mode] ?? null;
}

/** Cell edge in angstrom over the number of intervals; the columns may run along any axis of the cell. */
function voxelSizeOf(view: DataView, littleEndian: boolean): VoxelSize | null {
  const axes = [16, 17, 18].map((word) => view.getInt32(word * 4, littleEndian));
  const isPermutation = [1, 2, 3].every((axis) => axes.includes(axis));
  const [x, y, z] = (isPermutation ? axes : [1, 2, 3]).map((axis) => {
    const edge = view.getFloat32((9 + axis) * 4, littleEndian);
    return edge / view.getInt32((6 + axis) * 4, littleEndian) / 10;
  });
  return roundedVoxelSize(z ?? 0, y ?? 0, x ?? 0);
}

function warningsOf(head: Uint8Array, voxelSize: VoxelSize | null): string[] {
  const warnings = voxelSizeDoubts(voxelSize);
  if (!hasMapMark(head)) warnings.push('The header lacks the "MAP " mark of newer MRC files.');
  if (voxelSize !== null && [voxelSize.z, voxelSize.y, voxelSize.x].every((edge) => edge === 0.1)) {
    warnings.push('The voxel size is 1 angstrom, which programs write when they do not know it.');
  }
  return warnings;
}

/** Trusts the order in which the header makes sense, and the machine stamp only between two that do. */
function isLittleEndian(view: DataView): boolean {
  const little = makesSense(view, true);
  if (little !== makesSense(view, false)) return little;
  return view.getUint8(212) !== 0x11;
}

function makesSense(view: DataView, littleEndian: boolean): boolean {
  const words = [0, 4, 8].map((at) => view.getInt32(at, littleEndian));
  const mode = view.getInt32(12, littleEndian);
  return words.every((size) => size > 0 && size < 1 << 20) && mode >= 0 && mode <= 101;
}

function isPlausible(head: Uint8Array): boolean {
  if (head.length < headerLength) return false;
  const view = new DataView(head.buffer, head.byteOffset, headerLength);
  return makesSense(view, true) || makesSense(view, false);
}

const hasMapMark = (head: Uint8Array): boolean =>
  head.length >= 212 && [77, 65, 80].every((letter, i) => head[208 + i] === letter);

const nonsense = (path: string, what: string): Failure => ({ kind: 'header-invalid', path, what });
