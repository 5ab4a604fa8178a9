import type { Evaluation } from '../../../shared/model.ts';

const fewestHeldOut = 20;

/** What a reader of a model's figures must know. @param leftOut labels whose patches could not be read */
export function holdOutWarnings(holdOut: Evaluation, leftOut: number): string[] {
  const warnings: string[] = [];
  const { informative, uninformative } = holdOut;
  const total = informative + uninformative;
  if (informative === 0 || uninformative === 0) {
    warnings.push(
      'The hold-out lacks one of the two classes, so there is no AUC yet. Label patches of the hold-out queue.',
    );
  } else if (total < fewestHeldOut) {
    warnings.push(
      `The hold-out has only ${total} labels, so its figures are rough. Label ${fewestHeldOut - total} more from the hold-out queue.`,
    );
  }
  if (leftOut > 0) {
    warnings.push(
      `${leftOut.toLocaleString('en-US')} labels were left out, since their volumes cannot be read now.`,
    );
  }
  return warnings;
}
