import { useMemo } from 'react';
import { sectionPicturePath } from '../../shared/context.ts';
import { type Display, plainDisplay } from '../../shared/display.ts';
import type {
  PairDistance,
  PairEstimate,
  PairPatch,
  PairStratum,
  SampledPair,
} from '../../shared/pair.ts';
import type { ComparedPicture } from '../element/compared-picture.tsx';
import { DifferenceView } from '../element/difference-view.tsx';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { useDisplay } from '../patch-work/use-display.ts';
import { useCommands } from '../session/commands.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { pairCommands } from './pair-commands.ts';
import { pairGoal } from './pair-goal.ts';
import { PairOpinion } from './pair-opinion.tsx';
import { PairStrata } from './pair-strata.tsx';
import { keyOfPair } from './pair-walk.ts';
import styles from './pairs.module.css';
import { choosePairs, pairsPlace, pairsState } from './pairs-state.ts';
import part from './part.module.css';
import { SayButton } from './say-button.tsx';
import { useDifference } from './use-difference.ts';
import type { usePairWalk } from './use-pair-walk.ts';
import { usePicturesAhead } from './use-pictures-ahead.ts';

const asStored: Display = { ...plainDisplay, contrast: 'as-stored' };

type Walk = ReturnType<typeof usePairWalk>;

/** Two patches against each other, and what a person says of them. */
export function PairDesk(props: {
  readonly walk: Walk;
  readonly blocked: string | null;
  readonly estimate: PairEstimate | null;
}) {
  const { walk, blocked, estimate } = props;
  const { pair, page } = walk;
  const { isBlind, wanted, distance } = useStore(pairsState, (each) => each);
  const shown = usePairPictures(walk);
  const difference = useDifference(pair ? keyOfPair(pair) : '', 'w');
  useCommands(pairCommands(walk, estimate, blocked));
  return (
    <div className={part['desk']}>
      {pair && shown ? (
        <DifferenceView {...difference} first={shown.a} second={shown.b}>
          <span className={part['place']}>
            Pair {grouped((walk.place ?? 0) + 1)} of {grouped(walk.total)}
            {isBlind && pair.value === 'none' ? '' : `, ${counted(pair.distance, 'bit')} apart`}
            {', '}
            {pair.sourceName}
          </span>
          <Goal strata={page?.strata ?? []} distance={distance} wanted={wanted} />
          <Estimate estimate={estimate} />
        </DifferenceView>
      ) : (
        <div className={part['opening']} aria-busy={page === null || undefined} />
      )}
      <footer className={`${part['foot']} ${styles['foot']}`}>
        <div className={styles['says']}>
          {says.map((say) => (
            <SayButton
              key={say.value}
              {...say}
              mark={<i className={styles['mark']} data-of={say.value} />}
              isSaid={pair?.value === say.value}
              disabled={blocked !== null || !pair}
              onSay={() => walk.mark(say.value)}
            />
          ))}
          <Said pair={pair} />
          <PairOpinion pair={pair} />
        </div>
        {page ? (
          <PairStrata
            strata={page.strata}
            wanted={wanted}
            distance={distance}
            onPick={(next) => choosePairs({ distance: next })}
          />
        ) : null}
      </footer>
    </div>
  );
}

const says = [
  { value: 'same', title: 'Same', id: 'mark-the-pair-as-the-same', fallback: 's' },
  { value: 'different', title: 'Different', id: 'mark-the-pair-as-different', fallback: 'd' },
  { value: 'unsure', title: 'Unsure', id: 'mark-the-pair-as-unsure', fallback: 'u' },
] as const;

/** What is said of a pair that is looked at again. */
function Said({ pair }: { pair: SampledPair | null }) {
  const words = { same: 'marked the same', different: 'marked different', unsure: 'marked unsure' };
  return (
    <span className={part['place']} role="status">
      {pair && pair.value !== 'none' ? words[pair.value] : ''}
    </span>
  );
}

/** The two pictures, with those of the next pairs on their way. */
function usePairPictures({ pair, ahead }: Walk) {
  const project = useStore(session, (state) => state.project?.key ?? '');
  const { isBlind } = useStore(pairsState, (each) => each);
  const chosen = useDisplay();
  // Local equalisation differs from patch to patch: what is alike would look different.
  const display = useMemo(() => (chosen.clahe ? { ...chosen, clahe: false } : chosen), [chosen]);
  const addressOf = ({ address }: PairPatch, like: number, as: Display) =>
    sectionPicturePath(
      project,
      {
        volume: address.volume,
        plane: address.plane,
        index: address.index,
        window: address.box,
      },
      { like, display: as },
    );
  const bothOf = ({ a, b, like }: SampledPair) => [
    addressOf(a, like, display),
    addressOf(b, like, display),
  ];
  const now = pair ? bothOf(pair) : [];
  const here = usePicturesAhead(ahead.flatMap(bothOf), now);
  const key = pair ? `${keyOfPair(pair)} ${JSON.stringify(display)}` : '';
  // As it is when the pair comes: a picture that arrives twice must not flicker.
  const addresses = useMemo(() => now.map(here), [key]);
  if (!pair) return null;
  const said = isBlind && pair.value === 'none' ? '' : `, ${counted(pair.distance, 'bit')}`;
  const compared = (patch: PairPatch, shown: string, caption: string): ComparedPicture => ({
    shown,
    stored: addressOf(patch, pair.like, asStored),
    caption,
  });
  return {
    a: compared(pair.a, addresses[0] ?? '', `Patch${said}`),
    b: compared(pair.b, addresses[1] ?? '', 'Exemplar'),
  };
}

/** How far the marking of what is wanted is. */
function Goal(props: {
  readonly strata: readonly PairStratum[];
  readonly distance: PairDistance;
  readonly wanted: number;
}) {
  const goal = pairGoal(props.strata, props.distance, props.wanted);
  if (goal.wanted === 0) return null;
  const isDone = goal.marked === goal.wanted;
  return (
    <span className={`${part['place']} ${styles['goal']}`} data-done={isDone || undefined}>
      {isDone ? '' : `${grouped(goal.marked)} of ${grouped(goal.wanted)} wanted are marked`}
      {/* Told aloud once, not with every mark. */}
      <span role="status">{isDone ? `All ${grouped(goal.wanted)} wanted are marked` : ''}</span>
    </span>
  );
}

/** What the marks come to at the radius in force, of the source that is looked at or of all. */
function Estimate({ estimate }: { estimate: PairEstimate | null }) {
  const { source } = useStore(pairsPlace, (each) => each);
  if (!estimate) return null;
  const own = estimate.sources.find((each) => each.source === source);
  const at = (source === null ? estimate.total : own?.precision)?.[estimate.radius];
  if (!at) return null;
  const left =
    source === null && estimate.besides > 0
      ? `${counted(estimate.besides, 'mark')} out of the order of all sources count for their source alone.`
      : '';
  return (
    <span className={`${part['place']} ${styles['estimate']}`} title={left}>
      Within {counted(estimate.radius, 'bit')} {percentText(at.share)} show the same (
      {percentText(at.low)} to {percentText(at.high)})
    </span>
  );
}
