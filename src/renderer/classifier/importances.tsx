import type { FilterModel, ModelKind } from '../../shared/model.ts';
import lists from './bar-list.module.css';
import styles from './classifier-screen.module.css';
import { featureWords } from './feature-words.ts';

const mostShown = 12;
/** A fall that is written as 0.000 says nothing. */
const leastFall = 0.0005;

const noneWords: Readonly<Record<ModelKind, string>> = {
  ensemble: 'It is the mean of two models: look at each of them below, under Models.',
  network: 'The numbers of its encoder have no names.',
  'embedding-head': 'The numbers of its encoder have no names, or they were not tried yet.',
  'texture-forest': 'Not tried yet.',
};

/** Features by how much the AUC falls without them. */
export function Importances({ model }: { model: FilterModel }) {
  const sorted = [...model.importances].sort((a, b) => b.importance - a.importance);
  const shown = sorted.filter(({ importance }) => importance >= leastFall).slice(0, mostShown);
  const most = shown[0]?.importance ?? 1;
  return (
    <div>
      <h3>
        <abbr title="How much the AUC on the training labels falls when one feature is shuffled among the patches.">
          What it looks at
        </abbr>
      </h3>
      <ul className={lists['features']}>
        {shown.map(({ feature, importance }) => (
          <li key={feature}>
            <span title={feature}>{featureWords(feature)}</span>
            <span className={lists['share']}>
              <span style={{ width: `${(100 * importance) / most}%` }} />
            </span>
            <span className={lists['number']}>{`\u2212${importance.toFixed(3)}`}</span>
          </li>
        ))}
      </ul>
      <p className={styles['quiet']}>{restWords(model, shown.length)}</p>
    </div>
  );
}

function restWords({ kind, importances }: FilterModel, shown: number): string {
  if (importances.length === 0) return noneWords[kind];
  if (shown === 0) {
    return `Each of its ${importances.length} features alone could be missed: the others tell the same.`;
  }
  const rest = importances.length - shown;
  return rest === 0 ? '' : `and ${rest} that matter less`;
}
