import {
  type DifferenceChoice,
  type DifferenceMode,
  differenceModes,
  mostGain,
} from '../element/difference-view.tsx';
import { useBlink } from '../element/use-blink.ts';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { createStore, useStore } from '../session/store.ts';

// `as`: the keys of differenceModes, in their order.
const modes = Object.keys(differenceModes) as DifferenceMode[];

/** How two patches are compared, the same for groups and for pairs. */
const choice = createStore<{ mode: DifferenceMode; gain: number }>({ mode: 'beside', gain: 2 });

/**
 * How two patches are compared, with the keys for it. Another `key`, of other patches, shows the second
 * of those that blink first again.
 *
 * @param wayKey by default that of the next way to compare
 */
export function useDifference(key: string, wayKey = 'd'): DifferenceChoice {
  const { mode, gain } = useStore(choice, (state) => state);
  const blink = useBlink(key);
  const setGain = (next: number) => choice.set({ gain: Math.max(0, Math.min(mostGain, next)) });
  const view = { group: 'View' } as const;
  useCommands([
    {
      ...view,
      title: 'Next way to compare',
      keys: [wayKey],
      run: () => choice.set({ mode: modes[(modes.indexOf(mode) + 1) % modes.length] ?? 'beside' }),
    },
    {
      ...view,
      title: 'Hold to blink between the two',
      keys: ['space'],
      run: () => {
        choice.set({ mode: 'blink' });
        blink.press();
      },
      release: blink.release,
    },
    { ...view, title: 'Stronger difference', keys: ['.'], run: () => setGain(gain + 1) },
    { ...view, title: 'Weaker difference', keys: [','], run: () => setGain(gain - 1) },
  ]);
  return {
    mode,
    gain,
    onMode: (next) => choice.set({ mode: next }),
    onGain: setGain,
    showsFirst: blink.showsFirst,
    blinkKey: useShownKey('hold-to-blink-between-the-two', 'space'),
  };
}
