import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useCommands } from '../session/commands.ts';
import { GridPart } from './grid-part.tsx';
import { MapPart } from './map-part.tsx';

const parts = { sides: 'Kept and dropped', near: 'Near the threshold', map: 'Map' } as const;
type Part = keyof typeof parts;
// `as`: the keys of parts, in their order.
const order = Object.keys(parts) as Part[];

/** What the model and people decided, to be looked over; a person's decision always wins over the model's. */
export function ReviewScreen() {
  const [part, setPart] = useState<Part>('sides');
  const next = () => setPart(order[(order.indexOf(part) + 1) % order.length] ?? 'sides');
  useCommands([{ title: 'Next part of the review', group: 'This screen', keys: ['p'], run: next }]);
  const choice = (
    <SegmentedControl
      aria-label="Part"
      data={order.map((value) => ({ value, label: parts[value] }))}
      value={part}
      // `as`: the options are the keys of parts.
      onChange={(value) => setPart(value as Part)}
    />
  );
  return part === 'map' ? <MapPart choice={choice} /> : <GridPart part={part} choice={choice} />;
}
