import { NativeSelect } from '@mantine/core';
import type { SourceRecord } from '../../shared/source.ts';
import { type Queue, queueWords } from './label-queue-choice.ts';

/** Chips that say which patches are shown. */
export function QueueChoice(props: {
  readonly queue: Queue;
  readonly sources: readonly SourceRecord[];
  readonly hasScores: boolean;
  readonly onChange: (queue: Queue) => void;
}) {
  const { queue, onChange } = props;
  const kinds = Object.entries(queueWords).map(([value, label]) => ({
    value,
    label,
    disabled: value === 'near-threshold' && !props.hasScores,
  }));
  return (
    <>
      <NativeSelect
        aria-label="Queue"
        data={kinds}
        value={queue.kind}
        // `as`: the options are the keys of queueWords.
        onChange={(event) =>
          onChange({ ...queue, kind: event.currentTarget.value as Queue['kind'] })
        }
      />
      <NativeSelect
        aria-label="Order"
        data={[
          { value: 'random', label: 'Random order' },
          { value: 'position', label: 'By position' },
        ]}
        value={queue.order}
        disabled={queue.kind === 'near-threshold'}
        onChange={(event) =>
          onChange({
            ...queue,
            order: event.currentTarget.value === 'position' ? 'position' : 'random',
          })
        }
      />
      <NativeSelect
        aria-label="Source"
        data={[
          { value: '', label: 'All sources' },
          ...props.sources.map((source) => ({ value: String(source.id), label: source.name })),
        ]}
        value={queue.source === null ? '' : String(queue.source)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ ...queue, source: value === '' ? null : Number(value) });
        }}
      />
      <NativeSelect
        aria-label="Hold-out"
        data={[
          { value: '', label: 'With hold-out' },
          { value: 'training', label: 'Without hold-out' },
          { value: 'hold-out', label: 'Hold-out only' },
        ]}
        value={queue.heldOut === null ? '' : queue.heldOut ? 'hold-out' : 'training'}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ ...queue, heldOut: value === '' ? null : value === 'hold-out' });
        }}
      />
    </>
  );
}
