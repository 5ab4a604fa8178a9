import { Button, NativeSelect, Popover, Slider, Switch } from '@mantine/core';
import { useState } from 'react';
import { contrast, gammas } from '../../shared/display.ts';
import { type Command, commandOf, pressOf, useCommands } from '../session/commands.ts';
import { keyNames } from '../session/key-name.ts';
import {
  type Preferences,
  plainView,
  prefer,
  preferences,
  viewChanges,
} from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import styles from './patch-work.module.css';
import { tileSizes } from './tile-size.ts';

const contrastWords = {
  '0-100': '0 to 100%',
  '1-99': '1 to 99%',
  '5-95': '5 to 95%',
  'as-stored': 'As stored',
};

/** How patches are shown: never what is stored. */
export function ViewOptions() {
  const liked = useStore(preferences, (each) => each);
  const [opened, setOpened] = useState(false);
  useCommands(viewCommands(() => setOpened(true)));
  const changes = viewChanges(liked);
  return (
    <div className={styles['options']}>
      {changes.length > 0 ? (
        <span className={styles['changes']} title={`Patches are shown: ${changes.join(', ')}`}>
          {changes.join(', ')}
        </span>
      ) : null}
      <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <Button
            aria-expanded={opened}
            title="Contrast, gamma, scale bar"
            onClick={() => setOpened(!opened)}
          >
            View
          </Button>
        </Popover.Target>
        <Popover.Dropdown
          className={styles['view'] ?? ''}
          aria-label="View"
          onKeyDown={(event) => {
            // The patches are out of reach, or a key meant for a switch would label one.
            const command = commandOf(keyNames(pressOf(event.nativeEvent)));
            if (command?.group === 'Label') event.stopPropagation();
          }}
        >
          <ViewFields liked={liked} />
        </Popover.Dropdown>
      </Popover>
      <Slider
        className={styles['size'] ?? ''}
        size="xs"
        label={null}
        min={tileSizes.least}
        max={tileSizes.most}
        step={4}
        value={Math.min(tileSizes.most, liked.tileSize)}
        onChange={(tileSize) => prefer({ tileSize })}
        thumbLabel="Size of patches"
      />
    </div>
  );
}

function ViewFields({ liked }: { liked: Preferences }) {
  return (
    <>
      <NativeSelect
        label="Stretch grey levels"
        data-autofocus={!liked.clahe || undefined}
        data={contrast.options.map((value) => ({ value, label: contrastWords[value] }))}
        value={liked.contrast}
        disabled={liked.clahe}
        onChange={(event) => prefer({ contrast: contrast.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        label="Over"
        data={[
          { value: 'patch', label: 'Each patch by itself' },
          { value: 'volume', label: 'Its whole volume' },
        ]}
        value={liked.over}
        disabled={liked.clahe || liked.contrast === 'as-stored'}
        onChange={(event) =>
          prefer({ over: event.currentTarget.value === 'volume' ? 'volume' : 'patch' })
        }
      />
      <p className={styles['fieldName']}>Gamma {liked.gamma}</p>
      <Slider
        size="xs"
        label={null}
        thumbLabel="Gamma"
        min={-2}
        max={2}
        step={0.25}
        scale={gammaOf}
        value={Math.log2(liked.gamma)}
        onChange={(power) => prefer({ gamma: gammaOf(power) })}
      />
      <Switch
        label="Local contrast (CLAHE)"
        // What it switches off cannot take the focus.
        data-autofocus={liked.clahe || undefined}
        checked={liked.clahe}
        onChange={(event) => prefer({ clahe: event.currentTarget.checked })}
      />
      <Switch
        label="Invert"
        checked={liked.invert}
        onChange={(event) => prefer({ invert: event.currentTarget.checked })}
      />
      <Switch
        label="Scale bar"
        checked={liked.scaleBar}
        onChange={(event) => prefer({ scaleBar: event.currentTarget.checked })}
      />
      <Button onClick={() => prefer(plainView)}>Back to plain</Button>
    </>
  );
}

const gammaOf = (power: number): number =>
  Math.round(100 * Math.min(gammas.most, Math.max(gammas.least, 2 ** power))) / 100;

const stepGamma = (by: number) => () =>
  prefer({ gamma: gammaOf(Math.round(Math.log2(preferences.get().gamma) * 4 + by) / 4) });

function viewCommands(open: () => void): readonly Command[] {
  const liked = preferences.get;
  const view = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: 'View',
    keys,
    run,
  });
  return [
    view('View options…', ['v'], open),
    view('Next contrast', ['k'], () => {
      const order = contrast.options;
      prefer({ contrast: order[(order.indexOf(liked().contrast) + 1) % order.length] ?? '0-100' });
    }),
    view('Stretch over the patch, or over its volume', ['shift+k'], () =>
      prefer({ over: liked().over === 'patch' ? 'volume' : 'patch' }),
    ),
    view('Gamma up: brighter', ['g'], stepGamma(1)),
    view('Gamma down: darker', ['shift+g'], stepGamma(-1)),
    view('Local contrast (CLAHE)', ['h'], () => prefer({ clahe: !liked().clahe })),
    view('Invert grey levels', ['shift+i'], () => prefer({ invert: !liked().invert })),
    view('Scale bar', ['b'], () => prefer({ scaleBar: !liked().scaleBar })),
  ];
}
