import type { FilterModel, ModelKind } from '../../shared/model.ts';
import lists from './bar-list.module.css';
import styles from './classifier-screen.module.css';
import { featureWords } from './feature-words.ts';

const mostShown = 12;

const noneWords: Readonly<Record<ModelKind, string>> = {
  ensemble: 'It is the mean of two models: look at each of them below, under Models.',
  network: 'The numbers of its encoder have no names.',
  'embedding-head': 'The numbers of its encoder have no names, or they were not tried yet.',
  'texture-forest': 'Not tried yet.',
};

/** Features by how much the AUC falls without them. */
export function Importances({ model }: { model: FilterModel }) {
  const sorted = [...model.importances].sort((a, b) => b.importance - a.importance);
  const most = Math.max(sorted[0]?.importance ?? 0, Number.MIN_VALUE);
  return (
    <div>
      <h3>
        <abbr title="How much the AUC on the training labels falls when one feature is shuffled among the patches.">
          What it looks at
        </abbr>
      </h3>
      {sorted.length === 0 ? <p className={styles['quiet']}>{noneWords[model.kind]}</p> : null}
      <ul className={lists['features']}>
        {sorted.slice(0, mostShown).map(({ feature, importance }) => (
          <li key={feature}>
            <span title={feature}>{featureWords(feature)}</span>
            <span className={lists['share']}>
              <span style={{ width: `${Math.max(0, (100 * importance) / most)}%` }} />
            </span>
            <span className={lists['number']}>{fallText(importance)}</span>
          </li>
        ))}
      </ul>
      {sorted.length > mostShown ? (
        <p className={styles['quiet']}>and {sorted.length - mostShown} that matter less</p>
      ) : null}
    </div>
  );
}

/** A fall of the AUC with a true minus; zero has no sign. */
function fallText(fall: number): string {
  const size = Math.abs(fall).toFixed(3);
  return Number(size) === 0 || fall < 0 ? size : `\u2212${size}`;
}
