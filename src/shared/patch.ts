import { z } from 'zod';

/** The plane a cross-section lies in; `2d` is a picture that belongs to no volume. */
export const plane = z.enum(['xy', 'xz', 'yz', '2d']);
export type Plane = z.infer<typeof plane>;

/** Where a patch lies in its source, as columns of every table that has a patch a line. */
export const placeTitles = ['volume', 'plane', 'index', 'y0', 'y1', 'x0', 'x1'] as const;

/** Rows y0..y1-1 and columns x0..x1-1 of a cross-section. */
export const box = z.object({ y0: z.int(), y1: z.int(), x0: z.int(), x1: z.int() });
export type Box = z.infer<typeof box>;
