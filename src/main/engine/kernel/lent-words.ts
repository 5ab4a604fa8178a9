/** Rooms kept for the next one who asks: a sort needs two at once. */
const mostKept = 2;
const kept: Uint32Array[] = [];

/**
 * Words to work with for a while, whatever was left in them. Rooms of some megabytes made anew for each sort
 * have the garbage collected twice as often as the work needs.
 */
export function lendWords(count: number): Uint32Array {
  const at = kept.findIndex((room) => room.length >= count);
  const [room = new Uint32Array(count)] = at < 0 ? [] : kept.splice(at, 1);
  return room.length === count ? room : room.subarray(0, count);
}

/** Takes them back: whoever had them looks at them no more. */
export function takeBack(words: Uint32Array): void {
  // The largest are kept, whole: what was lent may have been a part of one.
  kept.push(new Uint32Array(words.buffer));
  kept.sort((a, b) => b.length - a.length).splice(mostKept);
}
