import type { BalanceIntervals } from '../../shared/balance.ts';
import { evennessOf } from '../../shared/evenness.ts';
import { grouped, percentText } from '../element/numbers.ts';
import styles from './balance-screen.module.css';

/** One column: a set or a plan. Intervals are null where there are none, and undefined where they are not known (yet). */
export interface MeasuredCounts {
  readonly name: string;
  readonly counts: readonly number[];
  readonly intervals: BalanceIntervals | null | undefined;
}

type Row = readonly [
  name: string,
  meaning: string,
  textOf: (each: Measured) => string,
  key?: keyof BalanceIntervals,
];

interface Measured extends ReturnType<typeof evennessOf> {
  readonly patches: number;
}

/** How even each column is, with 95 % intervals over sources drawn again. */
export function MeasuresTable(props: {
  readonly by: 'source' | 'volume';
  readonly columns: readonly MeasuredCounts[];
}) {
  const { by, columns } = props;
  const measured = columns.map(({ counts }) => measuredOnce(counts));
  const isAsked = columns.some(({ intervals }) => intervals !== undefined);
  return (
    <div className={styles['measuring']}>
      <table className={styles['measures']} aria-label="Measures">
        <thead>
          <tr>
            <td />
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(by).map(([name, meaning, textOf, key]) => (
            <tr key={name}>
              <th scope="row">{meaning ? <abbr title={meaning}>{name}</abbr> : name}</th>
              {measured.map((each, i) => (
                <td key={columns[i]?.name}>
                  {textOf(each)}
                  {key && isAsked ? <Between intervals={columns[i]?.intervals} of={key} /> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <IntervalNote by={by} columns={columns} />
    </div>
  );
}

/** What stays while a slider moves is not measured again at every step. */
const known = new WeakMap<readonly number[], Measured>();

function measuredOnce(counts: readonly number[]): Measured {
  const before = known.get(counts);
  if (before) return before;
  const patches = counts.reduce((sum, count) => sum + count, 0);
  const measured = { ...evennessOf(counts), patches };
  known.set(counts, measured);
  return measured;
}

function Between(props: {
  readonly intervals: BalanceIntervals | null | undefined;
  readonly of: keyof BalanceIntervals;
}) {
  const interval = props.intervals?.[props.of];
  const text = props.of === 'topFifthShare' ? percentText : two;
  return (
    <span className={styles['between']}>
      {interval ? `${text(interval.low)} to ${text(interval.high)}` : '\u00a0'}
    </span>
  );
}

function IntervalNote({ by, columns }: Parameters<typeof MeasuresTable>[0]) {
  const known = columns.filter(({ intervals }) => intervals !== undefined);
  if (known.length === 0) return null;
  const words = known.some(({ intervals }) => intervals)
    ? `Small print: where 95% of values lie when as many ${by}s are drawn again with replacement, 2000 times.`
    : `Fewer than five ${by}s say too little about others for intervals.`;
  return <p className={styles['note']}>{words}</p>;
}

const two = (value: number): string => value.toFixed(2);
const share = (fraction: number | null): string =>
  fraction === null ? '–' : percentText(fraction);
const three = (value: number | null): string => (value === null ? '–' : value.toFixed(3));

function rowsOf(by: 'source' | 'volume'): readonly Row[] {
  const plural = `${by}s`;
  return [
    ['Patches', '', (each) => grouped(each.patches)],
    [
      'Gini coefficient',
      `0 when every ${by} gives as many patches; towards 1 when one gives all.`,
      (each) => three(each.gini),
      'gini',
    ],
    [
      'Largest it can be',
      `1 - 1/n with n ${plural}: one gives everything.`,
      (each) => three(each.giniMost),
    ],
    [
      'As a share of that',
      `n / (n - 1) times the coefficient: comparable between few and many ${plural}.`,
      (each) => three(each.giniNormalised),
    ],
    [
      'Held by the top 20%',
      `Share of all patches that the richest fifth of ${plural} holds.`,
      (each) => share(each.topFifthShare),
      'topFifthShare',
    ],
    [
      'Holding 80%',
      `Smallest share of ${plural} that together hold 80% of all patches.`,
      (each) => share(each.holdingEighty),
    ],
    [
      `${by === 'source' ? 'Sources' : 'Volumes'} with patches`,
      `How many ${plural} have any: the Hill number of order 0.`,
      (each) => (each.effective === null ? '–' : grouped(each.effective.order0)),
    ],
    [
      'Effective, order 1',
      `How many equal ${plural} would be as diverse: exp of Shannon's entropy of the shares.`,
      (each) => (each.effective === null ? '–' : two(each.effective.order1)),
      'order1',
    ],
    [
      'Effective, order 2',
      `The same by the inverse of Simpson's index, in which small ${plural} count less.`,
      (each) => (each.effective === null ? '–' : two(each.effective.order2)),
      'order2',
    ],
  ];
}
