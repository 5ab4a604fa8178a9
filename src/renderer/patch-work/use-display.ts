import { useMemo } from 'react';
import type { Display } from '../../shared/display.ts';
import { displayOf, preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';

/** How pictures of patches and of what is around them are drawn; the same object until it changes. */
export function useDisplay(): Display {
  const liked = useStore(preferences, (each) => each);
  return useMemo(() => displayOf(liked), [liked]);
}
