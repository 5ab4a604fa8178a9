import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { explain, type Outcome } from '../../shared/failure.ts';
import { joinedSources } from '../../shared/joined-sources.ts';
import type { VolumeDescription } from '../../shared/source.ts';
import { engine } from '../bridge.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { counted, grouped, voxelText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { messageOf } from '../session/message-of.ts';
import { attempt } from '../session/notice.ts';
import { parseVoxelSize } from './parse-voxel-size.ts';
import styles from './sources-screen.module.css';

interface Described {
  readonly path: string;
  readonly described: Outcome<VolumeDescription>;
}
type FolderMeaning = 'stack' | 'group';

/** What was chosen, described before it is added: nothing is read but headers. */
export function AddDialog(props: {
  readonly paths: string[];
  readonly taken: readonly string[];
  readonly onClose: () => void;
}) {
  const { paths, onClose } = props;
  const [meaning, setMeaning] = useState<FolderMeaning | null>(null);
  const [name, setName] = useState('');
  const [voxel, setVoxel] = useState('');
  const { found, problem } = useDescriptions(paths, meaning);
  const readable = found?.filter((each) => each.described.ok) ?? [];
  const hasNothing = found !== null && readable.length === 0 && meaning === null;
  const size = voxel.trim() === '' ? null : parseVoxelSize(voxel);
  const volumes = readable.flatMap(({ described }) => (described.ok ? [described.value] : []));
  const joined = name.trim() === '' ? joinedSources(volumes, props.taken) : null;
  const isTaken = props.taken.includes(name.trim());
  const isWrong = isTaken || (voxel.trim() !== '' && size === null);
  const add = async () => {
    const request = {
      paths,
      as: meaning,
      source: name.trim() || null,
      change: size ? { voxelSize: size } : {},
    };
    if (await attempt(engine.sources.add.mutate(request))) onClose();
  };
  return (
    <Dialog title="Add sources" onClose={onClose} wide>
      <div className={styles['describe']}>
        {problem ? <Problem words={problem} /> : null}
        <Descriptions found={found} />
        {hasNothing ? null : (
          <div className={styles['two']}>
            <TextInput
              label="Source name"
              description="One experiment is one source. Left empty, each file or folder becomes its own."
              value={name}
              error={isTaken ? `A source named ${name.trim()} exists already.` : null}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label="Voxel size, nm (z, y, x)"
              description={voxelHint(readable)}
              value={voxel}
              error={
                voxel.trim() !== '' && !size ? 'Three lengths above zero, as in 30, 8, 8.' : null
              }
              onChange={(event) => setVoxel(event.currentTarget.value)}
            />
          </div>
        )}
        {joined ? (
          <p className={styles['warning']} role="status">
            {joined.words}{' '}
            <Button size="compact-xs" onClick={() => setName(joined.freeName)}>
              Name it {joined.freeName}
            </Button>
          </p>
        ) : null}
        {hasNothing ? null : <FolderField meaning={meaning} onChange={setMeaning} />}
      </div>
      <DialogFoot note={found ? totals(found) : null}>
        <Button onClick={onClose}>{hasNothing ? 'Close' : 'Cancel'}</Button>
        <Button
          variant="filled"
          disabled={readable.length === 0 || isWrong}
          onClick={() => void add()}
        >
          Add {counted(readable.length, 'volume')}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function useDescriptions(paths: string[], meaning: FolderMeaning | null) {
  const [found, setFound] = useState<readonly Described[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isStale = false;
    setFound(null);
    engine.sources.describe.query({ paths, as: meaning }).then(
      (described) => !isStale && setFound(described),
      (error: unknown) => !isStale && setProblem(messageOf(error)),
    );
    return () => {
      isStale = true;
    };
  }, [paths, meaning]);
  return { found, problem };
}

function Descriptions({ found }: { found: readonly Described[] | null }) {
  if (!found) return <p className={styles['quiet']}>Reading headers…</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled list must be reachable by keyboard.
    <ul className={styles['described']} tabIndex={0} aria-label="What was found">
      {found.slice(0, 200).map(({ path, described }) => (
        <li key={path}>
          {described.ok ? (
            <Description volume={described.value} />
          ) : (
            <Problem words={explain(described.failure)} />
          )}
        </li>
      ))}
      {found.length > 200 ? <li>and {grouped(found.length - 200)} more</li> : null}
    </ul>
  );
}

function Description({ volume }: { volume: VolumeDescription }) {
  const { shape } = volume;
  const voxel = volume.voxelSize ? `${voxelText(volume.voxelSize)} nm` : 'no voxel size';
  return (
    <>
      <span className={styles['name']} title={volume.path}>
        {volume.name}
      </span>
      <p className={styles['quiet']}>
        {volume.format}, {shape.z > 1 ? `${grouped(shape.z)} × ` : ''}
        {grouped(shape.y)} × {grouped(shape.x)}, {volume.sampleType}, {voxel},{' '}
        {counted(volume.plannedPatches, 'patch', 'patches')}
      </p>
      {volume.warnings.map((warning) => (
        <p key={warning} className={styles['warning']}>
          {warning}
        </p>
      ))}
    </>
  );
}

function FolderField(props: {
  readonly meaning: FolderMeaning | null;
  readonly onChange: (meaning: FolderMeaning | null) => void;
}) {
  return (
    <div>
      <p>A folder of pictures is</p>
      <SegmentedControl
        aria-label="A folder of pictures is"
        data={[
          { value: 'as found', label: 'as its files say' },
          { value: 'stack', label: 'one volume, a section a file' },
          { value: 'group', label: 'a group of 2-D pictures' },
        ]}
        value={props.meaning ?? 'as found'}
        onChange={(value) => props.onChange(value === 'stack' || value === 'group' ? value : null)}
      />
    </div>
  );
}

function voxelHint(readable: readonly Described[]): string {
  const missing = readable.filter(
    ({ described }) => described.ok && described.value.shape.z > 1 && !described.value.voxelSize,
  ).length;
  if (missing === 0) return 'Left empty, what the files say is taken.';
  return `${counted(missing, 'volume')} without one: cut in xy only unless given here.`;
}

function totals(found: readonly Described[]): string {
  const patches = found.reduce(
    (sum, { described }) => sum + (described.ok ? described.value.plannedPatches : 0),
    0,
  );
  const bad = found.filter(({ described }) => !described.ok).length;
  const unread = bad > 0 ? `, ${counted(bad, 'file')} cannot be read` : '';
  if (bad === found.length) return 'Nothing here can be added.';
  return `${counted(patches, 'patch', 'patches')} planned${unread}`;
}
