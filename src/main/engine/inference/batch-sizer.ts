/** Chooses how many pictures go through a network at once, by what was measured. */
export interface BatchSizer {
  next(): number;
  /** Call after each batch; short last batches are not counted. */
  took(size: number, milliseconds: number): void;
}

const first = 4;
const most = 64;
/** Twice the batch must pay by at least this much, since it takes twice the memory. */
const worthIt = 1.05;

/** Doubles the batch while that makes a picture clearly cheaper, then stays. */
export function batchSizer(): BatchSizer {
  let size = first;
  let best = { size: first, rate: 0 };
  let isSettled = false;
  let runs = 0;
  return {
    next: () => size,
    took(taken, milliseconds) {
      // The first run of a size also pays for its memory.
      if (isSettled || taken !== size || ++runs < 2) return;
      runs = 0;
      const rate = taken / milliseconds;
      if (rate < best.rate * worthIt) {
        size = best.size;
        isSettled = true;
        return;
      }
      best = { size, rate };
      if (size * 2 > most) isSettled = true;
      else size *= 2;
    },
  };
}
