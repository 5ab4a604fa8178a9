import { Button, CloseButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { defectReasons } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { attempt } from '../session/notice.ts';
import styles from './reason-editor.module.css';

const most = 30;

/** The list of defect reasons: the first nine have the digits. Labels given keep their reason. */
export function ReasonEditor(props: {
  readonly reasons: readonly string[];
  readonly onClose: () => void;
}) {
  const [rows, setRows] = useState(() => props.reasons.map((reason, i) => ({ id: i, reason })));
  const [nextId, setNextId] = useState(rows.length);
  const wanted = rows.map(({ reason }) => reason.trim()).filter((reason) => reason !== '');
  const doubled = wanted.find((reason, i) => wanted.indexOf(reason) !== i);
  const save = async () => {
    if (await attempt(engine.labels.setReasons.mutate({ reasons: wanted }))) props.onClose();
  };
  const move = (from: number, to: number) => {
    const next = [...rows];
    const [row] = next.splice(from, 1);
    if (row && to >= 0 && to <= next.length) setRows(next.toSpliced(to, 0, row));
  };
  return (
    <Dialog title="Defect reasons" onClose={props.onClose}>
      <p className={styles['words']}>
        A digit labels a patch uninformative for this reason. Alt with Up or Down moves a reason.
        Labels given already keep theirs.
      </p>
      <ol className={styles['rows']}>
        {rows.map(({ id, reason }, i) => (
          <li key={id}>
            <span className={styles['digit']}>
              {i < 9 ? <KeyHint label={String(i + 1)} /> : null}
            </span>
            <TextInput
              aria-label={`Reason ${i + 1}`}
              maxLength={60}
              value={reason}
              data-autofocus={i === 0 || undefined}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setRows(rows.map((row) => (row.id === id ? { id, reason: value } : row)));
              }}
              onKeyDown={(event) => {
                if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
                event.preventDefault();
                move(i, event.key === 'ArrowUp' ? i - 1 : i + 1);
              }}
            />
            <CloseButton
              size="sm"
              aria-label={`Take out ${reason}`}
              onClick={() => setRows(rows.filter((row) => row.id !== id))}
            />
          </li>
        ))}
      </ol>
      <div className={styles['more']}>
        <Button
          disabled={rows.length >= most}
          onClick={() => {
            setRows([...rows, { id: nextId, reason: '' }]);
            setNextId(nextId + 1);
          }}
        >
          Add a reason
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setRows(defectReasons.map((reason, i) => ({ id: nextId + i, reason })));
            setNextId(nextId + defectReasons.length);
          }}
        >
          Back to the first list
        </Button>
      </div>
      <DialogFoot note={doubled ? `"${doubled}" is there twice.` : null}>
        <Button onClick={props.onClose}>Cancel</Button>
        <Button variant="filled" disabled={doubled !== undefined} onClick={() => void save()}>
          Save {wanted.length} reasons
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
