import { Button } from '@mantine/core';
import { explain } from '../../shared/failure.ts';
import { findVolumes } from '../session/find-volumes.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './context-view.module.css';

/** Says where a picture of a volume would be that the volume is not here, with what brings it. */
export function VolumeAbsent({ volume }: { readonly volume: string }) {
  const isReadOnly = useStore(session, (state) => state.project?.readOnly ?? true);
  return (
    <div className={styles['absent']} role="status">
      <p>{explain({ kind: 'volume-not-here', volume })}</p>
      {isReadOnly ? null : <Button onClick={() => void findVolumes()}>Find moved volumes…</Button>}
    </div>
  );
}
