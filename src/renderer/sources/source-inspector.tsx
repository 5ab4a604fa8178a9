import { Button } from '@mantine/core';
import { useState } from 'react';
import { volumePicturePath } from '../../shared/grid.ts';
import type { SourceChange, SourceRecord, VolumeRecord } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { Inspector } from '../element/inspector.tsx';
import { grouped, voxelText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { VolumeAbsent } from '../patch-work/volume-absent.tsx';
import { useCommands } from '../session/commands.ts';
import { showPatches } from '../session/navigation.ts';
import { attempt, say } from '../session/notice.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { SourceFields } from './source-fields.tsx';
import styles from './sources-screen.module.css';

/** One source: its picture, metadata to edit in place, volumes, and removal. */
export function SourceInspector(props: {
  readonly source: SourceRecord;
  readonly onClose: () => void;
}) {
  const { source, onClose } = props;
  const { inspectorWidth } = useStore(preferences, (each) => each);
  const project = useStore(session, (state) => state.project);
  const volumes = useAnswer(() => engine.sources.volumes.query({ source: source.id }), [source.id]);
  const first = volumes.value?.[0];
  useCommands([{ title: 'Close the inspector', group: 'View', keys: ['escape'], run: onClose }]);
  return (
    <Inspector
      title={source.name}
      width={inspectorWidth}
      onWidth={(width) => prefer({ inspectorWidth: width })}
      onClose={onClose}
    >
      {project && first ? <MiddleSection project={project.key} volume={first} /> : null}
      {source.warnings.map((warning) => (
        <p key={warning} className={styles['warning']}>
          {warning}
        </p>
      ))}
      {source.dedup > 0 ? (
        <Button
          onClick={() =>
            showPatches(`Exemplars of ${source.name}`, {
              set: 'all',
              sources: [source.id],
              order: 'position',
            })
          }
        >
          Show {grouped(source.dedup)} exemplars
        </Button>
      ) : null}
      <section className={styles['part']}>
        <h2>Details</h2>
        <SourceFields source={source} onChange={(change) => void changeSource(source.id, change)} />
      </section>
      <section className={styles['part']}>
        <h2>{source.kind === 'picture' ? 'Pictures' : 'Volumes'}</h2>
        {volumes.problem ? <Problem words={volumes.problem} /> : null}
        <ul>
          {volumes.value?.slice(0, 200).map((volume) => (
            <VolumeRow key={volume.id} volume={volume} />
          ))}
        </ul>
        {volumes.value && volumes.value.length > 200 ? (
          <p className={styles['quiet']}>and {grouped(volumes.value.length - 200)} more</p>
        ) : null}
      </section>
      <section className={styles['part']}>
        <Button
          color="red"
          variant="outline"
          onClick={() => void removeSource(source.id).then((isGone) => isGone && onClose())}
        >
          Remove source; files and {grouped(source.labels)} labels stay
        </Button>
      </section>
    </Inspector>
  );
}

function MiddleSection({ project, volume }: { project: string; volume: VolumeRecord }) {
  const [isMissing, setMissing] = useState(false);
  if (volume.reference.kind === 'absent') return <VolumeAbsent volume={volume.name} />;
  if (isMissing)
    return (
      <p className={styles['warning']}>
        The middle of {volume.name} cannot be read. Connect the disk it is on, or look for its file
        with “Find moved volumes…” in the menu of the project.
      </p>
    );
  return (
    <img
      className={styles['picture']}
      src={volumePicturePath(project, volume.id)}
      alt={`Middle cross-section of ${volume.name}`}
      onError={() => setMissing(true)}
    />
  );
}

function VolumeRow({ volume }: { volume: VolumeRecord }) {
  const { shape } = volume;
  const size = `${shape.z > 1 ? `${shape.z} × ` : ''}${shape.y} × ${shape.x}`;
  const voxel = volume.voxelSize ? `${voxelText(volume.voxelSize)} nm` : 'no voxel size';
  return (
    <li className={styles['volume']}>
      <span className={styles['name']}>{volume.name}</span>
      <p className={styles['quiet']}>
        {volume.format}, {size}, {volume.sampleType}, {voxel}
        {volume.voxelSizeOrigin === 'given' ? ' (given)' : ''}
      </p>
      {volume.warnings.map((warning) => (
        <p key={warning} className={styles['warning']}>
          {warning}
        </p>
      ))}
    </li>
  );
}

async function changeSource(source: number, change: SourceChange): Promise<void> {
  const changed = await attempt(engine.sources.set.mutate({ source, change }));
  if (changed) say(changed.summary, true);
}

async function removeSource(source: number): Promise<boolean> {
  const removed = await attempt(engine.sources.remove.mutate({ source }));
  if (removed) say(removed.summary, true);
  return removed !== null;
}
