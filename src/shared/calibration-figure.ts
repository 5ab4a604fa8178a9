import type { Figure, FigureMark } from './figure.ts';
import type { Evaluation } from './model.ts';

/**
 * Reliability diagram: what scores promise against what labels say, with the line of keeping every
 * promise and, as bars, the share of the patches in each group over the scores it spans.
 *
 * @param name of the model.
 */
export function calibrationFigure(
  name: string,
  evaluation: Pick<Evaluation, 'calibration' | 'calibrationError' | 'brier'>,
): Figure {
  const { calibration, calibrationError, brier } = evaluation;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const patches = calibration.reduce((sum, { count }) => sum + count, 0);
  return {
    title: `Calibration of ${name}`,
    x: { label: 'Score', from: 0, to: 1, ticks, format: 'plain' },
    y: { label: 'Share informative', from: 0, to: 1, ticks, format: 'plain' },
    marks: [...groupShares(calibration, patches), promiseKept, ...reliability(evaluation)],
    key: 'top-left',
    parameters: {
      model: name,
      patches,
      'patches a group, lowest scores first': calibration.map(({ count }) => count).join(' '),
      ...(calibrationError === null ? {} : { 'expected calibration error': calibrationError }),
      ...(brier === null ? {} : { 'Brier score': brier }),
    },
  };
}

const promiseKept: FigureMark = {
  kind: 'line',
  name: 'every promise kept',
  ink: 'reference',
  dashed: true,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
};

function groupShares(groups: Evaluation['calibration'], patches: number): FigureMark[] {
  if (patches === 0) return [];
  const bars = groups.map(({ from, to, count }) => ({ from, to, y: count / patches }));
  return [{ kind: 'bars', name: `share of the ${patches} patches`, ink: 'reference', bars }];
}

function reliability({
  calibration,
  calibrationError,
}: Pick<Evaluation, 'calibration' | 'calibrationError'>): FigureMark[] {
  if (calibration.length === 0) return [];
  const points = calibration.map(({ meanScore, informativeShare }) => ({
    x: meanScore,
    y: informativeShare,
  }));
  const error = calibrationError === null ? '' : `, error ${calibrationError.toFixed(3)}`;
  return [{ kind: 'line', name: `labels${error}`, ink: 0, dashed: false, points }];
}
