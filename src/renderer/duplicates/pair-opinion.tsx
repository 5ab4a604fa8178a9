import { closerWords } from '../../shared/opinion.ts';
import type { SampledPair } from '../../shared/pair.ts';
import { useStore } from '../session/store.ts';
import styles from './opinion.module.css';
import { OpinionSwitch } from './opinion-switch.tsx';
import { notMeasured } from './opinion-view.tsx';
import { keyOfPair } from './pair-walk.ts';
import { pairsState } from './pairs-state.ts';
import { usePairOpinion } from './use-opinion.ts';

/**
 * A second opinion on the pair that is looked at. Where the distance is hidden it comes after the mark and is
 * not even asked for before: it must not lead anybody's judgement.
 */
export function PairOpinion({ pair }: { pair: SampledPair | null }) {
  const { isBlind } = useStore(pairsState, (each) => each);
  const isHidden = isBlind && pair?.value === 'none';
  const { isOn, found, problem } = usePairOpinion(isHidden ? null : pair);
  const isNow = pair !== null && found?.of === keyOfPair(pair);
  const words = wordsOf();
  return (
    <div className={styles['line']}>
      <OpinionSwitch label="Second opinion" />
      <span
        role="status"
        className={styles['said']}
        title={found?.own ? `cosine distance ${found.own.distance.toFixed(3)}` : undefined}
      >
        {words}
      </span>
    </div>
  );

  function wordsOf(): string {
    if (!isOn || !pair) return '';
    if (isHidden) return 'told once the pair is marked';
    return (
      problem ??
      (isNow
        ? `${found.encoder}: ${found.own ? closerWords(found.own) : notMeasured}`
        : 'Measuring…')
    );
  }
}
