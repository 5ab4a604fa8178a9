import { Button, CopyButton, NativeSelect } from '@mantine/core';
import { defectReasons, type LabelValue } from '../../shared/decision.ts';
import { patchPicturePath } from '../../shared/display.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { Facts } from '../element/facts.tsx';
import { Inspector } from '../element/inspector.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { ScaleBar } from '../element/scale-bar.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { labelling } from '../session/labelling.ts';
import { displayOf, prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { labelKeys } from './grid-commands.ts';
import styles from './patch-work.module.css';
import { showLike } from './show-like.ts';

/** Everything known of one patch. */
export function PatchInspector(props: {
  readonly patch: GridPatch;
  readonly onLabel: (value: LabelValue, reason: string | null) => void;
  /** score, labels and their history stay hidden */
  readonly isBlind: boolean;
  readonly onClose: () => void;
}) {
  const { patch, onLabel } = props;
  const liked = useStore(preferences, (each) => each);
  const project = useStore(session, (state) => state.project);
  const painted = labelling.paintedOf(patch.ordinal);
  const value = painted?.value ?? patch.label;
  const likeKey = useShownKey('more-like-this', 'l');
  useCommands([
    { title: 'Close the inspector', group: 'View', keys: ['escape'], run: props.onClose },
  ]);
  return (
    <Inspector
      title={patch.name}
      width={liked.inspectorWidth}
      onWidth={(width) => prefer({ inspectorWidth: width })}
      onClose={props.onClose}
    >
      {project ? (
        <div className={styles['picture']}>
          <img
            src={patchPicturePath(project.key, patch.ordinal, displayOf(liked))}
            alt={`Patch ${patch.name}`}
          />
          {/* At this size there is always room for it. */}
          <ScaleBar
            pixels={patch.box.x1 - patch.box.x0}
            shown={liked.inspectorWidth}
            pixelNm={patch.pixelNm?.x ?? null}
          />
        </div>
      ) : null}
      {painted?.problem ? (
        <Problem
          words={painted.problem}
          action={{ title: 'Save again', run: () => labelling.retry() }}
        />
      ) : null}
      <div className={styles['labels']}>
        {labelKeys.slice(0, 3).map((each) => (
          <Button
            key={each.value}
            size="compact-xs"
            variant={each.value === value ? 'filled' : 'default'}
            aria-pressed={each.value === value}
            onClick={() => onLabel(each.value, null)}
          >
            {each.value}
          </Button>
        ))}
      </div>
      {value === 'uninformative' ? (
        <NativeSelect
          label="Defect"
          data={['', ...defectReasons]}
          value={patch.reason ?? ''}
          onChange={(event) => onLabel('uninformative', event.currentTarget.value || null)}
        />
      ) : null}
      <Facts facts={factsOf(patch)} />
      {props.isBlind ? null : (
        <Button className={styles['like'] ?? ''} onClick={() => showLike(patch)}>
          More like this <KeyHint label={likeKey} quiet />
        </Button>
      )}
    </Inspector>
  );
}

function factsOf(patch: GridPatch) {
  const { box } = patch;
  return [
    ['Name', <CopyName key="name" name={patch.name} />],
    ['Plane', patch.plane === '2d' ? 'picture' : `${patch.plane}, section ${grouped(patch.index)}`],
    ['Rows', `${box.y0} to ${box.y1 - 1}`],
    ['Columns', `${box.x0} to ${box.x1 - 1}`],
    ['Pixel size', pixelWords(patch)],
    ['Stands for', counted(patch.members, 'patch', 'patches')],
    ['Score', patch.score === null ? 'not scored' : patch.score.toFixed(3)],
    ['Curated', patch.kept === null ? 'not decided' : patch.kept ? 'kept' : 'dropped'],
    ['Hold-out', patch.heldOut ? 'yes: tests models, never trains them' : 'no'],
  ] as const;
}

function pixelWords({ pixelNm }: GridPatch): string {
  if (!pixelNm) return 'unknown';
  const { y, x } = pixelNm;
  return y === x ? `${x} nm` : `${x} nm along rows, ${y} nm down`;
}

function CopyName({ name }: { name: string }) {
  return (
    <CopyButton value={name}>
      {({ copied, copy }) => (
        <>
          <span className={styles['name']}>{name}</span>{' '}
          <Button size="compact-xs" variant="subtle" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </>
      )}
    </CopyButton>
  );
}
