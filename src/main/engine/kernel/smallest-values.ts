/**
 * Places of the smallest values, ascending; of equal ones the first. Not-a-number is never among them.
 *
 * A heap of `most` places: n log(most) steps at worst, n where values come in no order.
 */
export function smallestValues(values: Float32Array, most: number): Uint32Array {
  const heap = new Uint32Array(Math.min(most, values.length));
  let size = 0;
  const isAfter = (a: number, b: number) =>
    values[a]! > values[b]! || (values[a]! === values[b]! && a > b);
  const swap = (i: number, k: number) => {
    const kept = heap[i]!;
    heap[i] = heap[k]!;
    heap[k] = kept;
  };
  const sink = (from: number) => {
    for (let i = from; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let last = i;
      if (left < size && isAfter(heap[left]!, heap[last]!)) last = left;
      if (right < size && isAfter(heap[right]!, heap[last]!)) last = right;
      if (last === i) return;
      swap(i, last);
      i = last;
    }
  };
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at]!)) continue;
    if (size < heap.length) {
      heap[size] = at;
      for (let i = size++; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isAfter(heap[i]!, heap[parent]!)) break;
        swap(i, parent);
        i = parent;
      }
    } else if (size > 0 && isAfter(heap[0]!, at)) {
      heap[0] = at;
      sink(0);
    }
  }
  return heap.subarray(0, size).sort((a, b) => values[a]! - values[b]! || a - b);
}
