import type { PlaneSize } from './noise.ts';

/** One xy plane while it is painted; all arrays row by row. */
export interface Canvas extends PlaneSize {
  /** grey levels, 0 to 255, not yet rounded */
  readonly grey: Float32Array;
  /** 1 where a pixel shows a membrane or an organelle */
  readonly structure: Uint8Array;
  /** index of the cell a pixel is free cytoplasm of; -1 where something is painted already */
  readonly cell: Int32Array;
  /** pixels to the border of the cell */
  readonly border: Float32Array;
  /** bends what is painted, so that nothing is a perfect ball */
  readonly warpY: Float32Array;
  readonly warpX: Float32Array;
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
  readonly sheet: Float32Array;
  readonly region: Float32Array;
}

/** An empty canvas; it is painted over for every plane. */
export function newCanvas({ height, width }: PlaneSize): Canvas {
  const floats = (): Float32Array => new Float32Array(height * width);
  return {
    height,
    width,
    grey: floats(),
    structure: new Uint8Array(height * width),
    cell: new Int32Array(height * width),
    border: floats(),
    warpY: floats(),
    warpX: floats(),
    fine: floats(),
    coarse: floats(),
    sheet: floats(),
    region: floats(),
  };
}

/** Calls `paint` for every pixel of the canvas at most so many rows and columns from a place. */
export function within(
  { height, width }: PlaneSize,
  y: number,
  x: number,
  rows: number,
  columns: number,
  paint: (pixel: number, y: number, x: number) => void,
): void {
  const [y0, y1] = [Math.max(0, Math.ceil(y - rows)), Math.min(height - 1, Math.floor(y + rows))];
  const [x0, x1] = [
    Math.max(0, Math.ceil(x - columns)),
    Math.min(width - 1, Math.floor(x + columns)),
  ];
  for (let row = y0; row <= y1; row++) {
    for (let column = x0; column <= x1; column++) paint(row * width + column, row, column);
  }
}
