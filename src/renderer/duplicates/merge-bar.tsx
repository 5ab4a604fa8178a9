import { Button, CloseButton } from '@mantine/core';
import { type Display, patchPicturePath } from '../../shared/display.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { KeyHint } from '../element/key-hint.tsx';
import { counted, grouped, middleEllipsis } from '../element/numbers.ts';
import { useShownKey } from '../session/key-map.ts';
import styles from './groups.module.css';
import { groupsState, type MarkedGroup } from './groups-state.ts';

const longestName = 44;

/** The group that is marked, and what merging it with the one that is shown would do. */
export function MergeBar(props: {
  readonly marked: MarkedGroup;
  readonly group: GridPatch | null;
  readonly project: string;
  readonly display: Display;
  readonly isBusy: boolean;
  readonly onMerge: () => void;
}) {
  const { marked, group, project, display } = props;
  const mergeKey = useShownKey('mark-to-merge-or-merge', 'm');
  const other = group && group.ordinal !== marked.ordinal ? group : null;
  const picture = (ordinal: number, words: string) => (
    <img src={patchPicturePath(project, ordinal, display)} alt={words} width={40} height={40} />
  );
  return (
    <section className={styles['merge']} aria-label="Merging" role="status">
      {picture(marked.ordinal, 'Exemplar of the marked group')}
      {other ? (
        <>
          <span>into</span>
          {picture(other.ordinal, 'Exemplar that stays')}
          <span className={styles['mergeWords']}>
            {counted(marked.members, 'patch', 'patches')} of{' '}
            <span className={styles['name']} title={marked.name}>
              {middleEllipsis(marked.name, longestName)}
            </span>{' '}
            would join this group of {grouped(other.members)}. Its exemplar stays.
          </span>
          <Button
            variant="filled"
            disabled={props.isBusy}
            onClick={props.onMerge}
            rightSection={<KeyHint label={mergeKey} quiet />}
          >
            Merge {counted(marked.members + other.members, 'patch', 'patches')}
          </Button>
        </>
      ) : (
        <span className={styles['mergeWords']}>
          <span className={styles['name']} title={marked.name}>
            {middleEllipsis(marked.name, longestName)}
          </span>{' '}
          is marked with its {counted(marked.members, 'patch', 'patches')}. Go to the group that it
          should join, and press <KeyHint label={mergeKey} /> there.
        </span>
      )}
      <CloseButton
        size="sm"
        aria-label="Forget the mark"
        title="Forget the mark"
        onClick={() => groupsState.set({ marked: null })}
      />
    </section>
  );
}
