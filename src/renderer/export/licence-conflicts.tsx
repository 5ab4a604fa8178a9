import { UnstyledButton } from '@mantine/core';
import { Fragment, useState } from 'react';
import { type LicenceConflict, notLegalAdvice } from '../../shared/licence-conflicts.ts';
import { counted, grouped } from '../element/numbers.ts';
import { type ConflictGroup, conflictGroups } from './conflict-groups.ts';
import styles from './export-options.module.css';
import { showSourceNamed } from './show-source-named.ts';

const firstNames = 8;

/** Sources that may not be handed on under the chosen licence: each leads to its details, where it is mended. */
export function LicenceConflicts({ conflicts }: { conflicts: readonly LicenceConflict[] }) {
  if (conflicts.length === 0) return null;
  const general = conflicts.filter(({ source }) => source === null);
  return (
    <div className={styles['conflicts']} role="status" aria-label="Licences that do not fit">
      {general.map(({ kind, why }) => (
        <p key={kind} className={styles['conflict']}>
          {why}
        </p>
      ))}
      {conflictGroups(conflicts).map((group) => (
        <Group key={group.why} group={group} />
      ))}
      <p className={styles['quiet']}>{notLegalAdvice}</p>
    </div>
  );
}

function Group({ group }: { group: ConflictGroup }) {
  const [showsAll, setShowsAll] = useState(false);
  const { names, why } = group;
  const shown = showsAll ? names : names.slice(0, firstNames);
  const left = names.length - shown.length;
  return (
    <p className={styles['conflict']}>
      {names.length > 1 ? `${counted(names.length, 'source')}: ` : ''}
      {shown.map((name, i) => (
        <Fragment key={name}>
          {i > 0 ? ', ' : ''}
          <UnstyledButton onClick={() => void showSourceNamed(name)}>{name}</UnstyledButton>
        </Fragment>
      ))}
      {left > 0 ? (
        <>
          {' '}
          and{' '}
          <UnstyledButton onClick={() => setShowsAll(true)}>{grouped(left)} more</UnstyledButton>
        </>
      ) : null}
      {names.length > 1 ? ': each ' : ' '}
      {why}.
    </p>
  );
}
