import { Problem } from '../element/problem.tsx';
import { useAnswer } from '../session/use-answer.ts';
import type { Desk } from './group-actions.ts';
import { GroupFacts } from './group-facts.tsx';
import { GroupPlacesView } from './group-places-view.tsx';
import { readPlaces } from './group-requests.ts';
import styles from './groups.module.css';
import { isSamePatch } from './member-set.ts';
import { OpinionView, opinionFacts } from './opinion-view.tsx';
import { useGroupOpinion } from './use-opinion.ts';

/** As many patches as are drawn. */
const mostPlaces = 5000;

/** What is known of the group, and where its patches lie. */
export function GroupSide({ desk, revision }: { desk: Desk; revision: string }) {
  const { head, members, group } = desk;
  const { ordinal } = head;
  const answer = useGroupOpinion(desk, revision);
  const places = useAnswer(() => readPlaces(ordinal, mostPlaces), [ordinal, revision]);
  // Until those of this group are there, what is shown is of the group before.
  const first = places.value?.places[0];
  const isNow = first !== undefined && isSamePatch(first.address, head.exemplar.address);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <aside className={styles['side']} aria-label="Details" tabIndex={0}>
      <GroupFacts
        group={group}
        head={head}
        member={members.member}
        at={members.focus}
        beside={opinionFacts(answer.opinion, members.member)}
      />
      <OpinionView desk={desk} answer={answer} />
      {places.problem ? <Problem words={places.problem} /> : null}
      {places.value && isNow ? (
        <GroupPlacesView
          places={places.value}
          focused={members.member?.address ?? null}
          onPick={(point) => void members.goToMember(point)}
        />
      ) : null}
    </aside>
  );
}
