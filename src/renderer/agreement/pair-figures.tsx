import type { Agreement, PairAgreement } from '../../shared/agreement.ts';
import { grouped, percentText } from '../element/numbers.ts';
import styles from './agreement-screen.module.css';

/** Fewer patches than this say little about a source. */
const few = 20;
const classes = ['informative', 'uninformative', 'unsure'] as const;

/** One pair's agreement: in all, what was taken for what, by source and by reason. */
export function PairFigures({ pair }: { pair: PairAgreement }) {
  const { all } = pair;
  return (
    <>
      <dl className={styles['measures']}>
        <div>
          <dt>Said alike</dt>
          <dd>{all.alike === null ? '–' : percentText(all.alike)}</dd>
        </div>
        <div>
          <dt title="Agreement beyond what chance alone would give: 0 is chance, 1 is whole.">
            Cohen’s kappa
          </dt>
          <dd>{kappaWords(all)}</dd>
        </div>
        <div>
          <dt>Patches</dt>
          <dd>{grouped(all.patches)}</dd>
        </div>
      </dl>
      <Confusion pair={pair} />
      <SourceTable pair={pair} />
      {pair.reasons.length > 0 ? <ReasonTable pair={pair} /> : null}
    </>
  );
}

/** "0.71 (95% 0.58 to 0.83)". */
export function kappaWords({ kappa, interval }: Agreement): string {
  if (kappa === null) return 'not defined: only one thing was said';
  const hundredths = (value: number) => value.toFixed(2).replace('-', '−');
  const within = interval
    ? ` (95% ${hundredths(interval.low)} to ${hundredths(interval.high)})`
    : '';
  return `${hundredths(kappa)}${within}`;
}

function Confusion({ pair }: { pair: PairAgreement }) {
  const { first, second, again, all } = pair;
  const other = again ? 'again' : second;
  return (
    <table className={styles['table']}>
      <caption>
        Rows: {first}. Columns: {other}.
      </caption>
      <thead>
        <tr>
          <td />
          {classes.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((name, i) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {classes.map((column, j) => (
              <td key={column} data-alike={i === j || undefined}>
                {grouped(all.table[i]?.[j] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SourceTable({ pair }: { pair: PairAgreement }) {
  const sources = [...pair.sources].sort(
    (a, b) => (a.agreement.alike ?? 1) - (b.agreement.alike ?? 1),
  );
  return (
    <table className={styles['table']}>
      <caption>By source, least agreement first</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Patches</th>
          <th scope="col">Said alike</th>
          <th scope="col">Kappa</th>
        </tr>
      </thead>
      <tbody>
        {sources.map(({ source, name, agreement }) => (
          <tr key={source}>
            <th scope="row">{name}</th>
            <td>
              {grouped(agreement.patches)}
              {agreement.patches < few ? <span className={styles['quiet']}> too few</span> : null}
            </td>
            <td>{agreement.alike === null ? '–' : percentText(agreement.alike)}</td>
            <td>{kappaWords(agreement)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ReasonTable({ pair }: { pair: PairAgreement }) {
  return (
    <table className={styles['table']}>
      <caption>Reasons, where both said uninformative</caption>
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Both gave it</th>
          <th scope="col">Either gave it</th>
          <th scope="col">Agreement</th>
        </tr>
      </thead>
      <tbody>
        {pair.reasons.map(({ reason, both, either, agreement }) => (
          <tr key={reason}>
            <th scope="row">{reason}</th>
            <td>{grouped(both)}</td>
            <td>{grouped(either)}</td>
            <td>{percentText(agreement)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
