import { Button } from '@mantine/core';
import type { KeepCurves } from '../../shared/keep-curve.ts';
import { counted } from '../element/numbers.ts';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import styles from './radius.module.css';
import type { useCurves } from './use-curves.ts';

const title = 'Keep exemplars anew from all volumes';

/** Sources that grew keep what they had, and so differ from the curve: says so, and offers to begin anew. */
export function GrownNote(props: {
  readonly curves: KeepCurves;
  readonly state: ReturnType<typeof useCurves>;
}) {
  const { curves, state } = props;
  const names = curves.sources.filter(({ grown }) => grown).map(({ name }) => name);
  if (names.length === 0) return null;
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return (
    <div className={styles['stale']} role="status">
      <p>
        Volumes joined {names.slice(0, 3).join(', ')}
        {more} later: the exemplars of before stayed, while the curve counts all patches from the
        start. Kept anew from all volumes at once, {thenWords(curves)}. Labels stay with their
        patches, no volume is read again but for patches that were no exemplars, and Undo brings the
        exemplars of now back.
      </p>
      <KeepAnewButton state={state} />
    </div>
  );
}

/** What the curve says of the radius in force, if it is counted. */
function thenWords({ kept, now, settings, state }: KeepCurves): string {
  const then = kept[settings.hammingLimit];
  if (state !== 'current' || then === null || then === undefined)
    return 'other patches would be exemplars';
  return `${counted(then, 'exemplar')} would stay instead of ${counted(now, 'exemplar')}`;
}

function KeepAnewButton({ state }: { readonly state: ReturnType<typeof useCurves> }) {
  const key = useShownKey('keep-exemplars-anew-from-all-volumes', 'n');
  const { blocked, keepAnew: run } = state;
  useCommands([{ title, group: 'This screen', keys: ['n'], blocked, run }]);
  return (
    <Button
      variant="default"
      disabled={blocked !== null}
      title={blocked ?? `${title} (${key})`}
      onClick={run}
    >
      {title}
    </Button>
  );
}
