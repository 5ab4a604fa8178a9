import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { GridPatch } from '../../shared/grid.ts';
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
import { showLike } from './show-like.ts';
import { contentOf } from './tile-content.ts';
import { steppedSize } from './tile-size.ts';
import type { GridState, OpenSet } from './use-grid-state.ts';
import { useKeysOfGrid } from './use-keys-of-grid.ts';
import { useReasons } from './use-reasons.ts';

export interface PatchDeskProps {
  readonly label: string;
  readonly opened: OpenSet;
  readonly state: GridState;
  readonly empty: ReactNode;
  /** takes keys now; of two grids side by side only one does */
  readonly active?: boolean;
  /** what is shown is not yet what was asked for: nothing may be said of it */
  readonly isOpening?: boolean;
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
  const isOpening = props.isOpening === true || opened.total === null;
  const project = useStore(session, ({ project: open }) => open);
  const liked = useStore(preferences, (each) => each);
  useStore(labelling.store, (each) => each.version);
  const [inspects, setInspects] = useState(false);
  const focused = opened.set.patchAt(state.focus);
  const context = useHeldContext();
  const desk = useKeysOfGrid(active && opened.total !== null);
  useDeskCommands(props, isOpening, {
    hold: context.hold,
    inspect: () => setInspects((on) => !on),
    showLike: () => focused && !isBlind && showLike(focused),
  });
  const contentAt = (at: number) => {
    const patch = opened.set.patchAt(at);
    if (!patch || !project) return null;
    return { ...contentOf(patch, project.key, liked), ...props.shown?.(patch) };
  };
  const zoom = useCallback((direction: 1 | -1) => {
    prefer({ tileSize: steppedSize(preferences.get().tileSize, direction) });
  }, []);
  return (
    <div className={styles['work']} ref={desk}>
      <div
        className={styles['grid']}
        data-active={active || undefined}
        aria-busy={isOpening || undefined}
      >
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
        {context.isShown && focused && project ? (
          <ContextView
            patch={focused}
            project={project.key}
            isBlind={isBlind}
            onClose={context.close}
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

function useDeskCommands(
  { state, active = true, commands = [] }: PatchDeskProps,
  isOpening: boolean,
  does: Pick<Parameters<typeof gridCommands>[0], 'hold' | 'inspect' | 'showLike'>,
): void {
  const reasons = useReasons();
  const keys = gridCommands({ state, reasons, ...does });
  useCommands(active ? [...commands, ...(isOpening ? keys.map(awaiting) : keys)] : []);
}

/** A label or a move would be of patches that are about to be replaced by others. */
function awaiting(command: Command): Command {
  if (command.group === 'View') return command;
  return { ...command, blocked: 'The patches are still being opened. Press the key again.' };
}

/** A shorter press than this opens the context for good: not everybody can hold a key. */
const tapMs = 250;

/** The context is shown while its key is held; a tap leaves it open until the next, or Escape. */
function useHeldContext() {
  const [isShown, setShown] = useState(false);
  const pressed = useRef<{ at: number; wasShown: boolean } | null>(null);
  const hold = (on: boolean, at = performance.now()) => {
    if (on) {
      pressed.current = { at, wasShown: isShown };
      setShown(true);
      return;
    }
    const press = pressed.current;
    pressed.current = null;
    if (!press) return;
    const isTap = at - press.at < tapMs;
    setShown(isTap && !press.wasShown);
  };
  return { isShown, hold, close: () => setShown(false) };
}
