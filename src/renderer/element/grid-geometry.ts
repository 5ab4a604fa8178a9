/** Where tiles lie in a grid of any length. All lengths in CSS pixels. */
export interface GridGeometry {
  readonly columns: number;
  readonly rows: number;
  readonly tile: number;
  /** tile and gap */
  readonly pitch: number;
  /** free space on the left, half of what the columns leave */
  readonly margin: number;
  readonly viewHeight: number;
  /** height of all rows; may be more than a browser can lay out */
  readonly contentHeight: number;
  /** height of the scrolled element, at most `tallest` */
  readonly scrollHeight: number;
  readonly total: number;
}

export const gap = 2;
/** Browsers stop laying out near 16 million px (Firefox 17.8, Chromium 33); half of that is safe everywhere. */
export const tallest = 8_000_000;

/** @param tile wished edge; never more than the view, so that the largest shows one whole patch */
export function gridGeometry(
  width: number,
  viewHeight: number,
  tile: number,
  total: number,
): GridGeometry {
  const size = Math.max(1, Math.min(tile, width || tile, viewHeight || tile));
  const pitch = size + gap;
  const columns = Math.max(1, Math.floor((width + gap) / pitch));
  const rows = Math.ceil(total / columns);
  const contentHeight = rows * pitch;
  const scrollHeight = Math.min(contentHeight, tallest);
  const margin = Math.max(0, Math.floor((width - columns * pitch + gap) / 2));
  return {
    columns,
    rows,
    tile: size,
    pitch,
    margin,
    viewHeight,
    contentHeight,
    scrollHeight,
    total,
  };
}

/** Content offset shown at a scroll position; the same number unless the content is taller than `tallest`. */
export function offsetOfScroll(grid: GridGeometry, scrollTop: number): number {
  return clampOffset(grid, scrollTop * scrollScale(grid));
}

/** Scroll position that shows a content offset. */
export function scrollOfOffset(grid: GridGeometry, offset: number): number {
  return clampOffset(grid, offset) / scrollScale(grid);
}

export function isScaled(grid: GridGeometry): boolean {
  return grid.contentHeight > grid.scrollHeight;
}

/** Rows to draw at an offset: first to last, last excluded, with some on either side. */
export function rowsAt(grid: GridGeometry, offset: number, spare = 2) {
  const first = Math.max(0, Math.floor(offset / grid.pitch) - spare);
  const last = Math.min(grid.rows, Math.ceil((offset + grid.viewHeight) / grid.pitch) + spare);
  return { first, last };
}

/** Places wholly seen at an offset, [from, to): what a person can have looked at. At least one row. */
export function wholePlacesAt(grid: GridGeometry, offset: number): { from: number; to: number } {
  const first = Math.max(0, Math.ceil((offset - 0.5) / grid.pitch));
  // The gap below the last row may lie outside.
  const end = Math.floor((offset + grid.viewHeight + gap + 0.5) / grid.pitch);
  const last = Math.min(grid.rows, Math.max(first + 1, end));
  return { from: first * grid.columns, to: Math.min(grid.total, last * grid.columns) };
}

/** The nearest offset at which the tile at this index is wholly seen. */
export function offsetToShow(grid: GridGeometry, offset: number, index: number): number {
  const top = Math.floor(index / grid.columns) * grid.pitch;
  if (top < offset) return top;
  const bottom = top + grid.pitch;
  return bottom > offset + grid.viewHeight
    ? clampOffset(grid, bottom - grid.viewHeight)
    : clampOffset(grid, offset);
}

/** Whole rows that fit the view: how far Page Down goes. */
export function rowsPerPage(grid: GridGeometry): number {
  return Math.max(1, Math.floor(grid.viewHeight / grid.pitch));
}

/** Index that a movement key leads to, or null for other keys. Always inside the grid. */
export function movedFocus(grid: GridGeometry, from: number, key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    arrowleft: -1,
    arrowright: 1,
    arrowup: -grid.columns,
    arrowdown: grid.columns,
    pageup: -grid.columns * rowsPerPage(grid),
    pagedown: grid.columns * rowsPerPage(grid),
    home: -grid.total,
    end: grid.total,
  };
  const step = steps[key];
  if (step === undefined || grid.total === 0) return null;
  const to = from + step;
  // A row up or down past the edge stays where it is; a page goes as far as it can.
  if ((key === 'arrowup' && to < 0) || (key === 'arrowdown' && to >= grid.total)) return from;
  return Math.min(grid.total - 1, Math.max(0, to));
}

function clampOffset(grid: GridGeometry, offset: number): number {
  return Math.max(0, Math.min(offset, grid.contentHeight - grid.viewHeight));
}

function scrollScale(grid: GridGeometry): number {
  if (!isScaled(grid)) return 1;
  return (grid.contentHeight - grid.viewHeight) / (grid.scrollHeight - grid.viewHeight);
}
