import type { TextureFamily } from './texture-family.ts';

/** Added to both sides of a ratio, in squared grey levels: half a level, which rounding alone may make. */
const faint = 0.25;

/**
 * By how many octaves neighbouring columns differ more, as wholes, than neighbouring rows, or the other
 * way round: curtaining, knife marks, charging lines. Means of whole lines see streaks far weaker than
 * the grain of single pixels. As much of each difference as independent pixels would make counts once.
 */
export const streaks: TextureFamily = {
  names: ['streaks'],
  measure({ pixels, width, height }) {
    const columns = new Float64Array(width);
    const rows = new Float64Array(height);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let x = 0; x < width; x++) {
        const level = pixels[y * width + x] ?? 0;
        sum += level;
        columns[x] = (columns[x] ?? 0) + level;
      }
      rows[y] = sum;
    }
    const across = meanSquaredStep(columns) / height + faint;
    const down = meanSquaredStep(rows) / width + faint;
    return [Math.abs(Math.log2(across / down))];
  },
};

/** 0 for a single line. */
function meanSquaredStep(lines: Float64Array): number {
  let squares = 0;
  for (let i = 1; i < lines.length; i++) squares += ((lines[i] ?? 0) - (lines[i - 1] ?? 0)) ** 2;
  return squares / Math.max(1, lines.length - 1);
}
