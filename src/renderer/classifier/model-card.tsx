import type { Evaluation, FilterModel } from '../../shared/model.ts';
import { rocFigure } from '../../shared/roc-figure.ts';
import { Facts } from '../element/facts.tsx';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import styles from './classifier-screen.module.css';
import { ConfusionTable } from './confusion-table.tsx';

/** How a model does on labels that it has not seen. */
export function ModelCard({ model }: { model: FilterModel }) {
  return (
    <>
      {model.warnings.map((warning) => (
        <p key={warning} className={styles['warning']}>
          {warning}
        </p>
      ))}
      <div className={styles['card']}>
        <section>
          <p className={styles['auc']}>
            {model.holdOut.auc === null ? '–' : model.holdOut.auc.toFixed(3)}
            <span>{aucWords(model.holdOut)}</span>
          </p>
          <Facts facts={factsOf(model)} />
          <ConfusionTable confusion={model.holdOut.confusion} />
        </section>
        <PlotFrame
          figure={rocFigure(model)}
          fileName={`roc-model-${model.id}`}
          width={460}
          height={360}
        />
      </div>
      <div className={styles['card']}>
        <PerSource model={model} />
        <Importances model={model} />
      </div>
    </>
  );
}

function aucWords({ auc, aucInterval }: Evaluation): string {
  if (auc === null) return 'AUC is unknown: the hold-out has labels of one kind only';
  if (!aucInterval) return 'AUC on the hold-out';
  return `AUC on the hold-out, 95% between ${aucInterval[0].toFixed(3)} and ${aucInterval[1].toFixed(3)}`;
}

function factsOf(model: FilterModel) {
  const { trainedOn, holdOut, leaveSourcesOut } = model;
  const kinds = (part: { informative: number; uninformative: number }) =>
    `${grouped(part.informative)} informative, ${grouped(part.uninformative)} uninformative`;
  return [
    ['Model', `${model.id}, ${model.kind}, seed ${model.seed}`],
    ['Trained on', kinds(trainedOn)],
    ['Tested on', kinds(holdOut)],
    ['Accuracy', holdOut.accuracy === null ? '–' : percentText(holdOut.accuracy)],
    [
      'Sources left out',
      leaveSourcesOut?.auc == null ? '–' : `AUC ${leaveSourcesOut.auc.toFixed(3)}`,
    ],
    ['Scored', counted(model.scored, 'exemplar')],
  ] as const;
}

function PerSource({ model }: { model: FilterModel }) {
  return (
    <section>
      <h2>Sources left out, one at a time</h2>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Informative</th>
            <th scope="col">Uninformative</th>
            <th scope="col">AUC</th>
          </tr>
        </thead>
        <tbody>
          {model.perSource.map((row) => (
            <tr key={row.source}>
              <th scope="row" className={styles['name']}>
                {row.name}
              </th>
              <td>{grouped(row.informative)}</td>
              <td>{grouped(row.uninformative)}</td>
              <td>{row.auc === null ? '–' : row.auc.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Texture features by what they see; their names in files on hover. */
const featureWords: Readonly<Record<string, string>> = {
  canny_mean: 'Edges, how many',
  entropy_std: 'Local entropy, how uneven',
  lbp_std: 'Fine texture, how uneven',
  geomean_median: 'Local brightness, median',
};

function Importances({ model }: { model: FilterModel }) {
  const sorted = [...model.importances].sort((a, b) => b.importance - a.importance).slice(0, 12);
  const most = sorted[0]?.importance ?? 1;
  return (
    <section>
      <h2>What it looks at</h2>
      <ul className={styles['features']}>
        {sorted.map(({ feature, importance }) => (
          <li key={feature}>
            <span title={feature}>{featureWords[feature] ?? feature}</span>
            <span className={styles['share']}>
              <span style={{ width: `${(100 * importance) / most}%` }} />
            </span>
            <span className={styles['number']}>{percentText(importance)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
