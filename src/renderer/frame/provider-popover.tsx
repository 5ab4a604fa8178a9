import { Button, Popover } from '@mantine/core';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './provider-popover.module.css';

/** What models run on here, and why the faster ways were not taken. */
export function ProviderPopover() {
  const execution = useStore(session, (state) => state.execution);
  if (!execution) return null;
  return (
    <Popover position="top-end" trapFocus returnFocus width={440}>
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" aria-label={`Runs on ${execution.provider}`}>
          {execution.provider}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="What models run on">
        <p className={styles['head']}>Models run on {execution.provider}. Tried, fastest first:</p>
        <dl className={styles['tried']}>
          {execution.probed.map(({ name, runs, reason }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{runs ? 'runs' : (reason ?? 'does not run here')}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
