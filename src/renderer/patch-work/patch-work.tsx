import type { ReactNode } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { Problem } from '../element/problem.tsx';
import type { Command } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { marksOf } from './marks-of.ts';
import { type OpenPatches, useOpenPatches } from './open-patches.ts';
import { PatchDesk } from './patch-desk.tsx';
import styles from './patch-work.module.css';
import { useGridState } from './use-grid-state.ts';

export interface PatchWorkProps {
  readonly label: string;
  readonly query: GridQuery;
  /** what a label given here counts as */
  readonly origin: 'hand' | 'override';
  readonly empty: ReactNode;
  readonly active?: boolean;
  readonly withInspector?: boolean;
  readonly commands?: readonly Command[];
}

/** A grid of patches that can be looked at, chosen and labelled with the keyboard. */
export function PatchWork(props: PatchWorkProps) {
  const { query, origin, ...desk } = props;
  const opened = useOpenPatches(query);
  const state = useGridState(
    opened,
    (patches, value, reason) => labelling.label(marksOf(patches, { value, reason, origin })),
    JSON.stringify(query),
  );
  if (opened.problem) return <PatchesProblem opened={opened} />;
  return <PatchDesk {...desk} opened={opened} state={state} isBlind={query.blind === true} />;
}

/** Why no patches are shown, and asking for them again. */
export function PatchesProblem({ opened }: { opened: OpenPatches }) {
  return (
    <div className={styles['message']}>
      <Problem words={opened.problem ?? ''} action={{ title: 'Try again', run: opened.reopen }} />
    </div>
  );
}
