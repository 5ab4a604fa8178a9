import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { explain } from '../../shared/failure.ts';
import type { MetadataPlan } from '../../shared/metadata-table.ts';
import { engine } from '../bridge.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { Facts } from '../element/facts.tsx';
import { counted, grouped } from '../element/numbers.ts';
import styles from '../element/preview.module.css';
import { Problem } from '../element/problem.tsx';
import { messageOf } from '../session/message-of.ts';
import { say } from '../session/notice.ts';
import { useAnswer } from '../session/use-answer.ts';

const mostRows = 200;

/** What a table of sources would change, looked at before it does. */
export function MetadataPreview(props: { readonly file: string; readonly onClose: () => void }) {
  const { file, onClose } = props;
  const [erases, setErases] = useState(false);
  const blanks = erases ? 'erase' : 'keep';
  const plan = useAnswer(
    () => engine.sources.planMetadata.query({ file, blanks }),
    [file, blanks],
    'sources',
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const found = plan.value;
  const take = async () => {
    if (!found) return;
    setBusy(true);
    try {
      const { sha256 } = found;
      const done = await engine.sources.importMetadata.mutate({ file, blanks, sha256 });
      if (done.ok) {
        say(done.value.summary, true);
        onClose();
      } else setProblem(explain(done.failure));
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title="Metadata from a table" onClose={onClose} wide>
      <div className={styles['body']}>
        {plan.problem ? (
          <Problem words={plan.problem} action={{ title: 'Try again', run: plan.again }} />
        ) : null}
        {problem ? <Problem words={problem} /> : null}
        {found ? <Plan plan={found} erases={erases} onErases={setErases} /> : null}
      </div>
      <DialogFoot note={file}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          data-autofocus
          loading={isBusy}
          disabled={!found || found.sources === 0}
          onClick={() => void take()}
        >
          Change {counted(found?.sources ?? 0, 'source')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function Plan(props: {
  readonly plan: MetadataPlan;
  readonly erases: boolean;
  readonly onErases: (erases: boolean) => void;
}) {
  const { plan } = props;
  return (
    <>
      <Facts
        facts={[
          ['Fields to change', `${grouped(plan.fields)} of ${counted(plan.sources, 'source')}`],
          ...remarks(plan),
        ]}
      />
      <Checkbox
        size="xs"
        label="An empty cell empties the field"
        description={
          plan.erased > 0
            ? `${counted(plan.erased, 'field')} will be emptied.`
            : 'Otherwise what is known stays where the table says nothing.'
        }
        checked={props.erases}
        onChange={(event) => props.onErases(event.currentTarget.checked)}
      />
      {plan.changes.length > 0 ? <Changes plan={plan} /> : null}
    </>
  );
}

function remarks(plan: MetadataPlan): readonly (readonly [string, string])[] {
  const more = plan.unknownCount - plan.unknown.length;
  const unknown = plan.unknown.join(', ') + (more > 0 ? ` and ${grouped(more)} more` : '');
  const all: readonly (readonly [string, string])[] = [
    ['As in the table', plan.unchanged > 0 ? counted(plan.unchanged, 'source') : ''],
    ['Left out', plan.unknownCount > 0 ? `no source here is named ${unknown}` : ''],
    [
      'Not in the table',
      plan.absent > 0 ? `${counted(plan.absent, 'source')} stay as they are` : '',
    ],
    ['Columns not read', plan.ignored.join(', ')],
  ];
  return all.filter(([, words]) => words !== '');
}

function Changes({ plan }: { plan: MetadataPlan }) {
  const left = plan.fields - Math.min(plan.changes.length, mostRows);
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Field</th>
          <th scope="col">Here</th>
          <th scope="col">In the table</th>
        </tr>
      </thead>
      <tbody>
        {plan.changes.slice(0, mostRows).map(({ source, field, before, after }) => (
          <tr key={`${source} ${field}`}>
            <th scope="row">{source}</th>
            <td>{field}</td>
            <td>{before || <Nothing />}</td>
            <td>{after || <Nothing />}</td>
          </tr>
        ))}
      </tbody>
      {left > 0 ? <caption>and {grouped(left)} more</caption> : null}
    </table>
  );
}

const Nothing = () => <span className={styles['quiet']}>–</span>;
