import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type BlockPlaces, rowsOfBlock } from './blocks.ts';
import type { Description } from './description.ts';
import type { TiffFile } from './directory.ts';
import type { Page } from './page.ts';
import type { Plane } from './read-window.ts';
import { rowBytesOf } from './rows.ts';

/** The planes of a volume and what was left out to get them. */
export interface Planes {
  readonly planes: readonly Plane[];
  readonly warnings: readonly string[];
}

/**
 * Pages of one size and type, in file order: those that hold the most pixels together. Thumbnails,
 * smaller copies and masks are left out.
 */
export function alikePages(pages: readonly Page[]): { alike: Page[]; warnings: string[] } {
  const primary = pages.filter((page) => !page.isSecondary);
  const groups = new Map<string, Page[]>();
  for (const page of primary.length > 0 ? primary : pages) {
    const key = `${page.width} x ${page.height}, ${page.sampleType}, ${page.photometric}, ${page.channels}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [page]);
    else group.push(page);
  }
  const pixels = (group: Page[]): number =>
    group.reduce((sum, page) => sum + page.width * page.height, 0);
  const [alike = []] = [...groups.values()].sort((one, other) => pixels(other) - pixels(one));
  const left = pages.length - alike.length;
  const warnings =
    left > 0 ? [`${left} of ${pages.length} pages differ in size or type and are left out.`] : [];
  return { alike, warnings };
}

/**
 * The planes among the pages: the first channel of the first time point, or every time point where
 * there is but one plane each. Failure: `pages-missing` when ImageJ counted more than there are.
 */
export function planesOf(
  file: TiffFile,
  pages: readonly Page[],
  places: BlockPlaces,
  description: Description | null,
): Outcome<Planes> {
  const all = pages.map((page) => ({ page, shift: 0 }));
  const [first] = pages;
  if (description === null || first === undefined) return succeed({ planes: all, warnings: [] });
  const together = description.writer === 'OME' ? first.channels : 1;
  const sizes = {
    C: Math.max(1, Math.floor(description.channels / together)),
    Z: description.slices,
    T: description.frames,
  };
  const declared = sizes.C * sizes.Z * sizes.T;
  if (declared === pages.length) return succeed(firstChannelPlanes(all, sizes, description.order));
  if (description.writer === 'ImageJ' && declared > pages.length) {
    const follow = followingPlanes(file, first, places, declared);
    if (pages.length === 1 && follow.length === declared) {
      return succeed(firstChannelPlanes(follow, sizes, description.order));
    }
    const readable = Math.max(pages.length, follow.length);
    return fail({ kind: 'pages-missing', path: file.bytes.path, readable, declared });
  }
  const warning = `The ${description.writer} description speaks of ${declared} pages; the file has ${pages.length}, and all are used as planes.`;
  return succeed({ planes: all, warnings: [warning] });
}

/** ImageJ writes stacks beyond 4 GB as one page with all planes behind one another: as many of them as the file holds. */
function followingPlanes(
  file: TiffFile,
  page: Page,
  places: BlockPlaces,
  declared: number,
): Plane[] {
  const isContiguous = places.lengths.every(
    (_length, i) =>
      i === 0 || places.offsets[i] === (places.offsets[i - 1] ?? 0) + (places.lengths[i - 1] ?? 0),
  );
  if (page.compression !== 1 || page.isTiled || !isContiguous) return [];
  const rows = places.lengths.reduce((sum, _length, strip) => sum + rowsOfBlock(page, strip), 0);
  const planeBytes = rows * rowBytesOf(page, page.width);
  const room = file.bytes.size - (places.offsets[0] ?? 0);
  const count = Math.min(declared, Math.floor(room / planeBytes));
  return Array.from({ length: count }, (_plane, z) => ({ page, shift: z * planeBytes }));
}

function firstChannelPlanes(
  all: readonly Plane[],
  sizes: { C: number; Z: number; T: number },
  order: string,
): Planes {
  const warnings: string[] = [];
  if (sizes.C > 1) warnings.push(`The file has ${sizes.C} channels; the first is used.`);
  const timeIsDepth = sizes.Z === 1 && sizes.T > 1;
  if (timeIsDepth) warnings.push(`The ${sizes.T} time points are used as planes.`);
  else if (sizes.T > 1) warnings.push(`The file has ${sizes.T} time points; the first is used.`);
  const planes = all.filter((_plane, at) => {
    let rest = at;
    const place: { [axis: string]: number } = {};
    for (const axis of order) {
      const size = axis === 'C' ? sizes.C : axis === 'Z' ? sizes.Z : sizes.T;
      place[axis] = rest % size;
      rest = Math.floor(rest / size);
    }
    return place['C'] === 0 && (timeIsDepth || place['T'] === 0);
  });
  return { planes, warnings };
}
