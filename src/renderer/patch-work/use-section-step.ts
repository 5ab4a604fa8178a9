import { useCallback, useState } from 'react';

/** How many sections from its own a patch is looked at; another patch begins at its own again. */
export function useSectionStep(ordinal: number, index: number, sections: number) {
  const [state, setState] = useState({ of: ordinal, step: 0 });
  const step = state.of === ordinal ? state.step : 0;
  const by = useCallback(
    (steps: number) =>
      setState((before) => {
        const from = before.of === ordinal ? before.step : 0;
        const to = Math.max(-index, Math.min(sections - 1 - index, from + steps));
        return { of: ordinal, step: sections > 1 ? to : 0 };
      }),
    [ordinal, index, sections],
  );
  return { step, by };
}
