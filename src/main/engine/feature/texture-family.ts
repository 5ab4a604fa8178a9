import type { LevelStatistics } from '../kernel/pyramid-statistics.ts';
import type { BlockStatistics } from './block-statistics.ts';

/** A patch as the families of texture features see it. */
export interface TexturePicture {
  /** 8-bit grey, `height` rows of `width` */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** the patch and its halves, at scales of 1, 2, 4, 8 and 16 pixels */
  readonly levels: readonly LevelStatistics[];
  /** of the three finest levels: blocks of 8, 16 and 32 pixels of the patch, row by row */
  readonly blocks: readonly (readonly BlockStatistics[])[];
}

/** Features of one idea. A new idea is one file and one line in `texture-embedding.ts`. */
export interface TextureFamily {
  readonly names: readonly string[];
  /** As many values as names, finite for every picture, within +-65504. */
  measure(picture: TexturePicture): readonly number[];
}

/** Pixels of the patch that one pixel of a level stands for, along one edge. */
export const scales = [1, 2, 4, 8, 16] as const;

/** A contrast in grey levels on a scale of octaves; a quarter of a level keeps flat patches finite. */
export const octaves = (contrast: number): number => Math.log2(contrast + 0.25);
