import { type ReactNode, useRef } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { Problem } from '../element/problem.tsx';
import type { Command } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { marksOf } from './marks-of.ts';
import { type OpenPatches, useOpenPatches } from './open-patches.ts';
import { PatchDesk, type PatchDeskProps } from './patch-desk.tsx';
import styles from './patch-work.module.css';
import { type ApplyLabel, useGridState } from './use-grid-state.ts';
import { type KeptPlace, usePlace } from './use-place.ts';

export interface PatchWorkProps {
  readonly label: string;
  readonly query: GridQuery;
  /** what a label given here counts as */
  readonly origin: 'hand' | 'override';
  readonly empty: ReactNode;
  readonly active?: boolean;
  readonly withInspector?: boolean;
  readonly commands?: readonly Command[];
  readonly shown?: NonNullable<PatchDeskProps['shown']>;
  /** kept over restarts, where given */
  readonly kept?: KeptPlace;
}

/** A grid of patches that can be looked at, chosen and labelled with the keyboard. */
export function PatchWork(props: PatchWorkProps) {
  const { query, origin, kept, ...desk } = props;
  const opened = useOpenPatches(query);
  const apply = useRef<ApplyLabel>(() => undefined);
  const state = useGridState(opened, (...said) => apply.current(...said), JSON.stringify(query));
  const { placeWith, isRestored } = usePlace(opened, state, kept ?? null);
  apply.current = (patches, value, reason, next) =>
    labelling.label(marksOf(patches, { value, reason, origin }), placeWith(next));
  if (opened.problem) return <PatchesProblem opened={opened} />;
  return (
    <PatchDesk
      {...desk}
      opened={opened}
      state={state}
      isOpening={opened.isOpening || !isRestored}
      isBlind={isBlind(query)}
    />
  );
}

/** Nothing that was said of a patch before may be seen in these views. */
export const isBlind = ({ blind, pass = 'first' }: GridQuery): boolean =>
  blind === true || pass !== 'first';

/** Why no patches are shown, and asking for them again. */
export function PatchesProblem({ opened }: { opened: OpenPatches }) {
  return (
    <div className={styles['message']}>
      <Problem words={opened.problem ?? ''} action={{ title: 'Try again', run: opened.reopen }} />
    </div>
  );
}
