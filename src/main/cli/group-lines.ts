import type {
  GroupMember,
  GroupPage,
  IdleReason,
  StandingGroupDecision,
} from '../../shared/duplicates.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { count, counted } from './quantity.ts';
import { table } from './table.ts';

/** Groups by their exemplars, and how many more there are. */
export function groupTable(groups: readonly GridPatch[], total: number): string {
  if (groups.length === 0) return 'No such group.';
  const rows = groups.map(({ members, name }) => [count(members), name]);
  const lines = table([{ heading: 'patches', right: true }, { heading: 'exemplar' }], rows);
  return groups.length < total
    ? `${lines}\n${count(groups.length)} of ${counted(total, 'group')}.`
    : lines;
}

/** A group with its exemplar first. */
export function groupLines({ exemplar, members, total }: GroupPage): string {
  const shown = [exemplar, ...members].map((each, i) => [
    i === 0 ? 'exemplar' : count(each.distance),
    each.name,
    byWords(each.by),
  ]);
  const lines = table([{ heading: 'distance' }, { heading: 'patch' }, { heading: '' }], shown);
  return members.length < total
    ? `${lines}\n${count(members.length)} of ${counted(total, 'member')}.`
    : lines;
}

const byWords = (by: GroupMember['by']): string => (by === null ? '' : `${by} by a person`);

const idleWords: { readonly [R in IdleReason]: string } = {
  'not-cut': 'no: not among the patches of this cut',
  apart: 'no: the groups lie in two sources or volumes',
  already: 'no: it is so already',
};

/** Decisions in the order made. */
export function decisionTable(decisions: readonly StandingGroupDecision[]): string {
  const rows = decisions.map(({ kind, patch, other, annotator, idle }) => [
    other === null ? `${kind} ${patch}` : `${kind} ${patch} into ${other}`,
    annotator,
    idle === null ? 'yes' : idleWords[idle],
  ]);
  return table([{ heading: 'decision' }, { heading: 'by' }, { heading: 'applies' }], rows);
}

/** Says that decisions do nothing in this cut; empty where all do. */
export function idleLine(idle: number): string {
  if (idle === 0) return '';
  const apply = idle === 1 ? 'decision does' : 'decisions do';
  return `${count(idle)} ${apply} not apply in this cut: see "groups decisions".`;
}
