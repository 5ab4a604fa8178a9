import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { explain } from '../../shared/failure.ts';
import {
  type ConflictRule,
  type LabelImportPlan,
  labelFormatWords,
} from '../../shared/label-file.ts';
import { engine } from '../bridge.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { Facts } from '../element/facts.tsx';
import { counted, grouped } from '../element/numbers.ts';
import styles from '../element/preview.module.css';
import { Problem } from '../element/problem.tsx';
import { messageOf } from '../session/message-of.ts';
import { useAnswer } from '../session/use-answer.ts';
import type { LabelFileResult } from './label-files.tsx';

const shownConflicts = 50;

/** What a file of labels would change, looked at before it does. */
export function ImportPreview(props: {
  readonly file: string;
  readonly labels: string | null;
  readonly onDone: (result: LabelFileResult) => void;
  readonly onClose: () => void;
}) {
  const { file, labels } = props;
  const plan = useAnswer(
    () => engine.labels.planImport.query({ file, labels }),
    [file, labels],
    'sources',
  );
  const [rule, setRule] = useState<ConflictRule>('keep');
  const [isBusy, setBusy] = useState(false);
  const found = plan.value;
  const wanted = found ? found.fresh + (rule === 'replace' ? found.conflicting : 0) : 0;
  const bringIn = async () => {
    if (!found) return;
    setBusy(true);
    const tell = (words: string, isProblem: boolean) =>
      props.onDone({ words, isProblem, isUndoable: !isProblem, at: Date.now() });
    try {
      const { sha256 } = found;
      const done = await engine.labels.import.mutate({ file, labels, sha256, conflicts: rule });
      if (done.ok) tell(done.value.summary, false);
      else tell(explain(done.failure), true);
    } catch (error) {
      tell(messageOf(error), true);
    }
  };
  return (
    <Dialog title="Import labels" onClose={props.onClose} wide>
      <div className={styles['body']}>
        {plan.problem ? <Problem words={plan.problem} /> : null}
        {found ? <Plan plan={found} rule={rule} onRule={setRule} /> : null}
      </div>
      <DialogFoot note={file}>
        <Button onClick={props.onClose}>Cancel</Button>
        <Button
          variant="filled"
          data-autofocus
          loading={isBusy}
          disabled={!found || found.unknown > 0 || wanted === 0}
          onClick={() => void bringIn()}
        >
          Import {counted(wanted, 'label')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function Plan(props: {
  readonly plan: LabelImportPlan;
  readonly rule: ConflictRule;
  readonly onRule: (rule: ConflictRule) => void;
}) {
  const { plan } = props;
  return (
    <>
      <Facts
        facts={[
          ['Read as', labelFormatWords[plan.format]],
          ['Labels', grouped(plan.labels)],
          ['New here', grouped(plan.fresh)],
          ['Here already, alike', grouped(plan.same)],
          ['In conflict', grouped(plan.conflicting)],
          ['Of no patch here', grouped(plan.unknown)],
        ]}
      />
      {plan.unknown > 0 ? (
        <Problem
          words={`${counted(plan.unknown, 'name')} of the file ${plan.unknown === 1 ? 'is' : 'are'} of no patch in this project, so nothing is imported: ${plan.unknownNames.join(', ')}${plan.unknown > plan.unknownNames.length ? ' …' : ''}. Add the volumes they come from, or take them out of the file.`}
        />
      ) : null}
      {plan.conflicting > 0 ? (
        <>
          <Radio.Group
            label="Where the file says something else"
            value={props.rule}
            onChange={(value) => props.onRule(value === 'replace' ? 'replace' : 'keep')}
          >
            <Radio size="xs" value="keep" label="Keep the labels that are here" />
            <Radio size="xs" value="replace" label="Take those of the file" />
          </Radio.Group>
          <ConflictTable plan={plan} />
        </>
      ) : null}
    </>
  );
}

function ConflictTable({ plan }: { plan: LabelImportPlan }) {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Patch</th>
          <th scope="col">Here</th>
          <th scope="col">In the file</th>
        </tr>
      </thead>
      <tbody>
        {plan.conflicts.slice(0, shownConflicts).map(({ name, here, file }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{here}</td>
            <td>{file === 'none' ? 'no label' : file}</td>
          </tr>
        ))}
      </tbody>
      {plan.conflicting > shownConflicts ? (
        <caption>and {grouped(plan.conflicting - shownConflicts)} more</caption>
      ) : null}
    </table>
  );
}
