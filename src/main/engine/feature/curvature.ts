import { type LevelStatistics, unitsPerLevel } from '../kernel/pyramid-statistics.ts';
import { type Moments, momentsOf } from './moments.ts';
import { octaves, scales, type TextureFamily } from './texture-family.ts';

const shaped = 4;

/**
 * The Laplacian at five scales, an octave each: how strong, how lopsided, how heavy-tailed.
 *
 * Its strength is the classic measure of focus (Pech-Pacheco et al. 2000), and the slope over the
 * scales that of the amplitude spectrum (Field 1987). Noise and bare resin have normally distributed
 * curvature; thin dark membranes on a bright ground make it skewed and heavy-tailed. The noise estimate
 * is Immerkaer's (1996).
 */
export const curvature: TextureFamily = {
  names: [
    ...scales
      .slice(0, shaped)
      .flatMap((scale) =>
        ['log_sd', 'skewness', 'log_kurtosis'].map((name) => `laplacian_${scale}_${name}`),
      ),
    'spectrum_slope',
    'noise_log_sigma',
  ],
  measure({ levels }) {
    const moments = levels.map(laplacianMoments);
    return [
      ...moments
        .slice(0, shaped)
        .flatMap(({ deviation, skewness, logKurtosis }) => [
          octaves(deviation),
          skewness,
          logKurtosis,
        ]),
      slope(moments.map(({ deviation }) => octaves(deviation))),
      octaves(noiseDeviation(levels[0])),
    ];
  },
};

/** Of the Laplacian, in grey levels. */
function laplacianMoments({ laplacian, width, height }: LevelStatistics): Moments {
  const mean = (power: number): number =>
    (laplacian[power - 1] ?? 0) / (width * height * unitsPerLevel ** power);
  return momentsOf([mean(1), mean(2), mean(3), mean(4)]);
}

/** Octaves of strength per octave of scale, by least squares. */
function slope(strengths: readonly number[]): number {
  const middle = (strengths.length - 1) / 2;
  let [covariance, variance] = [0, 0];
  strengths.forEach((strength, octave) => {
    covariance += strength * (octave - middle);
    variance += (octave - middle) ** 2;
  });
  return covariance / variance;
}

function noiseDeviation(level: LevelStatistics | undefined): number {
  if (!level) return 0;
  const meanSize = level.roughness / (level.width * level.height * unitsPerLevel);
  // The mask's weights have a norm of 6; a normal variable's mean size is sqrt(2 / pi) of its deviation.
  return (Math.sqrt(Math.PI / 2) * meanSize) / 6;
}
