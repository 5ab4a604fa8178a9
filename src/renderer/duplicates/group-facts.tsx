import type { ReactNode } from 'react';
import type { GroupMember } from '../../shared/duplicates.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { Facts } from '../element/facts.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { labelling } from '../session/labelling.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './groups.module.css';
import type { GroupHead } from './member-set.ts';

/** What is known of an exemplar and of the member in focus. */
export function GroupFacts(props: {
  readonly group: GridPatch;
  readonly head: GroupHead;
  readonly member: GroupMember | null;
  /** place of the member, from 0 */
  readonly at: number;
  /** a second opinion on how alike the two are, beside the Hamming distance */
  readonly beside: readonly (readonly [string, ReactNode])[];
}) {
  const { group, head, member } = props;
  const hashSize = useStore(session, (state) => state.project?.cut.hashSize ?? 8);
  const label = labelling.paintedOf(group.ordinal)?.value ?? group.label;
  return (
    <>
      <section>
        <h2>Exemplar</h2>
        <Facts
          facts={[
            ...placeFacts(head.exemplar),
            ['Label', label === 'none' ? 'not labelled' : label],
            ['Stands for', counted(head.total + 1, 'patch', 'patches')],
            ...decidedFact(head.exemplar, 'by de-duplication'),
          ]}
        />
      </section>
      {member ? (
        <section>
          <h2>
            Member{' '}
            <span className={styles['quiet']}>
              {grouped(props.at + 1)} of {grouped(head.total)}
            </span>
          </h2>
          <Facts
            facts={[
              ...placeFacts(member),
              ['Hamming', `${counted(member.distance, 'bit')} of ${hashSize * hashSize}`],
              ...props.beside,
              ...decidedFact(member, 'by de-duplication'),
            ]}
          />
        </section>
      ) : null}
    </>
  );
}

type Fact = readonly [string, ReactNode];

function placeFacts({ name, volumeName, address }: GroupMember): readonly Fact[] {
  const { plane, index, box } = address;
  return [
    [
      'Name',
      <span key="name" className={styles['name']}>
        {name}
      </span>,
    ],
    ['Volume', volumeName],
    ['Plane', plane === '2d' ? 'picture' : `${plane}, section ${grouped(index)}`],
    ['Row, column', `${grouped(box.y0)}, ${grouped(box.x0)}`],
  ];
}

/** How a patch came into its group by a person's decision; no colour says it. */
export const decidedWords = {
  chosen: 'chosen by a person',
  split: 'split out by a person',
  merged: 'merged in by a person',
} as const;

function decidedFact({ by }: GroupMember, otherwise: string): readonly Fact[] {
  if (by === null) return [['Grouped', otherwise]];
  return [['Grouped', <strong key="by">{decidedWords[by]}</strong>]];
}
