import { Button, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SavedQueue } from '../../shared/queue.ts';
import { engine } from '../bridge.ts';
import { askForFiles } from '../session/file-question.ts';
import { attempt, say } from '../session/notice.ts';
import { useAnswer } from '../session/use-answer.ts';
import { type Queue, queryOf, queueOf } from './label-queue-choice.ts';
import styles from './queue-choice.module.css';

/** Queues kept under a name: gone on with, handed to a colleague, taken out. */
export function SavedQueues(props: {
  readonly queue: Queue;
  readonly isReadOnly: boolean;
  readonly onChange: (queue: Queue) => void;
  readonly onDone: () => void;
}) {
  const saved = useAnswer(() => engine.queues.list.query(), []);
  const [name, setName] = useState('');
  const done = async (asked: Promise<{ summary: string } | null>) => {
    const change = await asked;
    if (change) say(change.summary, true);
    saved.again();
  };
  const save = async () => {
    const query = queryOf(props.queue, null);
    await done(attempt(engine.queues.save.mutate({ name: name.trim(), query })));
    setName('');
  };
  const load = async () => {
    const [file] =
      (await askForFiles({ title: 'Load a queue', choose: 'file', action: 'Load queue' })) ?? [];
    if (file) await done(attempt(engine.queues.import.mutate({ file })));
  };
  const open = (queue: SavedQueue) => {
    props.onChange(queueOf(queue.query));
    props.onDone();
  };
  return (
    <section className={styles['saved']}>
      <h2>Saved queues</h2>
      <ul>
        {(saved.value ?? []).map((queue) => (
          <li key={queue.id}>
            <Button
              variant="subtle"
              color="gray"
              justify="flex-start"
              title={`Saved by ${queue.annotator}`}
              onClick={() => open(queue)}
            >
              {queue.name}
            </Button>
            <QueueMenu
              queue={queue}
              isReadOnly={props.isReadOnly}
              onRemove={() => void done(attempt(engine.queues.remove.mutate({ id: queue.id })))}
            />
          </li>
        ))}
      </ul>
      <form
        className={styles['save']}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          aria-label="Name of the queue"
          placeholder="Save this queue as"
          value={name}
          disabled={props.isReadOnly}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === '' || props.isReadOnly}>
          Save
        </Button>
        <Button
          variant="subtle"
          color="gray"
          disabled={props.isReadOnly}
          onClick={() => void load()}
        >
          Load…
        </Button>
      </form>
    </section>
  );
}

function QueueMenu(props: {
  readonly queue: SavedQueue;
  readonly isReadOnly: boolean;
  readonly onRemove: () => void;
}) {
  const { id, name } = props.queue;
  const hand = async () => {
    const [file] =
      (await askForFiles({
        title: 'Save the queue to a file',
        choose: 'new-file',
        action: 'Save queue',
        suggestedName: `${name}.json`,
        ending: '.json',
      })) ?? [];
    if (file && (await attempt(engine.queues.export.mutate({ id, file }))))
      say(`Wrote the queue ${name} to ${file}.`);
  };
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" aria-label={`More about ${name}`}>
          ⋯
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void hand()}>Save to a file…</Menu.Item>
        <Menu.Item disabled={props.isReadOnly} onClick={props.onRemove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
