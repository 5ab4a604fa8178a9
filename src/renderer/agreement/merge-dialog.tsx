import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MergePlan } from '../../shared/agreement.ts';
import { explain } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { Facts } from '../element/facts.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { askForFiles } from '../session/file-question.ts';
import { messageOf } from '../session/message-of.ts';
import { attempt, say } from '../session/notice.ts';
import styles from './agreement-screen.module.css';

/** Takes over the labels of another project, after a look at what that would do. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const [found, setFound] = useState<{ folder: string; plan: MergePlan } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async () => {
    const [folder] =
      (await askForFiles({
        title: 'Project to merge labels from',
        choose: 'project',
        action: 'Look at its labels',
      })) ?? [];
    if (!folder) return;
    setProblem(null);
    try {
      const plan = await engine.agreement.planMerge.query({ folder });
      if (plan.ok) setFound({ folder, plan: plan.value });
      else setProblem(explain(plan.failure));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const merge = async () => {
    if (!found) return;
    const { folder, plan } = found;
    const done = await attempt(
      engine.agreement.merge.mutate({ folder, fingerprint: plan.fingerprint }),
    );
    if (!done) return;
    say(done.summary, true);
    onClose();
  };
  const decisions = found?.plan.annotators.reduce((sum, each) => sum + each.decisions, 0) ?? 0;
  return (
    <Dialog title="Merge labels of another project" onClose={onClose}>
      <div className={styles['merge']}>
        <p>
          Patches are matched by their volume’s content and their coordinates. Your labels stay;
          where the other project says something else, it becomes a conflict to settle. One undo
          takes all of it back.
        </p>
        {problem ? <Problem words={problem} /> : null}
        {found ? <PlanFacts plan={found.plan} /> : null}
      </div>
      <DialogFoot note={found ? found.folder : null}>
        <Button data-autofocus variant={found ? 'default' : 'filled'} onClick={() => void choose()}>
          {found ? 'Choose another…' : 'Choose a project…'}
        </Button>
        {found ? (
          <Button variant="filled" disabled={decisions === 0} onClick={() => void merge()}>
            Merge {counted(decisions, 'decision')}
          </Button>
        ) : null}
      </DialogFoot>
    </Dialog>
  );
}

function PlanFacts({ plan }: { plan: MergePlan }) {
  const who = plan.annotators.map(({ name, decisions }) => `${name} (${grouped(decisions)})`);
  const missing = plan.missing.map(({ volume, patches }) => `${volume} (${grouped(patches)})`);
  return (
    <Facts
      facts={[
        ['Decisions of', who.join(', ') || 'nobody: all of them are here already'],
        ['Get their first label', counted(plan.fresh, 'patch', 'patches')],
        ['Labelled here alike', counted(plan.same, 'patch', 'patches')],
        ['In conflict', counted(plan.conflicting, 'patch', 'patches')],
        ['Here already', counted(plan.known, 'decision')],
        [
          'Left out',
          missing.length > 0
            ? `patches of volumes that this project does not have: ${missing.join(', ')}`
            : 'none',
        ],
      ]}
    />
  );
}
