import { useEffect } from 'react';
import { labelling } from '../session/labelling.ts';

/** Calls back whenever an undo or redo was answered, whatever it took back. */
export function useUndone(onUndone: () => void): void {
  useEffect(() => {
    let { savedAt } = labelling.store.get();
    return labelling.store.subscribe(() => {
      const state = labelling.store.get();
      if (state.savedAt === savedAt) return;
      savedAt = state.savedAt;
      if (savedAt !== null) onUndone();
    });
  }, [onUndone]);
}
