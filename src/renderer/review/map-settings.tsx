import { NativeSelect, Switch } from '@mantine/core';
import { grouped } from '../element/numbers.ts';
import styles from './map-part.module.css';

/** What the next map is made from. */
export interface MapSettings {
  /** exemplars at most, drawn at random */
  readonly sample: number;
  readonly centreBySource: boolean;
}

const samples = [2000, 5000, 20_000, 50_000, 100_000];

/** How the next map is made. */
export function MapSettingsBar(props: {
  readonly settings: MapSettings;
  readonly onSettings: (settings: MapSettings) => void;
}) {
  const { settings, onSettings } = props;
  return (
    <div className={styles['settings']}>
      <span className={styles['name']}>The next map</span>
      <NativeSelect
        aria-label="Exemplars on the next map"
        data={samples.map((count) => ({
          value: String(count),
          label: `up to ${grouped(count)} exemplars`,
        }))}
        value={String(settings.sample)}
        onChange={(event) => onSettings({ ...settings, sample: Number(event.currentTarget.value) })}
      />
      <Switch
        label="Centre each source"
        title="Takes each source's mean away, so that the map shows how patches differ within sources"
        checked={settings.centreBySource}
        onChange={(event) =>
          onSettings({ ...settings, centreBySource: event.currentTarget.checked })
        }
      />
    </div>
  );
}
