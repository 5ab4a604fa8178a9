import { sectionPicturePath } from '../../shared/context.ts';
import type { PastDecision } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { engine } from '../bridge.ts';
import { Facts } from '../element/facts.tsx';
import { counted, dateText, grouped, voxelText } from '../element/numbers.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './context-view.module.css';
import { useDisplay } from './use-display.ts';

const membersShown = 12;

/** What is known of a patch: its source, its near-duplicates, and, unless it is looked at blind, what was said of it. */
export function ContextFacts(props: {
  readonly patch: GridPatch;
  readonly project: string;
  readonly isBlind: boolean;
  /** near-duplicates are shown; else they are told */
  readonly volumeIsHere: boolean;
}) {
  const { patch } = props;
  return (
    <>
      <SourceFacts patch={patch} />
      {patch.members > 1 ? (
        <Members patch={patch} project={props.project} isShown={props.volumeIsHere} />
      ) : null}
      {props.isBlind ? null : <History ordinal={patch.ordinal} label={patch.label} />}
    </>
  );
}

function SourceFacts({ patch }: { patch: GridPatch }) {
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const source = sources.value?.find((each) => each.id === patch.source);
  const volumes = useAnswer(
    () => engine.sources.volumes.query({ source: patch.source }),
    [patch.source],
  );
  const size = volumes.value?.find((each) => each.id === patch.volume)?.voxelSize ?? null;
  if (!source) return null;
  const { technique, organism, tissue, doi, licence } = source.metadata;
  return (
    <Facts
      facts={[
        ['Source', source.name],
        ['Technique', technique || 'not stated'],
        ['Organism', organism || 'not stated'],
        ['Tissue', tissue || 'not stated'],
        ['Voxel size', size ? `${voxelText(size)} nm` : 'unknown'],
        ['DOI', doi || 'not stated'],
        ['Licence', licence || 'not stated'],
      ]}
    />
  );
}

function Members(props: {
  readonly patch: GridPatch;
  readonly project: string;
  readonly isShown: boolean;
}) {
  const { patch, project, isShown } = props;
  const { ordinal } = patch;
  const drawn = { like: ordinal, display: useDisplay() };
  const members = useAnswer(
    () => engine.grid.nearDuplicates.query({ ordinal, most: membersShown }),
    [ordinal],
  );
  return (
    <section>
      <h3>Stands for {counted(patch.members - 1, 'near-duplicate')}</h3>
      <ul className={styles['members']}>
        {(members.value ?? []).map((each) => (
          <li key={`${each.volume} ${each.plane} ${each.index} ${each.box.y0} ${each.box.x0}`}>
            {isShown ? (
              <img
                src={sectionPicturePath(project, { ...each, window: each.box }, drawn)}
                alt={`Near-duplicate in ${each.volumeName}, ${each.plane} ${each.index}`}
                title={`${each.volumeName}, ${each.plane}, section ${each.index}, row ${each.box.y0}, column ${each.box.x0}`}
              />
            ) : (
              <span title={`Row ${each.box.y0}, column ${each.box.x0}`}>
                {each.plane} {grouped(each.index)}
              </span>
            )}
            <span>{counted(each.distance, 'bit')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const passWords: { readonly [P in PastDecision['pass']]: string } = {
  first: '',
  second: ', second opinion',
  again: ', asked again',
};

function History({ ordinal, label }: { ordinal: number; label: string }) {
  const history = useAnswer(() => engine.labels.history.query({ ordinal }), [ordinal, label]);
  if (!history.value || history.value.length === 0) return null;
  return (
    <section>
      <h3>What was said</h3>
      <ol className={styles['history']}>
        {[...history.value].reverse().map((each, i) => (
          <li key={`${each.action} ${i}`} data-undone={each.undone || undefined}>
            {each.annotator}: {each.value}
            {each.reason ? ` (${each.reason})` : ''}
            {passWords[each.pass]}
            {each.origin === 'hand' ? '' : `, ${each.origin}`}
            {each.undone ? ', taken back' : ''}
            <span> {dateText(each.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
