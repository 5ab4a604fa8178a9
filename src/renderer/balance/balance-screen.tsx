import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCommands } from '../session/commands.ts';
import { useStore } from '../session/store.ts';
import { type BalancePart, balanceState } from './balance-state.ts';
import { CompositionPart } from './composition-part.tsx';
import { CurvesPart } from './curves-part.tsx';
import { LossesPart } from './losses-part.tsx';
import { ReportPart } from './report-part.tsx';
import { WhatIfPart } from './what-if-part.tsx';
import { YieldPart } from './yield-part.tsx';

/** A part of the screen: its name in the choice, and what draws it under that choice. */
interface Part {
  readonly words: string;
  readonly Draw: (props: { choice: ReactNode }) => ReactNode;
}

const parts: Readonly<Record<BalancePart, Part>> = {
  curves: { words: 'Curves', Draw: CurvesPart },
  'what-if': { words: 'What-if', Draw: WhatIfPart },
  composition: { words: 'Composition', Draw: CompositionPart },
  losses: { words: 'Losses', Draw: LossesPart },
  yield: { words: 'Crop yield', Draw: YieldPart },
  report: { words: 'Report', Draw: ReportPart },
};
// `as`: the keys of parts, in their order.
const order = Object.keys(parts) as BalancePart[];

/** How evenly the sources contribute, and what to do about it. */
export function BalanceScreen() {
  const part = useStore(balanceState, (state) => state.part);
  const turn = () => {
    balanceState.set({ part: order[(order.indexOf(part) + 1) % order.length] ?? 'curves' });
  };
  useCommands([
    { title: 'Next part of the balance', group: 'This screen', keys: ['p'], run: turn },
  ]);
  const choice = (
    <SegmentedControl
      aria-label="Part"
      data={order.map((value) => ({ value, label: parts[value].words }))}
      value={part}
      // `as`: the options are the keys of parts.
      onChange={(value) => balanceState.set({ part: value as BalancePart })}
    />
  );
  const { Draw } = parts[part];
  return <Draw choice={order.length > 1 ? choice : null} />;
}
