/** Sixteenths of a grey level: halves of halves stay whole numbers down to quarter size. */
export const unitsPerLevel = 16;
/** Edge of the blocks that local statistics are taken over, in pixels of the pyramid's level. */
export const blockEdge = 8;
/** Whole numbers a block: sum, sum of squares, then the squares and the product of its two derivatives. */
export const blockFields = 5;

/** What a picture's texture is like at one scale; all but the higher power sums are whole numbers. */
export interface LevelStatistics {
  readonly width: number;
  readonly height: number;
  /** 256 counts of local binary patterns; bit i says that the i-th neighbour, counted around, is as bright */
  readonly codes: Uint32Array;
  /** sums of the 8-neighbour Laplacian to the powers 1 to 4, in sixteenths of a grey level */
  readonly laplacian: Float64Array;
  /** sum of sizes of Immerkaer's difference of two Laplacians, same unit */
  readonly roughness: number;
  /** pixels whose central differences are as long as `edgeLength` */
  readonly edges: number;
  /** blocks x `blockFields`, whole blocks only, row by row; sums over sixteenths of a grey level */
  readonly blocks: Int32Array;
}

/** Two-pixel difference that counts as an edge, in grey levels: about Canny's upper threshold in `canny.ts`. */
const edgeLength = 16;
/** The same, squared, in the unit of the levels. */
export const edgeLimit = (edgeLength * unitsPerLevel) ** 2;

/** One level with a frame of one pixel, which repeats the border. */
interface Level {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly values: Int16Array;
}

/**
 * Statistics of a picture and of its 2 x 2 means, their 2 x 2 means, and so on.
 *
 * @param pixels 8-bit grey, `height` rows of `width`, both >= 1.
 * @param count levels, of which the first is the picture; each halves width and height, rounded down to
 *   no less than 1.
 */
export function pyramidStatisticsPlainly(
  pixels: Uint8Array,
  width: number,
  height: number,
  count: number,
): LevelStatistics[] {
  const statistics: LevelStatistics[] = [];
  let level = framed(width, height, (y, x) => pixels[y * width + x]! * unitsPerLevel);
  for (let i = 0; i < count; i++) {
    if (i > 0) level = halved(level);
    statistics.push(statisticsOf(level));
  }
  return statistics;
}

function framed(width: number, height: number, at: (y: number, x: number) => number): Level {
  const stride = width + 2;
  const values = new Int16Array(stride * (height + 2));
  for (let y = -1; y <= height; y++) {
    for (let x = -1; x <= width; x++) {
      const inside = at(Math.min(height - 1, Math.max(0, y)), Math.min(width - 1, Math.max(0, x)));
      values[(y + 1) * stride + x + 1] = inside;
    }
  }
  return { width, height, stride, values };
}

/** Means of 2 x 2 pixels, rounded half up; a single row or column is taken twice. */
function halved({ width, height, stride, values }: Level): Level {
  return framed(Math.max(1, width >> 1), Math.max(1, height >> 1), (y, x) => {
    const at = (2 * y + 1) * stride + 2 * x + 1;
    return (
      (values[at]! + values[at + 1]! + values[at + stride]! + values[at + stride + 1]! + 2) >> 2
    );
  });
}

function statisticsOf(level: Level): LevelStatistics {
  const { width, height, stride, values } = level;
  const codes = new Uint32Array(256);
  const laplacian = new Float64Array(4);
  let [roughness, edges] = [0, 0];
  for (let y = 1; y <= height; y++) {
    for (let x = 1; x <= width; x++) {
      const at = y * stride + x;
      codes[codeAt(level, at)]!++;
      const cross = values[at - 1]! + values[at + 1]! + values[at - stride]! + values[at + stride]!;
      const corners =
        values[at - stride - 1]! +
        values[at - stride + 1]! +
        values[at + stride - 1]! +
        values[at + stride + 1]!;
      const curvature = 8 * values[at]! - cross - corners;
      for (let power = 0; power < 4; power++) laplacian[power]! += curvature ** (power + 1);
      roughness += Math.abs(4 * values[at]! - 2 * cross + corners);
      const across = values[at + 1]! - values[at - 1]!;
      const down = values[at + stride]! - values[at - stride]!;
      if (across * across + down * down >= edgeLimit) edges++;
    }
  }
  return { width, height, codes, laplacian, roughness, edges, blocks: blocksOf(level) };
}

function codeAt({ stride, values }: Level, at: number): number {
  const around = [1, stride + 1, stride, stride - 1, -1, -stride - 1, -stride, -stride + 1];
  return around.reduce(
    (code, step, i) => (values[at + step]! >= values[at]! ? code | (1 << i) : code),
    0,
  );
}

function blocksOf({ width, height, stride, values }: Level): Int32Array {
  const columns = Math.floor(width / blockEdge);
  const rows = Math.floor(height / blockEdge);
  const blocks = new Int32Array(rows * columns * blockFields);
  for (let y = 0; y < rows * blockEdge; y++) {
    for (let x = 0; x < columns * blockEdge; x++) {
      const at = (y + 1) * stride + x + 1;
      const value = values[at]!;
      const across = values[at + 1]! - values[at - 1]!;
      const down = values[at + stride]! - values[at - stride]!;
      const block = Math.floor(y / blockEdge) * columns + Math.floor(x / blockEdge);
      const sums = [value, value * value, across * across, down * down, across * down];
      for (let i = 0; i < blockFields; i++) blocks[block * blockFields + i]! += sums[i]!;
    }
  }
  return blocks;
}
