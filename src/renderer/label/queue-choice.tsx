import { Button, MultiSelect, NativeSelect, NumberInput, Popover, Switch } from '@mantine/core';
import { useState } from 'react';
import type { SourceRecord } from '../../shared/source.ts';
import { type Command, useCommands } from '../session/commands.ts';
import {
  anywhere,
  type Queue,
  type QueueKind,
  queueWords,
  sayQueue,
} from './label-queue-choice.ts';
import styles from './queue-choice.module.css';
import { SavedQueues } from './saved-queues.tsx';

export interface QueueChoiceProps {
  readonly queue: Queue;
  readonly sources: readonly SourceRecord[];
  readonly models: number;
  readonly labels: number;
  readonly isReadOnly: boolean;
  readonly onChange: (queue: Queue) => void;
}

/** What waits to be labelled, in words; pressed, it can be chosen. */
export function QueueChoice(props: QueueChoiceProps) {
  const { queue, sources } = props;
  const [opened, setOpened] = useState(false);
  useCommands([openCommand(() => setOpened(true))]);
  const nameOf = (id: number) => sources.find((each) => each.id === id)?.name ?? `source ${id}`;
  const words = sayQueue(queue, nameOf);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={styles['words'] ?? ''}
          title={words}
          aria-label={`Queue: ${words}`}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          rightSection={<span aria-hidden="true">▾</span>}
        >
          <span className={styles['text']}>{words}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles['panel'] ?? ''} aria-label="Queue">
        <QueueFields {...props} />
        <SavedQueues {...props} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

const openCommand = (run: () => void): Command => ({
  title: 'Choose the queue…',
  group: 'This screen',
  keys: ['q'],
  run,
});

function QueueFields(props: QueueChoiceProps) {
  const { queue, onChange } = props;
  const words = queueWords[queue.kind];
  const set = (change: Partial<Queue>) => onChange({ ...queue, ...change });
  return (
    <div className={styles['fields']}>
      <NativeSelect
        label="What"
        data-autofocus
        data={Object.entries(queueWords).map(([value, { title, needs }]) => {
          const lacks = lackOf(needs, props);
          return { value, label: lacks ? `${title} (${lacks})` : title, disabled: lacks !== null };
        })}
        value={queue.kind}
        // `as`: the options are the keys of queueWords.
        onChange={(event) => set({ kind: event.currentTarget.value as QueueKind })}
      />
      <p className={styles['hint']}>{words.hint}</p>
      <KindFields queue={queue} set={set} />
      {words.isOrdered ? (
        <MixFields queue={queue} set={set} />
      ) : (
        <NativeSelect
          label="Order"
          data={[
            { value: 'random', label: 'Random' },
            { value: 'per-source', label: 'Random, each source in turn' },
            { value: 'position', label: 'By position' },
          ]}
          value={queue.order}
          // `as`: the options are the orders of a queue.
          onChange={(event) => set({ order: event.currentTarget.value as Queue['order'] })}
        />
      )}
      <SourceFields {...props} set={set} />
      <HoldOutFields queue={queue} set={set} />
      <div className={styles['pair']}>
        <NumberInput
          label="Seed"
          min={0}
          max={0xffffffff}
          value={queue.seed}
          onChange={(seed) => set({ seed: Number(seed) || 0 })}
        />
        {queue.kind === 'unlabelled' ? (
          <NumberInput
            label="Shown again, %"
            description="own labels, for consistency"
            min={0}
            max={50}
            value={Math.round(queue.again * 1000) / 10}
            onChange={(share) => set({ again: Math.min(0.5, (Number(share) || 0) / 100) })}
          />
        ) : null}
      </div>
    </div>
  );
}

type Set_ = (change: Partial<Queue>) => void;

function KindFields({ queue, set }: { queue: Queue; set: Set_ }) {
  if (queue.kind === 'second-opinion') {
    return (
      <NumberInput
        label="Patches"
        min={1}
        max={100_000}
        step={50}
        value={queue.sample}
        onChange={(sample) => set({ sample: Number(sample) || 1 })}
      />
    );
  }
  if (queue.kind !== 'band') return null;
  const field = (label: string, name: 'scoreFrom' | 'scoreTo') => (
    <NumberInput
      label={label}
      min={0}
      max={1}
      step={0.05}
      decimalScale={3}
      value={queue[name]}
      onChange={(score) => set({ [name]: Number(score) || 0 })}
    />
  );
  return (
    <div className={styles['pair']}>
      {field('Score from', 'scoreFrom')}
      {field('to', 'scoreTo')}
    </div>
  );
}

/** What keeps an order that a model makes from showing one source, or one kind of doubt, alone. */
function MixFields({ queue, set }: { queue: Queue; set: Set_ }) {
  return (
    <div className={styles['pair']}>
      {queueWords[queue.kind].isMixed ? (
        <NumberInput
          label="At random, %"
          description="finds what the model gets wrong"
          min={0}
          max={50}
          value={Math.round(queue.randomShare * 1000) / 10}
          onChange={(share) => set({ randomShare: Math.min(0.5, (Number(share) || 0) / 100) })}
        />
      ) : null}
      <Switch
        className={styles['switch'] ?? ''}
        label="Each source in turn"
        checked={queue.eachSource}
        onChange={(event) => set({ eachSource: event.currentTarget.checked })}
      />
    </div>
  );
}

function SourceFields({ queue, sources, set }: QueueChoiceProps & { readonly set: Set_ }) {
  const known = (field: keyof Queue['where']) =>
    [...new Set(sources.map(({ metadata }) => metadata[field]))].filter(
      (value): value is string => typeof value === 'string' && value !== '',
    );
  return (
    <>
      <MultiSelect
        size="xs"
        label="Sources"
        placeholder={queue.sources.length === 0 ? 'All' : ''}
        searchable
        clearable
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        data={sources.map((source) => ({ value: String(source.id), label: source.name }))}
        value={queue.sources.map(String)}
        onChange={(ids) => set({ sources: ids.map(Number), volumes: [] })}
      />
      {(['technique', 'organism', 'tissue'] as const).map((field) =>
        known(field).length > 0 ? (
          <MultiSelect
            key={field}
            size="xs"
            label={field[0]?.toUpperCase() + field.slice(1)}
            placeholder={queue.where[field].length === 0 ? 'Any' : ''}
            clearable
            comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
            data={known(field)}
            value={queue.where[field]}
            onChange={(values) => set({ where: { ...anywhere, ...queue.where, [field]: values } })}
          />
        ) : null,
      )}
    </>
  );
}

function HoldOutFields({ queue, set }: { queue: Queue; set: Set_ }) {
  if (queue.kind === 'hold-out') return null;
  return (
    <div className={styles['pair']}>
      <NativeSelect
        label="Hold-out"
        data={[
          { value: '', label: 'With it' },
          { value: 'training', label: 'Without it' },
          { value: 'hold-out', label: 'Only it' },
        ]}
        value={queue.heldOut === null ? '' : queue.heldOut ? 'hold-out' : 'training'}
        onChange={(event) => {
          const { value } = event.currentTarget;
          set({ heldOut: value === '' ? null : value === 'hold-out' });
        }}
      />
      <Switch
        className={styles['switch'] ?? ''}
        label="Hide scores"
        checked={queue.blind}
        onChange={(event) => set({ blind: event.currentTarget.checked })}
      />
    </div>
  );
}

/** What is missing for a kind of queue; null when it can be had. */
function lackOf(
  needs: 'model' | 'two models' | 'labels' | undefined,
  { models, labels }: QueueChoiceProps,
): string | null {
  if (needs === 'model' && models < 1) return 'needs a model';
  if (needs === 'two models' && models < 2) return 'needs two models';
  if (needs === 'labels' && labels < 1) return 'needs labels';
  return null;
}
