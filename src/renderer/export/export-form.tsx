import type { ExportPlan } from '../../shared/export.ts';
import { licenceConflicts } from '../../shared/licence-conflicts.ts';
import type { SourceRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { Problem } from '../element/problem.tsx';
import { type Answer, useAnswer } from '../session/use-answer.ts';
import styles from './export-screen.module.css';
import { ExtrasPart } from './extras-part.tsx';
import { FormatPart } from './format-part.tsx';
import { PlanSide } from './plan-side.tsx';
import { SetPart } from './set-part.tsx';
import { SplitPart } from './split-part.tsx';
import { TermsPart } from './terms-part.tsx';
import type { ExportSetup } from './use-export-setup.ts';
import { WeightsPart } from './weights-part.tsx';

/** Everything that is chosen about an export, and beside it what that comes to. */
export function ExportForm(props: {
  readonly setup: ExportSetup;
  readonly plan: Answer<ExportPlan>;
  readonly projectName: string;
  readonly folderName: string;
}) {
  const { setup, plan } = props;
  const { options } = setup;
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const conflicts = licenceConflicts(
    termsOf(sources.value ?? [], plan.value),
    options.terms.licence,
  );
  return (
    <div className={styles['form']}>
      <div>
        <SetPart setup={setup} />
        <FormatPart options={options} formats={setup.formats} />
        <SplitPart options={options} plan={plan.value} />
        <WeightsPart options={options} plan={plan.value} />
        <ExtrasPart options={options} />
        <TermsPart options={options} projectName={props.projectName} conflicts={conflicts} />
      </div>
      {plan.problem ? (
        <Problem words={plan.problem} action={{ title: 'Try again', run: plan.again }} />
      ) : null}
      {plan.value ? (
        <PlanSide
          options={options}
          plan={plan.value}
          conflicts={conflicts}
          folderName={props.folderName}
        />
      ) : null}
    </div>
  );
}

/** Terms of the sources that patches are exported of. */
function termsOf(sources: readonly SourceRecord[], plan: ExportPlan | null) {
  const exported = new Set(plan?.bySource.map(({ id }) => id));
  return sources
    .filter(({ id }) => exported.has(id))
    .map(({ name, metadata: { licence, attribution } }) => ({ name, licence, attribution }));
}
