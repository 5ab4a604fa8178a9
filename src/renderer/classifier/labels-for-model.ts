import type { TrainableLabels } from '../../shared/model.ts';
import { grouped } from '../element/numbers.ts';

/** Fewest labels outside the hold-out that a filter model is trained on (the engine's own rule). */
export const neededLabels = 64;

/** What a first model still lacks, with the sentence that says what to do. */
export interface MissingForModel {
  readonly kind: 'no-patches' | 'too-few' | 'one-class' | 'nothing';
  readonly words: string;
  /** labels that a model may learn from */
  readonly have: number;
}

/** @param exemplars of the current cut. @param counts labels that a training would learn from. */
export function missingForModel(exemplars: number, counts: TrainableLabels): MissingForModel {
  const have = trainingLabels(counts);
  if (exemplars === 0) {
    const words = 'There are no patches yet. Add sources and run them first.';
    return { kind: 'no-patches', words, have };
  }
  if (have < neededLabels) {
    const words = `No filter model yet. Label ${neededLabels - have} more patches outside the hold-out to train one: ${have} of ${neededLabels} are there.`;
    return { kind: 'too-few', words, have };
  }
  if (counts.informative === 0 || counts.uninformative === 0) {
    const [all, other] =
      counts.uninformative === 0
        ? ['informative', 'uninformative']
        : ['uninformative', 'informative'];
    const words = `No filter model yet. All ${grouped(have)} labels outside the hold-out are ${all}. Label some ${other} patches too, so that a model can tell them apart.`;
    return { kind: 'one-class', words, have };
  }
  const words = 'No filter model yet. There are enough labels: train the first one.';
  return { kind: 'nothing', words, have };
}

/** All of them. */
export const trainingLabels = (counts: TrainableLabels): number =>
  counts.informative + counts.uninformative;
