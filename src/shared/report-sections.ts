import type { BalanceIntervals, SetBalance } from './balance.ts';
import { compositionFigure, compositionHeight } from './composition-figure.ts';
import { cropYieldFigure, sectionName } from './crop-yield-figure.ts';
import { defectFigure, defectHeight, defectsOf, noReason } from './defect-figure.ts';
import { axisText, type Figure } from './figure.ts';
import { figureSvg } from './figure-svg.ts';
import { flowFigure } from './flow-figure.ts';
import { lorenzFigure } from './lorenz-figure.ts';
import type { DefectCount, LossReport } from './losses.ts';
import { type Markup, markup, markupTable, trusted } from './markup.ts';
import type { Share } from './model.ts';
import type { ReportData } from './report.ts';

const grouped = (count: number): string => axisText(count, 'grouped');
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const fixed = (value: number | null, digits: number): string | null =>
  value?.toFixed(digits) ?? null;
/** A share with its interval: "20.8% (20.1% to 21.5%)". */
const withInterval = (share: Share | null): string | null =>
  share && `${percent(share.share)} (${percent(share.low)} to ${percent(share.high)})`;

function figureOf(figure: Figure, width: number, height: number): Markup {
  const svg = trusted(figureSvg(figure, width, height));
  return markup`<figure><figcaption>${figure.title}</figcaption>${svg}</figure>`;
}

/** How many patches each set has, and how evenly sources give them. */
export function setsSection({ balance, intervals }: ReportData): Markup {
  const { sets } = balance;
  const between = (at: number, key: keyof BalanceIntervals, text: (value: number) => string) => {
    const interval = intervals[at]?.[key];
    return interval ? ` (${text(interval.low)} to ${text(interval.high)})` : '';
  };
  const two = (value: number) => value.toFixed(2);
  const rowOf = (name: string, of: (set: SetBalance, at: number) => string | null) => [
    name,
    ...sets.map(of),
  ];
  const rows = [
    rowOf('Patches', ({ patches }) => grouped(patches)),
    rowOf('Gini coefficient', ({ gini }, i) =>
      gini === null ? null : `${two(gini)}${between(i, 'gini', two)}`,
    ),
    rowOf('as a share of the largest it can be', ({ giniNormalised }) => fixed(giniNormalised, 2)),
    rowOf('Share of the top 20% of sources', ({ topFifthShare: share }, i) =>
      share === null ? null : `${percent(share)}${between(i, 'topFifthShare', percent)}`,
    ),
    rowOf('Share of sources that hold 80%', ({ holdingEighty }) =>
      holdingEighty === null ? null : percent(holdingEighty),
    ),
    rowOf('Sources with patches', ({ effective }) => fixed(effective?.order0 ?? null, 0)),
    rowOf(
      'Effective number of sources, order 1',
      ({ effective }, i) => effective && `${two(effective.order1)}${between(i, 'order1', two)}`,
    ),
    rowOf(
      'order 2',
      ({ effective }, i) => effective && `${two(effective.order2)}${between(i, 'order2', two)}`,
    ),
  ].map(([name, ...cells]) => [name ?? '', ...cells]);
  return markup`<section><h2>Sets and balance</h2>
<p>Raw: all patches that were cut. Dedup: one of each group of near-duplicates. Curated: what the filter model and people kept.</p>
${markupTable(['', ...sets.map(({ set }) => set)], rows)}
${figureOf(lorenzFigure(balance), 560, 420)}
<p class="quiet">Gini coefficient: 0 where every source gives as many patches, towards 1 where one gives all. Effective numbers: Hill numbers, how many equal sources would be as diverse. In brackets: 95% intervals over sources drawn again. Sources without patches count as sources.</p></section>`;
}

/** What the sources are, by experiment and by patch. */
export function compositionSection({ composition }: ReportData): Markup {
  const fields = composition.fields.map((field) => {
    const height = compositionHeight(field);
    const several =
      field.several > 0
        ? markup`<p class="quiet">${grouped(field.several)} of ${grouped(composition.sources)} sources have several values and are counted for each.</p>`
        : markup``;
    return markup`<div class="figures">
${figureOf(compositionFigure(composition, field, 'experiments'), 480, height)}
${figureOf(compositionFigure(composition, field, 'patches'), 480, height)}</div>${several}`;
  });
  return markup`<section class="new-page"><h2>Composition</h2>
<p>Shares of each set, one source being one experiment. Words are as they were given: those that differ in case and white space alone are one.</p>
${fields}</section>`;
}

/** What each stage drops. */
export function flowSection({ losses }: ReportData): Markup {
  const rows = losses.sources.map(({ name, counts, dedupOfRaw, curatedOfDedup }) => [
    name,
    grouped(counts.raw),
    grouped(counts.dedup),
    withInterval(dedupOfRaw),
    counts.curated === null ? null : grouped(counts.curated),
    withInterval(curatedOfDedup),
  ]);
  const headings = ['Source', 'raw', 'dedup', 'of raw', 'curated', 'of dedup'];
  return markup`<section class="new-page"><h2>From stage to stage</h2>
${figureOf(flowFigure(losses.totals), 640, 320)}
<h3>By source</h3>${markupTable(headings, rows)}
<p class="quiet">Intervals: Wilson, 95%. Neighbouring patches are alike, so the true uncertainty is larger.</p></section>`;
}

/** Rows of the table of losses, beside those that are unusual. */
const mostShown = 15;

/** Sources that lose more than the others, and why patches were called uninformative. */
export function lossSection({ losses }: ReportData): Markup {
  const { rejected, defects } = losses;
  const judged = losses.sources.flatMap((source) =>
    source.rejected ? [{ ...source, rejected: source.rejected }] : [],
  );
  judged.sort((a, b) => b.rejected.low - a.rejected.low);
  const shown = judged.filter((source, i) => i < mostShown || source.rejected.isUnusual);
  const rows = shown.map(({ name, counts, rejected }) => [
    name,
    grouped(counts.dedup),
    withInterval(rejected),
    rejected.chance === null ? null : chanceText(rejected.chance),
    rejected.isUnusual ? 'unusual' : '',
  ]);
  const total = defects.reduce((sum, { count }) => sum + count, 0);
  return markup`<section><h2>Sources that lose much</h2>
${
  rejected
    ? markup`<p>${percent(rejected.share)} of all exemplars are not in the curated set. The sources that lose most of theirs:</p>
${markupTable(['Source', 'Exemplars', 'Not curated', 'Chance', ''], rows, [4])}
<p class="quiet">Intervals: 95%, drawn towards the other sources the fewer exemplars there are. Chance: of so high a share if the source were like the others (beta-binomial fitted to all others, Benjamini-Hochberg over all sources); below 5% is called unusual.${losses.isJudged ? '' : ' There are too few sources to call any unusual.'}</p>`
    : markup`<p class="quiet">There is no curated set yet.</p>`
}</section>
<section><h2>Defects</h2>
${
  total > 0
    ? markup`${figureOf(defectFigure(defects), 560, defectHeight(defects))}
<p class="quiet">Of the ${grouped(total)} patches that people labelled uninformative, not of all that were dropped; which patches were labelled depends on the queues they were taken from.</p>
${defectTable(losses)}`
    : markup`<p class="quiet">No patch is labelled uninformative.</p>`
}</section>`;
}

/** Reasons that get a column of their own. */
const mostReasons = 6;

/** How often each reason was given in each source. */
function defectTable({ defects, sources }: LossReport): Markup {
  const shown = defects.slice(0, mostReasons);
  const others = defects.slice(mostReasons);
  const countIn = (of: readonly DefectCount[], source: number) =>
    of.reduce((sum, defect) => sum + (defectsOf([defect], source)[0]?.count ?? 0), 0);
  const rows = sources.flatMap(({ source, name }) => {
    const all = countIn(defects, source);
    if (all === 0) return [];
    const ofReasons = shown.map((defect) => grouped(countIn([defect], source)));
    const rest = others.length > 0 ? [grouped(countIn(others, source))] : [];
    return [[name, ...ofReasons, ...rest, grouped(all)]];
  });
  const reasons = shown.map(({ reason }) => reason ?? noReason);
  const headings = ['Source', ...reasons, ...(others.length > 0 ? ['other reasons'] : []), 'all'];
  return markupTable(headings, rows);
}

const chanceText = (chance: number): string => (chance < 0.001 ? '< 0.001' : chance.toFixed(3));

/** How far crops of training would show nothing; nothing where no cross-section was scored. */
export function yieldSection({ yields }: ReportData): Markup {
  if (yields.length === 0) return markup``;
  const isMixed = yields.some(({ isCurrent }) => !isCurrent);
  const rows = yields.map((each) => [
    sectionName(each),
    `${grouped(each.width)} × ${grouped(each.height)}`,
    each.stride,
    each.threshold,
    percent(each.informative),
    withInterval(each.uninformativeCrops),
    ...(isMixed ? [each.isCurrent ? '' : 'by an earlier model or mapping'] : []),
  ]);
  const headings = [
    'Cross-section',
    'Pixels',
    'Stride',
    'Threshold',
    'Informative',
    'Crops without',
    ...(isMixed ? [''] : []),
  ];
  return markup`<section><h2>Crop yield</h2>
<p>Windows of the size of a patch were scored all over each cross-section; a place is informative where the mean score of the windows over it is above the threshold. Crops are drawn as for training: 0.2 to 1 of the area, proportions 3/4 to 4/3. This is our own definition.</p>
${figureOf(cropYieldFigure(yields), 560, 400)}
${markupTable(headings, rows, [6])}</section>`;
}
