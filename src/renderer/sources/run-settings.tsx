import { Button, Checkbox, NativeSelect, NumberInput, Popover } from '@mantine/core';
import { useState } from 'react';
import { type CutSettings, scopeOf } from '../../shared/cut.ts';
import { engine } from '../bridge.ts';
import { attempt } from '../session/notice.ts';
import { RunNeedsLine } from './run-needs.tsx';
import styles from './sources-screen.module.css';

type NumberSetting = 'spacing' | 'patchSize' | 'hashSize' | 'hammingLimit' | 'seed';

const numbers: readonly {
  readonly key: NumberSetting;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly why: string;
}[] = [
  {
    key: 'patchSize',
    label: 'Patch size, px',
    least: 16,
    most: 4096,
    why: 'Edge of the square patches; 224 in CEM500K.',
  },
  {
    key: 'spacing',
    label: 'Every n-th section',
    least: 1,
    most: 100_000,
    why: '1 cuts every cross-section.',
  },
  {
    key: 'hammingLimit',
    label: 'Hamming limit',
    least: 0,
    most: 1024,
    why: 'Patches whose hashes differ in at most this many bits are near-duplicates.',
  },
  {
    key: 'hashSize',
    label: 'Hash size',
    least: 2,
    most: 32,
    why: '8 makes hashes of 64 bits; larger ones see finer differences.',
  },
  {
    key: 'seed',
    label: 'Seed',
    least: 0,
    most: 0xffffffff,
    why: 'Fixes the random order in which exemplars are found.',
  },
];

/** Settings of the next run, each with what it means; shown as one chip while closed. */
export function RunSettings({ settings, disabled }: { settings: CutSettings; disabled: boolean }) {
  const [draft, setDraft] = useState(settings);
  const [opened, setOpened] = useState(false);
  const change = (part: Partial<CutSettings>) => setDraft({ ...draft, ...part });
  const run = () => {
    setOpened(false);
    void attempt(engine.jobs.run.mutate(draft));
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      onOpen={() => setDraft(settings)}
      position="bottom-start"
      trapFocus
    >
      <Popover.Target>
        <Button variant="subtle" color="gray" onClick={() => setOpened(!opened)}>
          {settings.patchSize} px, {settings.mode}, Hamming ≤ {settings.hammingLimit}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Settings of the run">
        <div className={styles['settings']}>
          <NativeSelect
            label="Cropping"
            description="No pixel lost: the last patch of a row overlaps. Paper exact: borders are dropped as in CEM500K."
            data={[
              { value: 'no-pixel-lost', label: 'No pixel lost' },
              { value: 'paper-exact', label: 'Paper exact' },
            ]}
            value={draft.mode}
            onChange={(event) =>
              change({
                mode: event.currentTarget.value === 'paper-exact' ? 'paper-exact' : 'no-pixel-lost',
              })
            }
          />
          <NativeSelect
            label="Near-duplicates within"
            description="Pictures are always compared with all pictures of their source."
            data={[
              { value: 'source', label: 'Each source' },
              { value: 'volume', label: 'Each volume' },
            ]}
            value={scopeOf(draft)}
            onChange={(event) =>
              change({ scope: event.currentTarget.value === 'volume' ? 'volume' : 'source' })
            }
          />
          <PlanesField planes={draft.planes} onChange={(planes) => change({ planes })} />
          <div className={styles['two']} style={{ alignItems: 'start' }}>
            {numbers.map(({ key, label, least, most, why }) => (
              <NumberInput
                key={key}
                label={label}
                description={why}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                min={least}
                max={most}
                allowDecimal={false}
                clampBehavior="blur"
                value={draft[key]}
                onChange={(value) => typeof value === 'number' && change({ [key]: value })}
              />
            ))}
          </div>
          {opened ? <RunNeedsLine settings={draft} /> : null}
          <Button variant="filled" disabled={disabled} onClick={run}>
            Run with these settings
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const allPlanes = ['xy', 'xz', 'yz'] as const;

function PlanesField(props: {
  readonly planes: CutSettings['planes'];
  readonly onChange: (planes: CutSettings['planes']) => void;
}) {
  const { planes, onChange } = props;
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <Checkbox
        size="xs"
        label="Planes by voxel size: all three where isotropic, else xy"
        checked={planes === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : ['xy'])}
      />
      {planes ? (
        <div className={styles['pair']} style={{ marginTop: 8 }}>
          {allPlanes.map((plane) => (
            <Checkbox
              key={plane}
              size="xs"
              label={plane}
              checked={planes.includes(plane)}
              onChange={(event) => {
                const others = planes.filter((each) => each !== plane);
                const next = event.currentTarget.checked ? [...others, plane] : others;
                if (next.length > 0) onChange(allPlanes.filter((each) => next.includes(each)));
              }}
            />
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}
