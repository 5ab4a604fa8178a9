import { UnstyledButton } from '@mantine/core';
import type { ExportOptions, ExportPlan } from '../../shared/export.ts';
import { type LicenceConflict, licenceWarnings } from '../../shared/licence-conflicts.ts';
import { engine } from '../bridge.ts';
import { Facts } from '../element/facts.tsx';
import { bytesText, counted, grouped } from '../element/numbers.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './plan-side.module.css';
import { previewTree } from './preview-tree.ts';
import { showSourceNamed } from './show-source-named.ts';

/** What the chosen export comes to, before it starts. */
export function PlanSide(props: {
  readonly options: ExportOptions;
  readonly plan: ExportPlan;
  readonly conflicts: readonly LicenceConflict[];
  readonly folderName: string;
}) {
  const { plan, options } = props;
  // Licences are told where they are chosen.
  const told = new Set(licenceWarnings(props.conflicts));
  const warnings = plan.warnings.filter((words) => !told.has(words));
  const isTight = plan.free !== null && plan.free < plan.bytes;
  return (
    <aside className={styles['side']} aria-labelledby="export-plan">
      <h2 id="export-plan">What will be written</h2>
      <Facts
        facts={[
          ['Patches', grouped(plan.patches)],
          ['Sources', grouped(plan.sources)],
          ['Size', `about ${bytesText(plan.bytes)}, before pictures are compressed`],
          ...(plan.free === null ? [] : [['Free here', bytesText(plan.free)] as const]),
        ]}
      />
      {isTight ? (
        <p className={styles['problem']} role="alert">
          The disk of the project has {bytesText(plan.free ?? 0)} free, which may not be enough.
          Choose a folder on another disk, or free some space.
        </p>
      ) : null}
      {warnings.map((words) => (
        <p key={words} className={styles['warning']}>
          {words}
        </p>
      ))}
      <LeftOut leftOut={plan.leftOut} />
      <Preview options={options} folderName={props.folderName} />
    </aside>
  );
}

const mostRows = 500;

function LeftOut({ leftOut }: { leftOut: ExportPlan['leftOut'] }) {
  if (leftOut.length === 0) return null;
  const left = leftOut.length - mostRows;
  return (
    <details open={leftOut.length <= 5}>
      <summary>{counted(leftOut.length, 'source')} left out</summary>
      <ul className={styles['leftOut']}>
        {leftOut.slice(0, mostRows).map(({ source, why }) => (
          <li key={source}>
            <UnstyledButton onClick={() => void showSourceNamed(source)}>{source}</UnstyledButton>
            <span className={styles['quiet']}> {why}</span>
          </li>
        ))}
      </ul>
      {left > 0 ? <p className={styles['quiet']}>and {grouped(left)} more</p> : null}
    </details>
  );
}

/** Files and folders by their first names. */
function Preview(props: { readonly options: ExportOptions; readonly folderName: string }) {
  const { terms: _, ...asked } = props.options;
  const preview = useAnswer(() => engine.exports.preview.query(props.options), [asked], 'sources');
  if (preview.problem) return <p className={styles['warning']}>{preview.problem}</p>;
  if (!preview.value) return null;
  const { beside, payload, isWhole } = preview.value;
  const paths = [...beside, ...payload.map((path) => `data/${path}`)];
  return (
    <>
      <h3 className={styles['heading']}>First names</h3>
      <ul className={styles['tree']} aria-label="Files and folders that will be written">
        {previewTree(props.folderName, paths, isWhole).map((line) => (
          <li key={line.path} style={{ paddingLeft: line.depth * 14 }}>
            <span title={line.name}>{line.name}</span>
            <span className={styles['note']}>{line.note}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
