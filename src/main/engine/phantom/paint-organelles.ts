import { type Canvas, within } from './canvas.ts';
import { mix, unit } from './noise.ts';
import { greys } from './paint-cells.ts';
import type { Mitochondrion, Nucleus, Scene, Vesicle } from './scene.ts';

/** Paints what lies in the cells at depth z, each kept inside its own cell, the first on top. */
export function paintOrganelles(canvas: Canvas, scene: Scene, z: number): void {
  for (const nucleus of scene.nuclei) paintNucleus(canvas, nucleus, z);
  for (const mitochondrion of scene.mitochondria) paintMitochondrion(canvas, mitochondrion, z);
  for (const vesicle of scene.vesicles) paintVesicle(canvas, vesicle, z);
}

/** Dark, pale, dark: two membranes with a space between, from the surface inwards. `depth` in pixels. */
function doubleMembrane(inside: number, depth: number, width: number): number {
  const outer = unit(width / 2 + 0.5 - Math.abs(depth - width / 2));
  const space = unit(width / 2 + 0.5 - Math.abs(depth - width * 1.5));
  const inner = unit(width / 2 + 0.5 - Math.abs(depth - width * 2.5));
  return mix(mix(inside, greys.lumen - 8, space), greys.membrane, Math.max(outer, inner));
}

function paintNucleus(canvas: Canvas, nucleus: Nucleus, z: number): void {
  const reach = nucleus.radius * 1.35;
  const across = acrossAt(nucleus.z - z, reach);
  if (Number.isNaN(across)) return;
  const { nucleolus } = nucleus;
  within(canvas, nucleus.y, nucleus.x, across, across, (pixel, y, x) => {
    if (canvas.cell[pixel] !== nucleus.cell) return;
    const bend = 1 + 0.16 * (canvas.warpY[pixel] ?? 0) + 0.1 * (canvas.region[pixel] ?? 0);
    const distance = separation(nucleus.z - z, nucleus.y - y, nucleus.x - x) * bend;
    const depth = Math.min(nucleus.radius - distance, (canvas.border[pixel] ?? 0) - 9);
    if (depth < 0) return;
    const coarse = canvas.coarse[pixel] ?? 0;
    const clumps =
      (canvas.region[pixel] ?? 0) * 0.7 + coarse * 0.65 + (canvas.sheet[pixel] ?? 0) * 0.5;
    const rim = unit(1 - (depth - 8) / 14) * 0.85;
    const chromatin = unit((clumps + rim - 0.42) * 3.2);
    let grey = mix(158, 88, chromatin) + (canvas.fine[pixel] ?? 0) * 15;
    const fromNucleolus =
      nucleolus.radius * (1 + coarse * 0.25) -
      separation(nucleolus.z - z, nucleolus.y - y, nucleolus.x - x);
    grey = mix(grey, 66 + (canvas.fine[pixel] ?? 0) * 20, unit(fromNucleolus / 3));
    canvas.grey[pixel] = doubleMembrane(grey, depth, 2.4);
    canvas.structure[pixel] = depth < 11 || fromNucleolus > 0 ? 1 : 0;
    canvas.cell[pixel] = -1;
  });
}

function paintMitochondrion(
  canvas: Canvas,
  { cell, from, to, radius }: Mitochondrion,
  z: number,
): void {
  const slack = radius + 14;
  if (z < Math.min(from.z, to.z) - slack || z > Math.max(from.z, to.z) + slack) return;
  const [lengthZ, lengthY, lengthX] = [to.z - from.z, to.y - from.y, to.x - from.x];
  const squared = lengthZ ** 2 + lengthY ** 2 + lengthX ** 2 + 1e-6;
  const length = Math.sqrt(squared);
  const [middleY, middleX] = [(from.y + to.y) / 2, (from.x + to.x) / 2];
  const reachY = Math.abs(lengthY) / 2 + slack;
  const reachX = Math.abs(lengthX) / 2 + slack;
  within(canvas, middleY, middleX, reachY, reachX, (pixel, row, column) => {
    if (canvas.cell[pixel] !== cell) return;
    const y = row + (canvas.warpX[pixel] ?? 0) * 13;
    const x = column + (canvas.warpY[pixel] ?? 0) * 13;
    const dot = (z - from.z) * lengthZ + (y - from.y) * lengthY + (x - from.x) * lengthX;
    const along = unit(dot / squared);
    const distance = separation(
      from.z + along * lengthZ - z,
      from.y + along * lengthY - y,
      from.x + along * lengthX - x,
    );
    const depth = Math.min(radius - distance, (canvas.border[pixel] ?? 0) - 7);
    if (depth < 0) return;
    const coarse = canvas.coarse[pixel] ?? 0;
    const matrix = 104 + (canvas.fine[pixel] ?? 0) * 10;
    // Cristae: folds across the long axis, bent by the noise, ending at different depths.
    const fold = dot / length + coarse * 2.6 + (canvas.sheet[pixel] ?? 0) * 5;
    const wave = Math.cos((fold / 8.5) * 2 * Math.PI);
    const isThere =
      unit((depth - 5.5) / 1.5) * unit((coarse + 0.55 + (canvas.region[pixel] ?? 0)) * 4);
    const walls = unit(1 - Math.abs(wave - 0.35) * 2.4) * isThere;
    const space = unit((wave - 0.55) * 3) * isThere;
    const inside = mix(mix(matrix, 158, space), 54, walls * 0.9);
    canvas.grey[pixel] = doubleMembrane(inside, depth, 1.9);
    canvas.structure[pixel] = 1;
    canvas.cell[pixel] = -1;
  });
}

function paintVesicle(canvas: Canvas, vesicle: Vesicle, z: number): void {
  const { radius } = vesicle;
  const across = acrossAt(vesicle.z - z, radius);
  if (Number.isNaN(across)) return;
  within(canvas, vesicle.y, vesicle.x, across, across, (pixel, y, x) => {
    if (canvas.cell[pixel] !== vesicle.cell) return;
    const distance = separation(vesicle.z - z, vesicle.y - y, vesicle.x - x);
    const depth = Math.min(radius - distance, (canvas.border[pixel] ?? 0) - 5);
    if (depth < 0) return;
    const inside = vesicle.isDense ? 58 + (canvas.fine[pixel] ?? 0) * 9 : greys.lumen;
    canvas.grey[pixel] = mix(inside, greys.membrane + 12, unit(1.5 - Math.abs(depth - 0.9)));
    canvas.structure[pixel] = 1;
    canvas.cell[pixel] = -1;
  });
}

/** Radius of a ball's disc in a plane `depth` from its middle; NaN where the plane misses it. */
const acrossAt = (depth: number, radius: number): number =>
  Math.sqrt(radius * radius - depth * depth);

/** Math.hypot guards against overflow and takes ten times as long. */
function separation(z: number, y: number, x: number): number {
  return Math.sqrt(z * z + y * y + x * x);
}
