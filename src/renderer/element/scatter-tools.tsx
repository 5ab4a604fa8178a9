import { Button, Menu, SegmentedControl } from '@mantine/core';
import styles from './scatter.module.css';
import type { ScatterSight } from './use-scatter-view.ts';

export type ScatterDrag = 'lasso' | 'move';

/** What a drag does, how near one looks, and saving: all that the mouse does, by button. */
export function ScatterTools(props: {
  readonly label: string;
  readonly drag: ScatterDrag;
  readonly onDrag: (drag: ScatterDrag) => void;
  readonly sight: ScatterSight;
  readonly onTakeSeen: () => void;
  readonly onSave: (as: 'png' | 'csv') => void;
}) {
  const { sight } = props;
  return (
    <div className={styles['tools']} role="toolbar" aria-label={`Tools: ${props.label}`}>
      <SegmentedControl
        aria-label="A drag"
        data={[
          { value: 'lasso', label: 'Lasso' },
          { value: 'move', label: 'Move' },
        ]}
        value={props.drag}
        onChange={(drag) => props.onDrag(drag === 'move' ? 'move' : 'lasso')}
      />
      <Button.Group>
        <Button aria-label="Nearer" title="Nearer (+)" onClick={sight.nearer}>
          +
        </Button>
        <Button aria-label="Farther" title="Farther (-)" onClick={sight.farther}>
          −
        </Button>
        <Button title="Everything (Home)" onClick={sight.everything}>
          Fit
        </Button>
      </Button.Group>
      <Button title="Chooses every point that is seen (Enter)" onClick={props.onTakeSeen}>
        Choose what is seen
      </Button>
      <span className={styles['space']} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" size="compact-xs" aria-label={`Save ${props.label}`}>
            Save
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => props.onSave('png')}>Save as PNG</Menu.Item>
          <Menu.Item onClick={() => props.onSave('csv')}>Save as CSV</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
