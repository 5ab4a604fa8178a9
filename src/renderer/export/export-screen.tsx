import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { CurationSet } from '../../shared/balance.ts';
import { engine } from '../bridge.ts';
import { Facts } from '../element/facts.tsx';
import { bytesText, counted, grouped } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { askForFiles } from '../session/file-question.ts';
import { busyWords } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './export-screen.module.css';
import { WrittenSets } from './written-sets.tsx';

/** Write a set as a documented, checksummed data set, and check it later. */
export function ExportScreen() {
  const project = useStore(session, (state) => state.project);
  const jobs = useStore(session, (state) => state.jobs);
  const hasCurated = project?.funnel.curated !== null;
  const [set, setSet] = useState<CurationSet>(hasCurated ? 'curated' : 'dedup');
  const plan = useAnswer(() => engine.exports.plan.query({ set }), [set]);
  const written = useAnswer(() => engine.exports.list.query(), []);
  const busy = busyWords(jobs);
  const patches = plan.value?.patches ?? 0;
  const blocked = busy ?? (patches > 0 ? null : 'There is no patch to export in this set.');
  const start = () => void startExport(set, project?.name ?? 'project');
  const key = useShownKey('export', 'e');
  useCommands([{ title: 'Export…', group: 'This screen', keys: ['e'], blocked, run: start }]);
  return (
    <Screen
      title="Export"
      scope={
        <SegmentedControl
          aria-label="Set to export"
          data={[
            { value: 'raw', label: 'Raw' },
            { value: 'dedup', label: 'Dedup' },
            { value: 'curated', label: 'Curated', disabled: !hasCurated },
          ]}
          value={set}
          // `as`: the values are those of CurationSet.
          onChange={(next) => setSet(next as CurationSet)}
        />
      }
      actions={
        <PrimaryButton keyShown={key} blocked={blocked} onClick={start}>
          Export {counted(patches, 'patch', 'patches')}…
        </PrimaryButton>
      }
    >
      <Column>
        <div className={styles['page']}>
          {plan.problem ? <Problem words={plan.problem} /> : null}
          {plan.value ? (
            <Facts
              facts={[
                ['Set', setWords[set]],
                ['Patches', grouped(plan.value.patches)],
                ['Sources', grouped(plan.value.sources)],
                ['Size', bytesText(plan.value.bytes)],
                [
                  'Format',
                  'CEM folders: one folder a source, 8-bit TIFF patches, manifest.csv with SHA-256',
                ],
              ]}
            />
          ) : null}
          <WrittenSets records={written.value ?? []} jobs={jobs} isBusy={busy !== null} />
        </div>
      </Column>
    </Screen>
  );
}

const setWords: Readonly<Record<CurationSet, string>> = {
  raw: 'Raw: every patch that was cut',
  dedup: 'Dedup: one exemplar for each group of near-duplicates',
  curated: 'Curated: exemplars above the threshold, with decisions made by hand',
};

async function startExport(set: CurationSet, name: string): Promise<void> {
  const paths = await askForFiles({
    title: 'Export to a new folder',
    choose: 'new-folder',
    action: 'Export here',
    suggestedName: `${name}-${set}`,
  });
  if (paths?.[0]) await attempt(engine.exports.start.mutate({ folder: paths[0], set }));
}
