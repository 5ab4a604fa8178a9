import type { DatasetSplit } from '../../../../shared/export.ts';
import type { SourceIds } from '../../catalog/relations.ts';
import type { Session } from '../project/session.ts';
import { relationStateOf } from '../relation/relation-report.ts';

interface Dealt {
  readonly id: number;
  readonly name: string;
  readonly split: DatasetSplit | null;
}

/** Pairs named by themselves; of the others only their number is told. */
const mostNamed = 5;

/**
 * What a person should read when sources that show the same specimen go to different parts of a data set: those
 * that a person judged so, then those that likely do and that nobody judged otherwise.
 */
export function splitRelationWarnings(session: Session, dealt: readonly Dealt[]): string[] {
  const known = new Map(dealt.map((source) => [source.id, source]));
  const apart = ({ a, b }: SourceIds): readonly [Dealt, Dealt][] => {
    const [one, other] = [known.get(a), known.get(b)];
    return one && other && one.split !== other.split ? [[one, other]] : [];
  };
  const { relations } = session.catalog;
  const verdicts = relations.verdicts();
  const judged = new Set(verdicts.map(({ a, b }) => `${a} ${b}`));
  const cut = session.cut();
  const isKnown = cut !== null && relationStateOf(session) !== 'none';
  const likely = isKnown ? relations.pairs(cut, 'same') : [];
  return [
    ...sentences(
      verdicts.filter(({ value }) => value === 'same').flatMap(apart),
      'show the same specimen, as you judged',
    ),
    ...sentences(
      likely.filter(({ a, b }) => !judged.has(`${a} ${b}`)).flatMap(apart),
      'likely show the same specimen or an overlapping region',
    ),
  ];
}

function sentences(pairs: readonly (readonly [Dealt, Dealt])[], words: string): string[] {
  const named = pairs
    .slice(0, mostNamed)
    .map(
      ([one, other]) =>
        `${one.name} (${one.split}) and ${other.name} (${other.split}) ${words}, but are in different parts: what is tested on one was trained on the other. Another seed may put them together, or take one of them out.`,
    );
  const left = pairs.length - named.length;
  if (left === 0) return named;
  const more = `So ${left === 1 ? 'does 1 more pair' : `do ${left.toLocaleString('en-US')} more pairs`} of sources in different parts; “emcurator relations” and the Relations of the Duplicates screen list them.`;
  return [...named, more];
}
