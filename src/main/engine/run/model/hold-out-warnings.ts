import type { Evaluation } from '../../../../shared/model.ts';
import { areaHalfWidth, holdOutNeeded } from '../../evaluate/hold-out-needed.ts';

/** An area known less closely than this says little about a model. */
const halfWidthWanted = 0.05;

/** What a reader of a model's figures must know. @param leftOut labels whose patches could not be read */
export function holdOutWarnings(holdOut: Evaluation, leftOut: number): string[] {
  const warnings: string[] = [];
  const { informative, uninformative, auc } = holdOut;
  if (informative === 0 || uninformative === 0) {
    warnings.push(
      'The hold-out lacks one of the two classes, so there is no AUC yet. Label patches of the hold-out queue.',
    );
  } else if (auc !== null) {
    const known = areaHalfWidth(auc, { informative, uninformative });
    if (known > halfWidthWanted) {
      const share = informative / (informative + uninformative);
      const needed = holdOutNeeded(auc, halfWidthWanted, share);
      warnings.push(
        `With ${informative} informative and ${uninformative} uninformative labels the hold-out tells the AUC to about ${known.toFixed(2)} either way. For ${halfWidthWanted} it needs about ${needed.informative} and ${needed.uninformative}: label from the hold-out queue.`,
      );
    }
  }
  if (leftOut > 0) {
    warnings.push(
      `${leftOut.toLocaleString('en-US')} labels were left out, since their volumes cannot be read now.`,
    );
  }
  return warnings;
}
