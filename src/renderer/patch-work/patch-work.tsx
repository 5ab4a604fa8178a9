import { type ReactNode, useCallback, useState } from 'react';
import { contextPicturePath, type GridPatch, type GridQuery } from '../../shared/grid.ts';
import { PatchGrid } from '../element/patch-grid.tsx';
import { Problem } from '../element/problem.tsx';
import { useCommands } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { ContextView } from './context-view.tsx';
import { gridCommands } from './grid-commands.ts';
import { useOpenPatches } from './open-patches.ts';
import { PatchInspector } from './patch-inspector.tsx';
import styles from './patch-work.module.css';
import { contentOf } from './tile-content.ts';
import { steppedSize } from './tile-size.ts';
import { useGridState } from './use-grid-state.ts';

export interface PatchWorkProps {
  readonly label: string;
  readonly query: GridQuery;
  /** what a label given here counts as */
  readonly origin: 'hand' | 'override';
  readonly empty: ReactNode;
  /** takes keys now; of two grids side by side only one does */
  readonly active?: boolean;
  readonly withInspector?: boolean;
  readonly onTotal?: (total: number) => void;
}

/** A grid of patches that can be looked at, chosen and labelled with the keyboard. */
export function PatchWork(props: PatchWorkProps) {
  const { query, origin, active = true, withInspector = true } = props;
  const opened = useOpenPatches(query);
  const project = useStore(session, (state) => state.project);
  const liked = useStore(preferences, (each) => each);
  useStore(labelling.store, (each) => each.version);
  const state = useGridState(opened, origin, JSON.stringify(query));
  const [inspects, setInspects] = useState(false);
  const [held, setHeld] = useState<GridPatch | null>(null);
  const focused = opened.set.patchAt(state.focus);
  const hold = useCallback((on: boolean) => setHeld(on ? focused : null), [focused]);
  useCommands(
    active
      ? gridCommands({
          state,
          hold,
          isHeld: held !== null,
          inspect: () => setInspects((on) => !on),
        })
      : [],
  );
  const contentAt = (at: number) => {
    const patch = opened.set.patchAt(at);
    return patch && project ? contentOf(patch, project.key, liked) : null;
  };
  const zoom = useCallback((direction: 1 | -1) => {
    prefer({ tileSize: steppedSize(preferences.get().tileSize, direction) });
  }, []);

  if (opened.problem) {
    return (
      <div className={styles['message']}>
        <Problem words={opened.problem} action={{ title: 'Try again', run: opened.reopen }} />
      </div>
    );
  }
  return (
    <div className={styles['work']}>
      <div className={styles['grid']} data-active={active || undefined}>
        {opened.total === null ? null : (
          <PatchGrid
            label={props.label}
            total={opened.total}
            tileSize={liked.tileSize}
            focus={state.focus}
            isSelected={state.isSelected}
            anySelected={state.selectedCount > 0}
            contentAt={contentAt}
            onVisible={opened.set.show}
            onGeometry={state.onGeometry}
            onPick={state.pick}
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
          onLabel={(value, reason) => state.label(value, reason)}
          onClose={() => setInspects(false)}
        />
      ) : null}
    </div>
  );
}
