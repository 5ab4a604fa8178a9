import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { AgreementReport, PairAgreement } from '../../shared/agreement.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { counted } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { saveBlob } from '../element/save-file.ts';
import { Column, Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { useAnswer } from '../session/use-answer.ts';
import { agreementCsv } from './agreement-csv.ts';
import styles from './agreement-screen.module.css';
import { ConflictWalk } from './conflict-walk.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { PairFigures } from './pair-figures.tsx';

/** How far people agree with each other and with themselves, and settling what they disagree on. */
export function AgreementScreen() {
  const report = useAnswer(() => engine.agreement.report.query(), []);
  const [walks, setWalks] = useState(false);
  const [merges, setMerges] = useState(false);
  const open = report.value?.conflicts.filter(({ settled }) => settled === null).length ?? 0;
  const walk = () => setWalks(true);
  useCommands([
    ...(walks
      ? []
      : [
          {
            title: 'Walk the conflicts',
            group: 'This screen' as const,
            keys: ['w'],
            blocked: open > 0 ? null : 'There is no conflict to settle.',
            run: walk,
          },
        ]),
    { title: 'Merge labels…', group: 'This screen', keys: [], run: () => setMerges(true) },
  ]);
  const key = useShownKey('walk-the-conflicts', 'w');
  if (walks && report.value) {
    return <ConflictWalk conflicts={report.value.conflicts} onClose={() => setWalks(false)} />;
  }
  return (
    <Screen
      title="Agreement"
      actions={
        <>
          <Button onClick={() => setMerges(true)}>Merge labels…</Button>
          <PrimaryButton keyShown={key} disabled={open === 0} onClick={walk}>
            {open > 0 ? `Settle ${counted(open, 'conflict')}` : 'No open conflicts'}
          </PrimaryButton>
        </>
      }
    >
      {report.problem ? <Problem words={report.problem} /> : null}
      {report.value ? <Report report={report.value} /> : null}
      {merges ? (
        <MergeDialog
          onClose={() => {
            setMerges(false);
            report.again();
          }}
        />
      ) : null}
    </Screen>
  );
}

function Report({ report }: { report: AgreementReport }) {
  const { pairs, annotators } = report;
  const [chosen, setChosen] = useState('');
  const pair = pairs.find((each) => keyOf(each) === chosen) ?? pairs[0];
  if (!pair) {
    return (
      <div className={styles['none']}>
        <Empty words={emptyWords(annotators)}>
          <Button onClick={() => goTo('label')}>Go to Label</Button>
        </Empty>
      </div>
    );
  }
  return (
    <Column>
      <div className={styles['page']}>
        <div className={styles['head']}>
          <NativeSelect
            label="Between"
            data={pairs.map((each) => ({ value: keyOf(each), label: wordsOf(each) }))}
            value={keyOf(pair)}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <Button
            variant="subtle"
            color="gray"
            onClick={() => saveBlob('agreement.csv', agreementCsv(report), 'text/csv')}
          >
            Save as CSV
          </Button>
        </div>
        <PairFigures pair={pair} />
      </div>
    </Column>
  );
}

const keyOf = ({ first, second, again }: PairAgreement): string =>
  JSON.stringify([first, second, again]);

const wordsOf = ({ first, second, again, all }: PairAgreement): string =>
  `${again ? `${first}, asked again` : `${first} and ${second}`} (${counted(all.patches, 'patch', 'patches')})`;

function emptyWords(annotators: AgreementReport['annotators']): string {
  if (annotators.length < 2) {
    return 'One person’s labels cannot disagree. Let a second person choose the queue “Second opinion, blind” on the Label screen, or merge the labels of their project. A few of your own patches come again while you label: how far you agree with yourself stands here then.';
  }
  return 'No patch was looked at by two people yet. Choose the queue “Second opinion, blind” on the Label screen.';
}
