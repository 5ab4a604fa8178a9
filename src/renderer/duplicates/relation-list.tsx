import { Switch, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import {
  kindsInShort,
  kindWords,
  placeWords,
  type Relation,
  type RelationReport,
  type RelationVerdict,
  shareNear,
  unseenWords,
  verdictWords,
} from '../../shared/relation.ts';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { type Command, useCommands } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { useStore } from '../session/store.ts';
import { judge } from './judge.ts';
import { KindMark } from './kind-mark.tsx';
import styles from './relations.module.css';
import { openRelation, relationsState, type SourcePair } from './relations-state.ts';
import { type RelationsAnswer, readOnlyWords } from './use-relations.ts';

export const bothOf = ({ sourceA, sourceB }: Relation): SourcePair => ({ a: sourceA, b: sourceB });

/** Relations, the strongest first. */
export function RelationList({ answer }: { answer: RelationsAnswer }) {
  const { at, all } = useStore(relationsState, (state) => state);
  const { report } = answer;
  const relations = report?.relations ?? [];
  const current = relations[at];
  useCommands(listCommands(answer, relations, at));
  useCommands([
    {
      title: 'Also pairs that chance explains',
      group: 'View',
      keys: ['a'],
      run: turnAll,
    },
  ]);
  if (!report) return null;
  const unseen = unseenWords(report);
  return (
    <section aria-label="Relations between sources">
      <div className={styles['head']}>
        <p className={styles['words']}>{summaryOf(report)}</p>
        {report.counts.chance > 0 ? (
          <Switch
            size="xs"
            label={`Also list the ${counted(report.counts.chance, 'pair')} that chance explains`}
            checked={all}
            onChange={turnAll}
          />
        ) : null}
      </div>
      {unseen === '' ? null : <p className={styles['words']}>{unseen}</p>}
      {relations.length === 0 ? null : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Sources</th>
              <th scope="col">Likely</th>
              <th scope="col">
                <abbr title="Share of the exemplars of the first with a near-duplicate in the second, and the reverse.">
                  Found in the other
                </abbr>
              </th>
              <th scope="col">
                <abbr title="Exemplars with a near-duplicate that unrelated sources of this kind would have, both together.">
                  By chance
                </abbr>
              </th>
              <th scope="col">
                <abbr title="How much of each is in the other, and where a place of the second lies in the first, along z, y and x.">
                  Alignment
                </abbr>
              </th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {relations.map((relation, place) => (
              <Row
                key={`${relation.sourceA} ${relation.sourceB}`}
                relation={relation}
                isCurrent={relation === current}
                onOpen={() => {
                  relationsState.set({ at: place });
                  openRelation(bothOf(relation));
                }}
              />
            ))}
          </tbody>
        </table>
      )}
      {current ? (
        <p className={styles['note']}>
          Up and down arrow keys move, Enter looks into a relation; S says the same specimen, R
          related, N unrelated, Backspace takes the last verdict back.
        </p>
      ) : null}
    </section>
  );
}

function Row(props: {
  readonly relation: Relation;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}) {
  const { nameA, nameB, kind, a, b, expected, verdict } = props.relation;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (props.isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [props.isCurrent]);
  return (
    <tr ref={row} aria-current={props.isCurrent || undefined}>
      <th scope="row">
        <UnstyledButton onClick={props.onOpen} className={styles['both']}>
          <span>{nameA}</span>
          <span>{nameB}</span>
        </UnstyledButton>
      </th>
      <td>
        <KindMark kind={kind} />
        {kindsInShort[kind]}
      </td>
      <td className={styles['number']}>
        <span className={styles['both']}>
          <span>{nearWords(a)}</span>
          <span>{nearWords(b)}</span>
        </span>
      </td>
      <td className={styles['number']}>
        {expected < 10 ? expected.toFixed(1) : grouped(Math.round(expected))}
      </td>
      <td>{placeWords(props.relation)}</td>
      <td>{verdictWords[verdict]}</td>
    </tr>
  );
}

/** "43.2%, 181 of 419" */
export const nearWords = (side: Relation['a']): string =>
  `${percentText(shareNear(side))}, ${grouped(side.near)} of ${grouped(side.exemplars)}`;

const turnAll = () => relationsState.set({ all: !relationsState.get().all, at: 0 });

/** "Among 11 sources no two look related. 6 pairs have near-duplicates, no more than chance gives." */
function summaryOf({ counts, sources, total, relations }: RelationReport): string {
  const { same, alike, chance } = counts;
  const among = `Among ${counted(sources, 'source')}`;
  if (total === 0) return `${among} no two overlap or have near-duplicates of each other.`;
  const pairs = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${counted(count, 'pair')} ${count === 1 ? one : many}`];
  const found = [
    ...pairs(same, `is ${kindWords.same}`, `are ${kindWords.same}`),
    ...pairs(alike, `has ${kindWords.alike}`, `have ${kindWords.alike}`),
  ];
  const related = found.length === 0 ? 'no two look related' : found.join('; ');
  const byChance = pairs(chance, 'has', 'have').map(
    (words) => ` ${words} near-duplicates, no more than chance gives.`,
  );
  const left =
    relations.length < same + alike
      ? ` The first ${grouped(relations.length)} are listed; the matrix shows all.`
      : '';
  return `${among} ${related}.${byChance.join('')}${left}`;
}

/** What a person can say of a relation, with its keys. */
export function verdictCommands(
  relation: Relation | undefined,
  answer: RelationsAnswer,
): readonly Command[] {
  const blocked = answer.readOnly
    ? readOnlyWords
    : relation
      ? null
      : 'There is no relation to judge here.';
  const say = (title: string, key: string, value: RelationVerdict): Command => ({
    title,
    group: 'This screen',
    keys: [key],
    blocked,
    run: () => {
      if (relation) void judge(bothOf(relation), value).then((done) => done && answer.again());
    },
  });
  return [
    say('Call the two the same specimen', 's', 'same'),
    say('Call the two related', 'r', 'related'),
    say('Call the two unrelated', 'n', 'unrelated'),
    {
      title: 'Take back the last verdict',
      group: 'This screen',
      keys: ['backspace'],
      blocked: answer.readOnly ? readOnlyWords : null,
      run: () => labelling.undo(),
    },
  ];
}

function listCommands(
  answer: RelationsAnswer,
  relations: readonly Relation[],
  at: number,
): readonly Command[] {
  const move = (title: string, key: string, to: number): Command => ({
    title,
    group: 'This screen',
    keys: [key],
    run: () => relationsState.set({ at: Math.max(0, Math.min(relations.length - 1, to)) }),
  });
  const current = relations[at];
  return [
    move('Next relation', 'arrowdown', at + 1),
    move('Relation before', 'arrowup', at - 1),
    move('First relation', 'home', 0),
    move('Last relation', 'end', relations.length - 1),
    {
      title: 'Look into the relation',
      group: 'This screen',
      keys: ['enter'],
      blocked: current ? null : 'There is no relation here.',
      run: () => current && openRelation(bothOf(current)),
    },
    ...verdictCommands(current, answer),
  ];
}
