import { unitNm } from '../voxel-size.ts';

/** What ImageJ or OME wrote into the first page about the whole file. */
export interface Description {
  readonly writer: 'ImageJ' | 'OME';
  readonly channels: number;
  readonly slices: number;
  readonly frames: number;
  /** which index runs fastest over the pages, first letter first */
  readonly order: string;
  /** nanometres between planes, or null where not said */
  readonly planeNm: number | null;
  /** OME: nanometres of a pixel; ImageJ: nanometres of the unit that the resolution tags count in */
  readonly pixelNm: { readonly y: number; readonly x: number } | null;
}

/** Reads ImageJ's lines or OME's XML; null for any other text. */
export function readDescription(text: string): Description | null {
  if (text.startsWith('ImageJ=')) return readImageJ(text);
  const pixels = /<(?:\w+:)?Pixels\s([^>]*)>/.exec(text)?.[1];
  return pixels !== undefined && text.includes('<OME') ? readOme(pixels) : null;
}

function readImageJ(text: string): Description {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0) values.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  const count = (name: string): number => wholeNumber(values.get(name));
  const [channels, frames, images] = [count('channels'), count('frames'), count('images')];
  const slices = count('slices');
  const fits = channels * slices * frames === images;
  const unit = unitNm(values.get('unit') ?? '');
  const spacing = Number(values.get('spacing'));
  return {
    writer: 'ImageJ',
    channels: fits ? channels : 1,
    slices: fits ? slices : images,
    frames: fits ? frames : 1,
    order: 'CZT',
    planeNm: unit !== null && spacing > 0 ? spacing * unit : null,
    pixelNm: unit === null ? null : { y: unit, x: unit },
  };
}

function readOme(attributes: string): Description {
  const values = new Map<string, string>();
  for (const [, name, value] of attributes.matchAll(/([\w:]+)\s*=\s*["']([^"']*)["']/g)) {
    values.set(name ?? '', value ?? '');
  }
  const lengthNm = (axis: string): number | null => {
    const length = Number(values.get(`PhysicalSize${axis}`));
    const unit = unitNm(values.get(`PhysicalSize${axis}Unit`) ?? 'µm');
    return length > 0 && unit !== null ? length * unit : null;
  };
  const [x, y] = [lengthNm('X'), lengthNm('Y')];
  return {
    writer: 'OME',
    channels: wholeNumber(values.get('SizeC')),
    slices: wholeNumber(values.get('SizeZ')),
    frames: wholeNumber(values.get('SizeT')),
    order: (values.get('DimensionOrder') ?? 'XYCZT').slice(2),
    planeNm: lengthNm('Z'),
    pixelNm: x === null || y === null ? null : { y, x },
  };
}

/** The number written, or 1 where there is none that makes sense. */
function wholeNumber(text: string | undefined): number {
  const number = Number(text ?? 1);
  return Number.isSafeInteger(number) && number >= 1 ? number : 1;
}
