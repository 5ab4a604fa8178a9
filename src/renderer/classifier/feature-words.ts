/** Names of texture features, as they stand in files, and what each sees; `$1` is a number of the name. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^canny_mean$/, 'Edges, how many'],
  [/^entropy_std$/, 'Local entropy, how uneven'],
  [/^lbp_std$/, 'Fine texture, how uneven'],
  [/^geomean_median$/, 'Local brightness, median'],
  [/^lbp_r(\d+)_(?:log_)?uniform_0$/, 'Bright spots at $1 px'],
  [/^lbp_r(\d+)_(?:log_)?uniform_8$/, 'Dark spots and flat ground at $1 px'],
  [/^lbp_r(\d+)_(?:log_)?uniform_4$/, 'Straight edges at $1 px'],
  [/^lbp_r(\d+)_(?:log_)?uniform_(\d+)$/, 'Curved edges at $1 px, $2 of 8 brighter'],
  [/^lbp_r(\d+)_(?:log_)?mixed$/, 'Irregular texture at $1 px'],
  [/^laplacian_(\d+)_log_sd$/, 'Detail at $1 px, how strong'],
  [/^laplacian_(\d+)_skewness$/, 'Detail at $1 px, dark lines or bright'],
  [/^laplacian_(\d+)_log_kurtosis$/, 'Detail at $1 px, how sparse'],
  [/^spectrum_slope$/, 'Sharpness: detail from coarse to fine'],
  [/^noise_log_sigma$/, 'Noise'],
  [/^edges_(\d+)$/, 'Edges at $1 px, how many'],
  [/^coherence_(\d+)(?:_mean)?$/, 'Edges that run alike over $1 px'],
  [/^coherence_(\d+)_sd$/, 'Edges that run alike over $1 px, how uneven'],
  [/^anisotropy_(\d+)$/, 'Curtaining or stretch at $1 px'],
  [/^local_log_sd_(\d+)_low$/, 'Contrast of the flattest $1 px blocks'],
  [/^local_log_sd_(\d+)_high$/, 'Contrast of the busiest $1 px blocks'],
  [/^constant_blocks_share$/, 'Blocks of one grey value'],
  [/^entropy_(\d+)_mean$/, 'Local entropy'],
  [/^entropy_(\d+)_sd$/, 'Local entropy, how uneven'],
  [/^grey_mean$/, 'Brightness'],
  [/^grey_log_sd$/, 'Contrast'],
  [/^grey_(?:skewness|asymmetry)$/, 'Grey levels, how lopsided'],
  [/^grey_percentile_50$/, 'Median grey'],
  [/^grey_percentile_(\d+)$/, 'Grey level that $1% are darker than'],
  [/^commonest_grey_share$/, 'Pixels of the commonest grey'],
  [/^saturated_share$/, 'Black or white pixels'],
  [/^black_share$/, 'Black pixels'],
  [/^white_share$/, 'White pixels'],
];

/** A texture feature by what it sees; its own name where there are no words for it. */
export function featureWords(feature: string): string {
  for (const [pattern, words] of patterns) {
    if (pattern.test(feature)) return feature.replace(pattern, words);
  }
  return feature;
}
