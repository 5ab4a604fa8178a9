import { type SyntheticEvent, useRef } from 'react';

/**
 * What a bar of choices above the work listens to: a choice made by pointer gives the keys back to the work. Else the
 * next arrow would turn to another part of the screen, where it was meant for the next picture. Whoever chooses by
 * keyboard goes on choosing.
 */
export function useKeysBack() {
  const byPointer = useRef(false);
  return {
    onPointerDownCapture: () => {
      byPointer.current = true;
    },
    onKeyDownCapture: () => {
      byPointer.current = false;
    },
    onChange: (event: SyntheticEvent) => {
      const { target } = event;
      if (byPointer.current && isInBar(event) && target instanceof HTMLSelectElement) target.blur();
    },
    // Also one that was chosen already, and without a change takes the focus all the same.
    onClick: (event: SyntheticEvent) => {
      const { target } = event;
      if (byPointer.current && isInBar(event) && isButtonLike(target)) target.blur();
    },
  };
}

/** React tells a bar also of panels that it opened, which lie elsewhere in the page and have keys of their own. */
const isInBar = ({ currentTarget, target }: SyntheticEvent): boolean =>
  target instanceof Node && currentTarget.contains(target);

/** Not what is typed in. */
const isButtonLike = (target: EventTarget): target is HTMLInputElement =>
  target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox');
