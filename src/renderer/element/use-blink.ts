import { useCallback, useEffect, useState } from 'react';

/** How long each picture is shown while the key is held: fewer than three changes a second. */
const eachMs = 400;

/**
 * Which of two pictures is shown in one place: a press shows the other, a key held goes on changing them,
 * unless less motion is wanted. Another `key` begins with the second again.
 */
export function useBlink(key: string) {
  const [state, setState] = useState<{ readonly of: string; readonly showsFirst: boolean }>({
    of: key,
    showsFirst: false,
  });
  const [isHeld, setHeld] = useState(false);
  const flip = useCallback(
    () =>
      setState((before) => ({
        of: key,
        showsFirst: before.of === key ? !before.showsFirst : true,
      })),
    [key],
  );
  useEffect(() => {
    if (!isHeld || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = window.setInterval(flip, eachMs);
    return () => window.clearInterval(timer);
  }, [isHeld, flip]);
  return {
    showsFirst: state.of === key && state.showsFirst,
    isHeld,
    press: () => {
      flip();
      setHeld(true);
    },
    release: () => setHeld(false),
  };
}
