import { Button, Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { CurationSet } from '../../shared/balance.ts';
import {
  type FlipbookOptions,
  flipbookOptions,
  type StackFormatName,
  stackFormat,
} from '../../shared/flipbook.ts';
import { engine } from '../bridge.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { askForFiles } from '../session/file-question.ts';
import { attempt } from '../session/notice.ts';
import styles from './export-options.module.css';

const formatWords: Readonly<Record<StackFormatName, string>> = {
  tiff: 'TIFF, one page a section',
  nrrd: 'NRRD',
  mrc: 'MRC',
};

/** Small volumes around the patches of a set: some sections before each and after it. */
export function FlipbookDialog(props: {
  readonly set: CurationSet;
  readonly projectName: string;
  readonly onClose: () => void;
}) {
  const set = props.set === 'curated' ? 'curated' : 'dedup';
  const [options, setOptions] = useState<FlipbookOptions>(flipbookOptions.parse({ set }));
  const change = (part: Partial<FlipbookOptions>) => setOptions({ ...options, ...part });
  const start = async () => {
    props.onClose();
    const paths = await askForFiles({
      title: 'Flipbooks to a new folder',
      choose: 'new-folder',
      action: 'Write here',
      suggestedName: `${props.projectName}-flipbooks`,
    });
    const folder = paths?.[0];
    if (folder) await attempt(engine.exports.flipbooks.mutate({ ...options, folder }));
  };
  return (
    <Dialog title="Flipbooks" onClose={props.onClose}>
      <div className={styles['dialog']}>
        <p>
          A small volume around each patch of the {set} set, read from the source volumes; pictures
          that are no part of a volume have none.
        </p>
        <div className={styles['row']}>
          <WholeNumber
            label="Sections"
            least={1}
            most={1025}
            step={2}
            value={options.depth}
            onChange={(depth) => depth !== null && change({ depth })}
          />
          <NativeSelect
            label="Stored as"
            className={styles['select'] ?? ''}
            data={stackFormat.options.map((value) => ({ value, label: formatWords[value] }))}
            value={options.as}
            onChange={(event) => change({ as: stackFormat.parse(event.currentTarget.value) })}
          />
        </div>
        <Checkbox
          size="xs"
          label="None that overlap"
          description="Of those that do, the one with most patches of the set in it stays."
          checked={options.noOverlap}
          onChange={(event) => change({ noOverlap: event.currentTarget.checked })}
        />
        <div className={styles['row']}>
          <WholeNumber
            label="Most of a source"
            least={1}
            most={1_000_000}
            value={options.limit}
            onChange={(limit) => change({ limit })}
          />
          <WholeNumber
            label="Seed"
            least={0}
            most={0xffff_ffff}
            disabled={options.limit === null}
            value={options.seed}
            onChange={(seed) => seed !== null && change({ seed })}
          />
        </div>
      </div>
      <DialogFoot>
        <Button onClick={props.onClose}>Cancel</Button>
        <Button variant="filled" onClick={() => void start()}>
          Write flipbooks…
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function WholeNumber(props: {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly disabled?: boolean;
  /** null stands for all */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <NumberInput
      label={props.label}
      placeholder="all"
      className={styles['number'] ?? ''}
      min={props.least}
      max={props.most}
      step={props.step ?? 1}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      disabled={props.disabled ?? false}
      value={props.value ?? ''}
      onChange={(value) => props.onChange(typeof value === 'number' ? value : null)}
    />
  );
}
