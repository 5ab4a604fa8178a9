import type { Canvas } from './canvas.ts';
import { mix, unit } from './noise.ts';
import type { Look } from './phantom-volumes.ts';
import type { Cell } from './scene.ts';

/** Grey levels of stained tissue: membranes dark, resin and gaps pale. */
export const greys = { resin: 196, gap: 186, membrane: 42, lumen: 176, cytoplasm: 146 } as const;

/** How far, in pixels, the noise bends space. */
export const warpReach = 26;

const blockEdge = 32;
const blockReach = (blockEdge / 2 + warpReach) * Math.SQRT2;
/** Slope of the sheet noise below which its zero is not drawn: it would smear. */
const flattest = 0.035;

/** Paints cytoplasm, cell membranes, resin and reticulum over the whole canvas at depth z (in pixels). */
export function paintCells(canvas: Canvas, cells: readonly Cell[], look: Look, z: number): void {
  for (let y = 0; y < canvas.height; y += blockEdge) {
    for (let x = 0; x < canvas.width; x += blockEdge) {
      paintBlock(canvas, cells, candidates(cells, z, y, x), look, z, y, x);
    }
  }
}

/** Cells that can be nearest or second nearest to any pixel of a block. */
function candidates(cells: readonly Cell[], z: number, y: number, x: number): readonly number[] {
  const distances = cells.map((cell) => {
    const [dz, dy, dx] = [cell.z - z, cell.y - y - blockEdge / 2, cell.x - x - blockEdge / 2];
    return Math.sqrt(dz * dz + dy * dy + dx * dx);
  });
  let nearest = Infinity;
  let second = Infinity;
  for (const distance of distances) {
    if (distance < nearest) {
      second = nearest;
      nearest = distance;
    } else if (distance < second) second = distance;
  }
  const limit = second + 2 * blockReach;
  const near: number[] = [];
  for (let i = 0; i < distances.length; i++) if ((distances[i] ?? 0) <= limit) near.push(i);
  return near;
}

function paintBlock(
  canvas: Canvas,
  cells: readonly Cell[],
  near: readonly number[],
  look: Look,
  z: number,
  y0: number,
  x0: number,
): void {
  const places = new Float64Array(near.length * 3);
  for (let i = 0; i < near.length; i++) {
    const cell = cells[near[i] ?? 0];
    places[i * 3] = (cell?.z ?? 0) - z;
    places[i * 3 + 1] = cell?.y ?? 0;
    places[i * 3 + 2] = cell?.x ?? 0;
  }
  const y1 = Math.min(canvas.height, y0 + blockEdge);
  const x1 = Math.min(canvas.width, x0 + blockEdge);
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const pixel = y * canvas.width + x;
      const [own, other] = nearestTwo(canvas, pixel, places, y, x);
      canvas.cell[pixel] = near[own] ?? 0;
      paintPixel(canvas, pixel, cells[near[own] ?? 0], cells[near[other] ?? 0], look);
    }
  }
}

/** Which two cells are nearest to a pixel; sets its distance to the border between them. @param places z from the plane, y, x of each cell */
function nearestTwo(
  canvas: Canvas,
  pixel: number,
  places: Float64Array,
  y: number,
  x: number,
): readonly [own: number, other: number] {
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
  return [own / 3, other / 3];
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
    const sheet = sheetDistance(canvas, pixel);
    const isThere = unit(((canvas.region[pixel] ?? 0) - 0.75 + look.reticulum * 1.2) * 6);
    const wall = unit(1.6 - Math.abs(sheet - 2.6)) * isThere;
    const lumen = unit(2.2 - sheet) * isThere;
    grey = mix(mix(grey, greys.lumen, lumen), greys.membrane + 14, wall);
    isStructure ||= isThere > 0.5 && sheet < 4;
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
