import type { Canvas } from './canvas.ts';
import { mix, unit } from './noise.ts';
import type { Look } from './phantom-volumes.ts';
import type { Cell } from './scene.ts';

/** Grey levels of stained tissue: membranes dark, resin and gaps pale. */
export const greys = { resin: 196, gap: 186, membrane: 42, lumen: 176, cytoplasm: 146 } as const;

/** How far, in pixels, the noise bends space. */
export const warpReach = 26;

const blockEdge = 16;
/** Slope of the sheet noise below which its zero is not drawn: it would smear. */
const flattest = 0.035;

/** Paints cytoplasm, cell membranes, resin and reticulum over the whole canvas at depth z (in pixels). */
export function paintCells(canvas: Canvas, cells: readonly Cell[], look: Look, z: number): void {
  const distances = new Float64Array(cells.length);
  for (let y = 0; y < canvas.height; y += blockEdge) {
    for (let x = 0; x < canvas.width; x += blockEdge) {
      const y1 = Math.min(canvas.height, y + blockEdge);
      const x1 = Math.min(canvas.width, x + blockEdge);
      paintBlock(canvas, cells, look, { z, y0: y, y1, x0: x, x1 }, distances);
    }
  }
}

interface Block {
  readonly z: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
}

/** Where the bent pixels of a block lie: a place in their middle, and how far from it the farthest may be. */
function reachOf(
  canvas: Canvas,
  { y0, y1, x0, x1 }: Block,
): { y: number; x: number; reach: number } {
  let [top, bottom, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const pixel = y * canvas.width + x;
      const atY = y + (canvas.warpY[pixel] ?? 0) * warpReach;
      const atX = x + (canvas.warpX[pixel] ?? 0) * warpReach;
      if (atY < top) top = atY;
      if (atY > bottom) bottom = atY;
      if (atX < left) left = atX;
      if (atX > right) right = atX;
    }
  }
  const [high, wide] = [bottom - top, right - left];
  const reach = Math.sqrt(high * high + wide * wide) / 2;
  return { y: (top + bottom) / 2, x: (left + right) / 2, reach };
}

/** Cells that can be nearest or second nearest to any pixel of a block. @param distances scratch, one a cell */
function candidates(
  canvas: Canvas,
  cells: readonly Cell[],
  block: Block,
  distances: Float64Array,
): readonly number[] {
  const { y, x, reach } = reachOf(canvas, block);
  let nearest = Infinity;
  let second = Infinity;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (!cell) continue;
    const [dz, dy, dx] = [cell.z - block.z, cell.y - y, cell.x - x];
    const squared = dz * dz + dy * dy + dx * dx;
    distances[i] = squared;
    if (squared < nearest) {
      second = nearest;
      nearest = squared;
    } else if (squared < second) second = squared;
  }
  // A little more than the triangle inequality asks for, against rounding.
  const limit = (Math.sqrt(second) + 2 * reach + 0.01) ** 2;
  const near: number[] = [];
  for (let i = 0; i < cells.length; i++) if ((distances[i] ?? 0) <= limit) near.push(i);
  return near;
}

function paintBlock(
  canvas: Canvas,
  cells: readonly Cell[],
  look: Look,
  block: Block,
  distances: Float64Array,
): void {
  const near = candidates(canvas, cells, block, distances);
  const places = new Float64Array(near.length * 3);
  for (let i = 0; i < near.length; i++) {
    const cell = cells[near[i] ?? 0];
    places[i * 3] = (cell?.z ?? 0) - block.z;
    places[i * 3 + 1] = cell?.y ?? 0;
    places[i * 3 + 2] = cell?.x ?? 0;
  }
  for (let y = block.y0; y < block.y1; y++) {
    for (let x = block.x0; x < block.x1; x++) {
      const pixel = y * canvas.width + x;
      const both = nearestTwo(canvas, pixel, places, y, x);
      const own = near[both >> 16] ?? 0;
      const other = near[both & 0xffff] ?? 0;
      canvas.cell[pixel] = own;
      paintPixel(canvas, pixel, cells[own], cells[other], look);
    }
  }
}

/**
 * Which two cells are nearest to a pixel; sets its distance to the border between them.
 *
 * @param places z from the plane, y, x of each cell; fewer than 2^15
 * @returns the nearest in the upper, the second in the lower 16 bits: a pair a pixel would be garbage
 */
function nearestTwo(
  canvas: Canvas,
  pixel: number,
  places: Float64Array,
  y: number,
  x: number,
): number {
  const atY = y + (canvas.warpY[pixel] ?? 0) * warpReach;
  const atX = x + (canvas.warpX[pixel] ?? 0) * warpReach;
  let best = 1e30;
  let next = 1e30;
  let own = 0;
  let other = 0;
  for (let i = 0; i < places.length; i += 3) {
    const dz = places[i] ?? 0;
    const dy = (places[i + 1] ?? 0) - atY;
    const dx = (places[i + 2] ?? 0) - atX;
    const squared = dz * dz + dy * dy + dx * dx;
    if (squared < next) {
      if (squared < best) {
        next = best;
        other = own;
        best = squared;
        own = i;
      } else {
        next = squared;
        other = i;
      }
    }
  }
  const dz = (places[own] ?? 0) - (places[other] ?? 0);
  const dy = (places[own + 1] ?? 0) - (places[other + 1] ?? 0);
  const dx = (places[own + 2] ?? 0) - (places[other + 2] ?? 0);
  canvas.border[pixel] = (next - best) / (2 * Math.sqrt(dz * dz + dy * dy + dx * dx) + 1e-6);
  return ((own / 3) << 16) | (other / 3);
}

function paintPixel(
  canvas: Canvas,
  pixel: number,
  own: Cell | undefined,
  other: Cell | undefined,
  look: Look,
): void {
  const coarse = canvas.coarse[pixel] ?? 0;
  if (!own || own.isResin) {
    canvas.grey[pixel] = greys.resin + coarse * 2;
    canvas.structure[pixel] = 0;
    canvas.cell[pixel] = -1;
    return;
  }
  const fine = canvas.fine[pixel] ?? 0;
  const border = canvas.border[pixel] ?? 0;
  const ribosome = unit((-fine - 0.42) * 5) * (own.tone > 0.3 ? 46 : 22);
  let grey = greys.cytoplasm + (own.tone - 0.5) * 44 + fine * 16 + coarse * 13 - ribosome;
  let isStructure = border < 5;
  if (look.reticulum > 0 && border > 9) {
    const isThere = unit(((canvas.region[pixel] ?? 0) - 0.75 + look.reticulum * 1.2) * 6);
    const sheet = isThere > 0 ? sheetDistance(canvas, pixel) : Infinity;
    if (sheet < 4.2) {
      const wall = unit(1.6 - Math.abs(sheet - 2.6)) * isThere;
      const lumen = unit(2.2 - sheet) * isThere;
      grey = mix(mix(grey, greys.lumen, lumen), greys.membrane + 14, wall);
      isStructure ||= isThere > 0.5 && sheet < 4;
    }
  }
  const half = look.membrane / 2;
  const membrane = unit(half + 0.5 - Math.abs(border - look.gap - half));
  const outside = unit(look.gap + 0.5 - border);
  const gap = other?.isResin ? greys.resin : greys.gap;
  canvas.grey[pixel] = mix(mix(grey, gap, outside), greys.membrane, membrane);
  canvas.structure[pixel] = isStructure ? 1 : 0;
}

/** Pixels to the nearest sheet of the reticulum: they lie where the noise passes zero. */
function sheetDistance({ sheet, width }: Canvas, pixel: number): number {
  const here = sheet[pixel] ?? 0;
  const right = (sheet[pixel + 1] ?? here) - here;
  const down = (sheet[pixel + width] ?? here) - here;
  return Math.abs(here) / Math.max(flattest, Math.sqrt(right * right + down * down));
}
