import { type ReactNode, useCallback, useState } from 'react';
import { contextPicturePath, type GridPatch } from '../../shared/grid.ts';
import { PatchGrid, type TileContent } from '../element/patch-grid.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { ContextView } from './context-view.tsx';
import { gridCommands } from './grid-commands.ts';
import { PatchInspector } from './patch-inspector.tsx';
import styles from './patch-work.module.css';
import { contentOf } from './tile-content.ts';
import { steppedSize } from './tile-size.ts';
import type { GridState, OpenSet } from './use-grid-state.ts';
import { useReasons } from './use-reasons.ts';

export interface PatchDeskProps {
  readonly label: string;
  readonly opened: OpenSet;
  readonly state: GridState;
  readonly empty: ReactNode;
  /** takes keys now; of two grids side by side only one does */
  readonly active?: boolean;
  readonly withInspector?: boolean;
  /** scores, labels and their history stay hidden */
  readonly isBlind?: boolean;
  /** what a tile shows beside its patch */
  readonly shown?: (patch: GridPatch) => Partial<TileContent>;
  /** a plain click, where it does more than bring into focus */
  readonly onClick?: (at: number) => void;
  readonly commands?: readonly Command[];
}

/** A grid of patches with what is seen of one: its context while Space is held, its details beside. */
export function PatchDesk(props: PatchDeskProps) {
  const { opened, state, active = true, withInspector = true, isBlind = false } = props;
  const project = useStore(session, ({ project: open }) => open);
  const liked = useStore(preferences, (each) => each);
  useStore(labelling.store, (each) => each.version);
  const [inspects, setInspects] = useState(false);
  const [held, setHeld] = useState<GridPatch | null>(null);
  const focused = opened.set.patchAt(state.focus);
  const hold = useCallback((on: boolean) => setHeld(on ? focused : null), [focused]);
  const reasons = useReasons();
  const keys = gridCommands({
    state,
    reasons,
    hold,
    isHeld: held !== null,
    inspect: () => setInspects((on) => !on),
  });
  useCommands(active ? [...(props.commands ?? []), ...keys] : []);
  const contentAt = (at: number) => {
    const patch = opened.set.patchAt(at);
    if (!patch || !project) return null;
    return { ...contentOf(patch, project.key, liked), ...props.shown?.(patch) };
  };
  const zoom = useCallback((direction: 1 | -1) => {
    prefer({ tileSize: steppedSize(preferences.get().tileSize, direction) });
  }, []);
  return (
    <div className={styles['work']}>
      <div className={styles['grid']} data-active={active || undefined}>
        {opened.total === null ? null : (
          <PatchGrid
            label={props.label}
            total={opened.total}
            tileSize={liked.tileSize}
            focus={state.focus}
            top={state.top}
            isSelected={state.isSelected}
            anySelected={state.selectedCount > 0}
            contentAt={contentAt}
            onVisible={opened.set.show}
            onGeometry={state.onGeometry}
            onPick={(at, how) => {
              state.pick(at, how);
              if (!how.shift && !how.ctrl) props.onClick?.(at);
            }}
            onLasso={state.lasso}
            onOpen={() => setInspects(true)}
            onZoom={zoom}
            empty={props.empty}
          />
        )}
        {held && project ? (
          <ContextView
            patch={held}
            pathOf={(step) => contextPicturePath(project.key, held.ordinal, step)}
          />
        ) : null}
      </div>
      {withInspector && inspects && focused ? (
        <PatchInspector
          patch={focused}
          isBlind={isBlind}
          onLabel={(value, reason) => state.label(value, reason, true)}
          onClose={() => setInspects(false)}
        />
      ) : null}
    </div>
  );
}
