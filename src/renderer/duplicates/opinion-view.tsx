import { VisuallyHidden } from '@mantine/core';
import { agreeingFrom, closerShare, closerWords, type Opinion } from '../../shared/opinion.ts';
import { counted } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import type { Desk } from './group-actions.ts';
import { keyOfPatch } from './member-set.ts';
import styles from './opinion.module.css';
import { OpinionSwitch } from './opinion-switch.tsx';
import type { GroupOpinion, useGroupOpinion } from './use-opinion.ts';

/** Members listed that the encoder finds least alike. */
const mostListed = 8;

/** A switch for the second opinion, and the members it disagrees on. */
export function OpinionView(props: {
  readonly desk: Desk;
  readonly answer: ReturnType<typeof useGroupOpinion>;
}) {
  const { desk, answer } = props;
  const { isOn, opinion, problem } = answer;
  return (
    <section aria-label="Second opinion">
      <h2>Second opinion</h2>
      <OpinionSwitch label="Beside the Hamming distance" />
      {problem ? <Problem words={problem} /> : null}
      {isOn && !opinion && !problem ? <p className={styles['quiet']}>Measuring…</p> : null}
      {opinion ? <Disagreeing desk={desk} opinion={opinion} /> : null}
    </section>
  );
}

function Disagreeing({ desk, opinion }: { readonly desk: Desk; readonly opinion: GroupOpinion }) {
  const { judged, encoder } = opinion;
  const others = judged.filter((each) => each.opinion.closerThan < agreeingFrom);
  if (judged.length === 0) {
    return (
      <p className={styles['quiet']}>
        No member can be measured: their volumes are not here, or the source has too few exemplars.
      </p>
    );
  }
  return (
    <>
      <p className={styles['quiet']}>
        {others.length === 0
          ? `${encoder}: of the ${counted(judged.length, 'nearest member')} measured all are closer to the exemplar than 95% of random pairs of this source.`
          : `${encoder} does not call ${counted(others.length, 'member')} of the ${judged.length} measured alike. The least alike first, with the share of random pairs of this source that are farther apart:`}
      </p>
      <ul className={styles['list']}>
        {others.slice(0, mostListed).map(({ member, opinion: own }) => (
          <li key={keyOfPatch(member.address)}>
            <button
              type="button"
              onClick={() =>
                void desk.members.goToMember({
                  address: member.address,
                  distance: member.distance,
                })
              }
            >
              <span>
                {counted(member.distance, 'bit')}
                <VisuallyHidden>, closer than </VisuallyHidden>
              </span>
              <span>
                {closerShare(own)}
                <VisuallyHidden> of random pairs</VisuallyHidden>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What stands beside the Hamming distance of the member in focus. */
export function opinionFacts(
  opinion: GroupOpinion | null,
  member: { readonly address: Parameters<typeof keyOfPatch>[0] } | null,
): readonly (readonly [string, string])[] {
  if (!opinion || !member) return [];
  const own = opinion.byPatch.get(keyOfPatch(member.address));
  if (own === undefined) return [];
  return [[opinion.encoder, opinionWords(own)]];
}

/** Of a patch whose volume is not here, or whose source has too few exemplars to compare with. */
export const notMeasured = 'cannot be measured';

const opinionWords = (own: Opinion | null): string =>
  own === null ? notMeasured : `${closerWords(own)} (cosine ${own.distance.toFixed(3)})`;
