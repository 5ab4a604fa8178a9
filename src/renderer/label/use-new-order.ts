import { useState } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { followsScores } from './label-queue-choice.ts';

/** Whether a queue was drawn by scores of before. */
export interface NewOrder {
  /** drawn again, it would show others or in another order */
  readonly isOffered: boolean;
  /** a committed page draws it again: also for what the model says of the next page */
  readonly comesWithPage: boolean;
  /** it has been drawn again */
  readonly taken: () => void;
}

/**
 * Tells when a model came into force after a queue was drawn. What is shown stays as it is: patches that
 * are looked at never jump.
 *
 * @param inForce hash of the model in force; null while not known
 * @param shownAs what makes the grid draw the query anew, beside the query itself
 */
export function useNewOrder(query: GridQuery, inForce: string | null, shownAs: string): NewOrder {
  const asked = `${JSON.stringify(query)} ${shownAs}`;
  const [drawn, setDrawn] = useState({ asked, by: inForce });
  const isAnother = drawn.asked !== asked || drawn.by === null;
  if (isAnother && (drawn.asked !== asked || drawn.by !== inForce)) {
    setDrawn({ asked, by: inForce });
  }
  return {
    ...orderOf(query, isAnother ? inForce : drawn.by, inForce),
    taken: () => setDrawn({ asked, by: inForce }),
  };
}

/** What another model means for a queue drawn under one; null where it is not known which. */
export function orderOf(
  query: GridQuery,
  drawnBy: string | null,
  inForce: string | null,
): Omit<NewOrder, 'taken'> {
  const isOld = drawnBy !== null && inForce !== null && drawnBy !== inForce;
  return {
    isOffered: isOld && followsScores(query),
    // Other sets keep what was labelled: drawn again they would begin with the page just committed.
    comesWithPage: isOld && query.set === 'unlabelled',
  };
}
