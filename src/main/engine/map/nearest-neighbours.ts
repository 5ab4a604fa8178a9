import { emptyLists, type NeighbourLists, offer } from './neighbour-lists.ts';

/** Rows compared with each other while both blocks are in the first cache: 64 x 64 numbers of 8 bytes. */
const blockRows = 64;

/**
 * The nearest rows of every row by Euclidean distance, exactly: every pair is compared once.
 *
 * @param rows n rows of `width` finite values, row-major
 * @param size neighbours of each row, itself left out; below n
 * @param tell called with the share of the pairs compared
 */
export async function nearestNeighbours(
  rows: Float64Array,
  width: number,
  size: number,
  tell: (share: number) => Promise<void>,
): Promise<NeighbourLists> {
  const count = rows.length / width;
  const lists = emptyLists(count, size);
  const norms = squaredNorms(rows, width);
  const products = new Float64Array(blockRows * blockRows);
  const blocks = Math.ceil(count / blockRows);
  for (let first = 0; first < blocks; first++) {
    for (let second = first; second < blocks; second++) {
      multiplyBlocks(rows, width, first * blockRows, second * blockRows, products);
      offerBlocks(lists, norms, first * blockRows, second * blockRows, products);
    }
    await tell(1 - ((blocks - first - 1) / blocks) ** 2);
  }
  return lists;
}

/** Sum of squares of each row. */
function squaredNorms(rows: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) => {
    let sum = 0;
    for (let i = row * width; i < (row + 1) * width; i++) sum += (rows[i] ?? 0) ** 2;
    return sum;
  });
}

/** Inner products of the rows from `first` on with those from `second` on; four at a time share a load. */
function multiplyBlocks(
  rows: Float64Array,
  width: number,
  first: number,
  second: number,
  products: Float64Array,
): void {
  const count = rows.length / width;
  const ends = { first: Math.min(first + blockRows, count), second: second + blockRows };
  for (let row = first; row < ends.first; row++) {
    const a = row * width;
    for (let other = second; other < ends.second && other < count; other += 4) {
      const b = other * width;
      // Past the last row its product is computed again and not looked at.
      const c = Math.min(other + 1, count - 1) * width;
      const d = Math.min(other + 2, count - 1) * width;
      const e = Math.min(other + 3, count - 1) * width;
      let [sumB, sumC, sumD, sumE] = [0, 0, 0, 0];
      for (let i = 0; i < width; i++) {
        const value = rows[a + i] ?? 0;
        sumB += value * (rows[b + i] ?? 0);
        sumC += value * (rows[c + i] ?? 0);
        sumD += value * (rows[d + i] ?? 0);
        sumE += value * (rows[e + i] ?? 0);
      }
      const at = (row - first) * blockRows + other - second;
      products[at] = sumB;
      products[at + 1] = sumC;
      products[at + 2] = sumD;
      products[at + 3] = sumE;
    }
  }
}

function offerBlocks(
  lists: NeighbourLists,
  norms: Float64Array,
  first: number,
  second: number,
  products: Float64Array,
): void {
  const { size, squares } = lists;
  const lastFirst = Math.min(first + blockRows, norms.length);
  const lastSecond = Math.min(second + blockRows, norms.length);
  for (let row = first; row < lastFirst; row++) {
    const worst = row * size + size - 1;
    for (let other = Math.max(second, row + 1); other < lastSecond; other++) {
      const product = products[(row - first) * blockRows + other - second] ?? 0;
      const square = Math.max(0, (norms[row] ?? 0) + (norms[other] ?? 0) - 2 * product);
      if (square < (squares[worst] ?? 0)) offer(lists, row, other, square);
      if (square < (squares[other * size + size - 1] ?? 0)) offer(lists, other, row, square);
    }
  }
}
