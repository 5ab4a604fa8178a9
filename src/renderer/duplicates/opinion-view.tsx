import { Switch } from '@mantine/core';
import { agreeingFrom, closerWords, type Opinion } from '../../shared/opinion.ts';
import { counted } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { useCommands } from '../session/commands.ts';
import type { Desk } from './group-actions.ts';
import styles from './groups.module.css';
import { keyOfPatch } from './member-set.ts';
import { type GroupOpinion, opinionWanted, type useOpinion } from './use-opinion.ts';

/** Members listed that the texture finds least alike. */
const mostListed = 8;

/** A switch for the second opinion, and the members it disagrees on. */
export function OpinionView(props: {
  readonly desk: Desk;
  readonly answer: ReturnType<typeof useOpinion>;
}) {
  const { desk, answer } = props;
  const { isOn, opinion, problem } = answer;
  const turn = () => opinionWanted.set({ isOn: !isOn });
  useCommands([{ title: 'Second opinion by texture', group: 'View', keys: ['t'], run: turn }]);
  return (
    <section>
      <h2>Second opinion</h2>
      <Switch size="xs" label="Texture of the patches (T)" checked={isOn} onChange={turn} />
      {problem ? <Problem words={problem} /> : null}
      {isOn && !opinion && !problem ? <p className={styles['quiet']}>Measuring…</p> : null}
      {opinion ? <Disagreeing desk={desk} opinion={opinion} /> : null}
    </section>
  );
}

function Disagreeing({ desk, opinion }: { readonly desk: Desk; readonly opinion: GroupOpinion }) {
  const { judged } = opinion;
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
          ? `Of the ${counted(judged.length, 'nearest member')} measured all are closer to the exemplar than 95% of random pairs of this source.`
          : `The texture does not call ${counted(others.length, 'member')} of the ${judged.length} measured alike, the least alike first:`}
      </p>
      <ul className={styles['opinions']}>
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
              {counted(member.distance, 'bit')}, {closerWords(own)}
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
  return [[opinion.encoder, own === null ? 'cannot be measured' : factWords(own)]];
}

const factWords = (own: Opinion): string =>
  `${closerWords(own)} (cosine ${own.distance.toFixed(3)})`;
