import { Button } from '@mantine/core';
import type { RelinkReport } from '../../shared/relink.ts';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { counted, grouped } from '../element/numbers.ts';
import styles from '../element/preview.module.css';
import { findVolumes, foundVolumes, placeVolumes } from '../session/find-volumes.ts';
import { useStore } from '../session/store.ts';

const mostRows = 200;

/** Which files were found for volumes that are not where they should be, looked at before they are taken. */
export function FoundVolumes() {
  const report = useStore(foundVolumes, (state) => state.report);
  return report ? <Found report={report} /> : null;
}

function Found({ report }: { report: RelinkReport }) {
  const { found, missing, inPlace } = report;
  const close = () => foundVolumes.set({ report: null });
  const isAllHere = found.length + missing.length === 0;
  return (
    <Dialog title="Find moved volumes" onClose={close} wide>
      <div className={styles['body']}>
        <p>{words(report)}</p>
        {isAllHere ? null : <Volumes report={report} />}
        {inPlace > 0 && !isAllHere ? (
          <p className={styles['quiet']}>{counted(inPlace, 'volume')} where they should be.</p>
        ) : null}
      </div>
      <DialogFoot note={report.folder}>
        {missing.length > 0 ? (
          <Button onClick={() => void findVolumes()}>Look elsewhere…</Button>
        ) : null}
        <Button onClick={close} data-autofocus={found.length === 0 || undefined}>
          {found.length === 0 ? 'Close' : 'Cancel'}
        </Button>
        {found.length === 0 ? null : (
          <Button variant="filled" data-autofocus onClick={() => void placeVolumes(report)}>
            Put {counted(found.length, 'volume')} in place
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  );
}

function words({ found, missing, inPlace }: RelinkReport): string {
  if (found.length + missing.length === 0)
    return `The files of ${counted(inPlace, 'volume')} are where they should be.`;
  if (found.length === 0)
    return `No file below this folder has the content of ${counted(missing.length, 'volume')} that ${missing.length === 1 ? 'is' : 'are'} not here. Look below another folder, or connect the disk.`;
  const left = missing.length > 0 ? `; ${counted(missing.length, 'more', 'more')} not yet` : '';
  return `Found the files of ${counted(found.length, 'volume')} by content${left}. Nothing is changed until you put them in place, and undo takes it back.`;
}

function Volumes({ report }: { report: RelinkReport }) {
  const rows = [...report.found, ...report.missing.map((each) => ({ ...each, path: null }))];
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Volume</th>
          <th scope="col">File</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mostRows).map(({ volume, source, name, path }) => (
          <tr key={volume}>
            <th scope="row">{source}</th>
            <td>{name}</td>
            <td>{path ?? <span className={styles['quiet']}>not found</span>}</td>
          </tr>
        ))}
      </tbody>
      {rows.length > mostRows ? (
        <caption>and {grouped(rows.length - mostRows)} more</caption>
      ) : null}
    </table>
  );
}
