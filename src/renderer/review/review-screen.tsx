import { SegmentedControl } from '@mantine/core';
import { useCommands } from '../session/commands.ts';
import { useStore } from '../session/store.ts';
import { GridPart } from './grid-part.tsx';
import { MapPart } from './map-part.tsx';
import { type ReviewPart, reviewState } from './review-state.ts';

const parts: Readonly<Record<ReviewPart, string>> = {
  sides: 'Kept and dropped',
  near: 'Near the threshold',
  map: 'Map',
};
// `as`: the keys of parts, in their order.
const order = Object.keys(parts) as ReviewPart[];

/** What the model and people decided, to be looked over; a person's decision always wins over the model's. */
export function ReviewScreen() {
  const part = useStore(reviewState, (state) => state.part);
  const setPart = (next: ReviewPart) => reviewState.set({ part: next });
  const turn = () => setPart(order[(order.indexOf(part) + 1) % order.length] ?? 'sides');
  useCommands([{ title: 'Next part of the review', group: 'This screen', keys: ['p'], run: turn }]);
  const choice = (
    <SegmentedControl
      aria-label="Part"
      data={order.map((value) => ({ value, label: parts[value] }))}
      value={part}
      // `as`: the options are the keys of parts.
      onChange={(value) => setPart(value as ReviewPart)}
    />
  );
  return part === 'map' ? <MapPart choice={choice} /> : <GridPart part={part} choice={choice} />;
}
