import type { Plane } from '../../../../shared/patch.ts';

/** Planes in the order of the paper's axes 0, 1, 2; their places here are what the catalog stores. */
export const planes: readonly Plane[] = ['xy', 'xz', 'yz', '2d'];

export const planeCode = (plane: Plane): number => planes.indexOf(plane);

/** A code outside the table is a broken invariant of the catalog. */
export function planeOf(code: number): Plane {
  const plane = planes[code];
  if (!plane) throw new Error(`No plane has the code ${code}.`);
  return plane;
}
