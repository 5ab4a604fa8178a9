import { useCallback } from 'react';
import type { GridPatch } from '../../shared/grid.ts';
import { grouped } from '../element/numbers.ts';
import { PatchGrid } from '../element/patch-grid.tsx';
import { contentOf } from '../patch-work/tile-content.ts';
import { labelling } from '../session/labelling.ts';
import { preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import styles from './groups.module.css';
import type { GroupWalk } from './use-group-walk.ts';

/** Two columns beside the scroll bar, whatever size patches have elsewhere. */
const tileSize = 104;

/** All groups by their exemplars, each with the number of patches it stands for. */
export function GroupList(props: {
  readonly walk: GroupWalk;
  readonly project: string;
  readonly isActive: boolean;
  /** to be merged, or null */
  readonly marked: number | null;
  readonly onTake: () => void;
}) {
  const { opened, list } = props.walk;
  const liked = useStore(preferences, (each) => each);
  useStore(labelling.store, (each) => each.version);
  const stay = useCallback(() => undefined, []);
  const total = opened.total ?? 0;
  const contentAt = (at: number) => {
    const patch = opened.set.patchAt(at);
    if (!patch) return null;
    const content = contentOf(patch, props.project, { ...liked, tileSize, captions: false });
    return { ...content, scale: null, caption: captionOf(patch, props.marked) };
  };
  return (
    <section
      className={styles['list']}
      aria-label="Groups"
      data-active={props.isActive || undefined}
      onFocusCapture={props.onTake}
      onPointerDownCapture={props.onTake}
    >
      <h2 className={styles['head']}>
        Groups{' '}
        <span className={styles['quiet']}>
          {total > 0 ? `${grouped(list.focus + 1)} of ${grouped(total)}` : ''}
        </span>
      </h2>
      <div className={styles['grid']} aria-busy={opened.isOpening || undefined}>
        {opened.total === null ? null : (
          <PatchGrid
            label="Groups"
            total={total}
            tileSize={tileSize}
            focus={list.focus}
            top={list.top}
            isSelected={isNever}
            anySelected={false}
            contentAt={contentAt}
            onVisible={opened.set.show}
            onGeometry={list.onGeometry}
            onPick={(at) => list.goTo(at)}
            onLasso={stay}
            onZoom={stay}
            empty={null}
          />
        )}
      </div>
    </section>
  );
}

const isNever = () => false;

const captionOf = ({ ordinal, members }: GridPatch, marked: number | null): string =>
  ordinal === marked ? `to merge, ${grouped(members)}` : grouped(members);
