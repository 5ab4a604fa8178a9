import { NativeSelect, Slider } from '@mantine/core';
import { contrast } from '../../shared/grid.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import styles from './patch-work.module.css';
import { tileSizes } from './tile-size.ts';

const contrastWords = {
  '0-100': 'Contrast 0–100%',
  '1-99': 'Contrast 1–99%',
  '5-95': 'Contrast 5–95%',
};

/** How patches are shown: never what is stored. */
export function ViewOptions() {
  const liked = useStore(preferences, (each) => each);
  return (
    <div className={styles['options']}>
      <NativeSelect
        aria-label="Contrast"
        data={contrast.options.map((value) => ({ value, label: contrastWords[value] }))}
        value={liked.contrast}
        onChange={(event) => prefer({ contrast: contrast.parse(event.currentTarget.value) })}
      />
      <Slider
        className={styles['size'] ?? ''}
        size="xs"
        label={null}
        min={tileSizes.least}
        max={tileSizes.most}
        step={4}
        value={liked.tileSize}
        onChange={(tileSize) => prefer({ tileSize })}
        thumbLabel="Size of patches"
      />
    </div>
  );
}
