import { useEffect, useRef } from 'react';

/**
 * Gives the grid the keyboard once it is there, so that Space and Enter are not those of the button that
 * led here. What is being typed in keeps it, and what has keys of its own.
 */
export function useKeysOfGrid(isReady: boolean) {
  const desk = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const holder = document.activeElement;
    const isTyping =
      holder?.matches('input, textarea, select, [role="application"]') || holder?.closest('dialog');
    if (!isReady || isTyping) return;
    desk.current?.querySelector<HTMLElement>('[data-grid]')?.focus({ preventScroll: true });
  }, [isReady]);
  return desk;
}
