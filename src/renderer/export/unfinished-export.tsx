import { Button } from '@mantine/core';
import type { UnfinishedExport } from '../../shared/export.ts';
import { engine } from '../bridge.ts';
import { counted } from '../element/numbers.ts';
import { attempt } from '../session/notice.ts';
import { choose } from './export-choice.ts';
import styles from './export-screen.module.css';

/** An export that the program's end cut off: offered to go on where it stopped. */
export function UnfinishedNote(props: {
  readonly unfinished: UnfinishedExport;
  readonly isBusy: boolean;
  readonly onChange: () => void;
}) {
  const { folder, options, patches } = props.unfinished;
  const goOn = async () => {
    choose(options);
    await attempt(engine.exports.start.mutate({ ...options, folder }));
    props.onChange();
  };
  const discard = async () => {
    await attempt(engine.exports.discard.mutate());
    props.onChange();
  };
  return (
    <div className={styles['unfinished']} role="status">
      <p>
        The export to <span className={styles['folder']}>{folder}</span> was cut off
        {patches > 0 ? ` after ${counted(patches, 'patch', 'patches')}` : ''}. What was written is
        kept, and goes on to the same bytes if nothing has changed since.
      </p>
      <Button variant="filled" disabled={props.isBusy} onClick={() => void goOn()}>
        Go on where it stopped
      </Button>
      <Button variant="subtle" color="gray" disabled={props.isBusy} onClick={() => void discard()}>
        Discard it
      </Button>
    </div>
  );
}
