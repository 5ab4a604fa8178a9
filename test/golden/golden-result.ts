/** What one golden file found. */
export interface GoldenResult {
  file: string;
  passed: number;
  failed: number;
  firstDifference?: string;
}

/** Counts comparisons and keeps the first that differs. */
export function tally(file: string): {
  result: GoldenResult;
  /** @param difference called only when `same` is false. */
  compare(same: boolean, difference: () => string): void;
} {
  const result: GoldenResult = { file, passed: 0, failed: 0 };
  return {
    result,
    compare(same, difference) {
      if (same) result.passed++;
      else if (result.failed++ === 0) result.firstDifference = difference();
    },
  };
}

/** Two results of one golden file as one. */
export function together(a: GoldenResult, b: GoldenResult): GoldenResult {
  const firstDifference = a.firstDifference ?? b.firstDifference;
  return {
    file: `${a.file}, ${b.file}`,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    ...(firstDifference === undefined ? {} : { firstDifference }),
  };
}
